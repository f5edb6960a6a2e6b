import { setTimeout } from "node:timers/promises";
import { atMost, type Finding, holds } from "../findings.js";
import { HealthProber, OTHER_ADDRESS, SAME_ADDRESS } from "./health-prober.js";
import { resetPeak, rssOf } from "./rss.js";
import type { Server } from "./server.js";
import { Sockets } from "./sockets.js";

export const RSS_MIB_MAX = 400;

export interface Attack {
  /** For the words of the findings: "with 1,000 slow headers". */
  readonly during: string;
  readonly begin: (sockets: Sockets) => Promise<void>;
  /** What the attacker does each second after that. */
  readonly eachSecond?: (sockets: Sockets) => void;
  readonly lastsMs: number;
}

/**
 * Measures a server during an attack of clients that have no token: its memory, and its health checks
 * from the attacker's address and from another one.
 */
export async function underAttack(server: Server, attack: Attack): Promise<readonly Finding[]> {
  const { during, lastsMs } = attack;
  resetPeak(server.pid);
  const sockets = new Sockets(server.port);
  await using prober = new HealthProber(server.url, [SAME_ADDRESS, OTHER_ADDRESS]);
  try {
    const beganMs = performance.now();
    await attack.begin(sockets);
    while (performance.now() - beganMs < lastsMs && !server.hasEnded) {
      attack.eachSecond?.(sockets);
      await setTimeout(Math.min(1_000, Math.max(0, beganMs + lastsMs - performance.now())));
    }
    if (server.hasEnded) return [holds(`the server survives ${during}`, false, "it ended")];
    const health = await prober.findings(during);
    const { peakMib } = rssOf(server.pid);
    return [
      atMost(`peak memory (RSS) ${during}`, peakMib, { limit: RSS_MIB_MAX, unit: "MiB" }),
      ...health,
    ];
  } finally {
    sockets.close();
  }
}
