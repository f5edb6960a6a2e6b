import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Contestant } from "../contestants/contestant.js";
import { freshDatabase } from "../contestants/database.js";
import { CHECKOUT_PROGRAM, serve } from "../contestants/dingdan.js";
import { residentMemoryMib } from "../machine/usage.js";
import type { Progress } from "./progress.js";
import { median, type Problem, type StartResult } from "./results.js";
import type { RoundsPlace } from "./rounds.js";

export const STARTS = 7;
const IDLE_MS = 5000;
const POLL_MS = 2;

/** Measures the time to Dingdan's first answer on an existing database, and its idle memory. */
export async function measureStarts(
  dingdans: readonly Contestant[],
  place: RoundsPlace,
  progress: Progress,
  problems: Problem[],
): Promise<Record<string, StartResult>> {
  const results: Record<string, StartResult> = {};
  for (const contestant of dingdans) {
    const label = `${contestant.title}  start`;
    progress.begin(label);
    try {
      const result = await measureStart(contestant, place);
      results[contestant.id] = result;
      const idle = result.idleMib?.toFixed(0) ?? "?";
      progress.end(`${label}  ${median(result.startMs).toFixed(0)} ms, ${idle} MiB idle`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push({ where: label, reason });
      progress.end(`${label}  FAILED: ${reason}`);
    }
  }
  return results;
}

async function measureStart(contestant: Contestant, place: RoundsPlace): Promise<StartResult> {
  const folder = join(place.workFolder, "start");
  mkdirSync(folder, { recursive: true });
  const database = await freshDatabase(contestant.engine, { ...place, folder });
  const adminKey = randomBytes(32).toString("base64url");
  try {
    const first = await serve(CHECKOUT_PROGRAM, place, database.url, adminKey);
    await first.child.stop();
    const startMs: number[] = [];
    let idleMib: number | null = null;
    for (let run = 1; run <= STARTS; run++) {
      const startedAtMs = performance.now();
      const { child, url } = await serve(CHECKOUT_PROGRAM, place, database.url, adminKey);
      await untilHealthy(url);
      startMs.push(performance.now() - startedAtMs);
      if (run === STARTS) {
        await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
        idleMib = residentMemoryMib(child.pid);
      }
      await child.stop();
    }
    return { startMs, idleMib };
  } finally {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilHealthy(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/healthz`).catch(() => null);
    await response?.arrayBuffer();
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
