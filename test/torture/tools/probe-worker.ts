import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { call } from "./call.js";

/* The health prober's thread: a call of its own connection each 50 ms, whether or not the last one was answered. */

export interface ProbeOrder {
  readonly url: string;
  readonly from: readonly string[];
}

/** One probe: the address that it came from, the milliseconds, and whether it was answered 200. */
export type Probe = readonly [from: string, ms: number, how: string];

const EVERY_MS = 50;
const TIMEOUT_MS = 5_000;

const { url, from } = workerData as ProbeOrder;
// The attacker is on the same machine. Without a higher priority, this thread would wait for a processor
// behind it, and measure that. On Linux, 0 is this thread alone; only root may raise it.
try {
  setPriority(0, -10);
} catch {
  // Then the measurement includes the wait.
}
const probes: Promise<Probe>[] = [];
const timer = setInterval(() => {
  for (const address of from) probes.push(probe(address));
}, EVERY_MS);

async function probe(address: string): Promise<Probe> {
  const headers = { connection: "close" };
  const outcome = await call(url, { from: address, timeoutMs: TIMEOUT_MS, headers });
  if (outcome.kind !== "answered") return [address, Infinity, outcome.kind];
  return [address, outcome.ms, outcome.status === 200 ? "ok" : `HTTP ${outcome.status}`];
}

parentPort?.once("message", () => {
  clearInterval(timer);
  void Promise.all(probes).then((made) => parentPort?.postMessage(made));
});
