import { join } from "node:path";
import { Server } from "../tools/server.js";
import { type Attack, underAttack } from "../tools/under-attack.js";
import type { TortureCase } from "../torture-case.js";

const LASTS_MS = 3_000;

const HEAD = "POST /user-order/orders?access_token=none HTTP/1.1\r\nhost: torture\r\n";

interface Slowness {
  readonly during: string;
  readonly first: string;
  readonly eachSecond?: string;
  readonly reads: boolean;
}

const KINDS: readonly Slowness[] = [
  { during: "slow headers", first: `${HEAD}x-a: `, eachSecond: "a", reads: true },
  {
    during: "slow bodies",
    first: `${HEAD}content-length: 1000\r\n\r\n`,
    eachSecond: " ",
    reads: true,
  },
  {
    during: "clients that never read",
    first: "GET /openapi.json HTTP/1.1\r\nhost: torture\r\n\r\n",
    reads: false,
  },
  {
    during: "idle connections",
    first: "GET /healthz HTTP/1.1\r\nhost: torture\r\n\r\n",
    reads: true,
  },
];

export const slowSockets: TortureCase = {
  name: "slow-sockets",
  attack:
    "1,000 connections of one address, four times: slow headers, slow bodies, answers that are not read, idle.",
  page: "security",
  isLight: false,
  isQuickTier: false,
  run: async ({ folder, cleanUp, isQuick }) => {
    const count = isQuick ? 50 : 1_000;
    const findings = [];
    for (const [index, kind] of KINDS.entries()) {
      const databaseUrl = `sqlite:${join(folder, `${index}.db`)}`;
      const server = await Server.start({ databaseUrl, folder });
      cleanUp.add(() => server.end("SIGKILL"));
      findings.push(...(await underAttack(server, attackOf(kind, count))));
      await server.end("SIGKILL");
    }
    return findings;
  },
};

function attackOf({ during, first, eachSecond, reads }: Slowness, count: number): Attack {
  return {
    during: `with ${count} ${during}`,
    begin: (sockets) =>
      sockets.open(count, (socket) => socket.write(first), { reads, withinMs: LASTS_MS }),
    ...(eachSecond === undefined
      ? {}
      : { eachSecond: (sockets) => sockets.each((socket) => socket.write(eachSecond)) }),
    lastsMs: LASTS_MS,
  };
}
