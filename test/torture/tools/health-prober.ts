import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { atMost, type Finding, none } from "../findings.js";
import type { Probe, ProbeOrder } from "./probe-worker.js";

export const HEALTH_P99_MS = 300;

/** A second client, which is not the attacker's address. */
export const OTHER_ADDRESS = "127.0.0.2";
export const SAME_ADDRESS = "127.0.0.1";

/** Asks `/healthz` each 50 ms on a new connection, from a thread of its own. */
export class HealthProber implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #from: readonly string[];

  constructor(url: string, from: readonly string[] = [SAME_ADDRESS]) {
    this.#from = from;
    const workerData: ProbeOrder = { url: `${url}/healthz`, from };
    this.#worker = new Worker(new URL("./probe-worker.js", import.meta.url), { workerData });
  }

  /** Ends the probes; returns what they measured, under the words that say what happened meanwhile. */
  async findings(during: string): Promise<readonly Finding[]> {
    const answered = once(this.#worker, "message") as Promise<[readonly Probe[]]>;
    this.#worker.postMessage("stop");
    const [probes] = await answered;
    return this.#from.flatMap((address) => {
      const own = probes.filter(([from]) => from === address);
      const who =
        this.#from.length === 1
          ? ""
          : ` from ${address === OTHER_ADDRESS ? "another" : "the same"} address`;
      return [
        atMost(`/healthz p99 ${during}${who}`, quantile(own.map(([, ms]) => ms)), {
          limit: HEALTH_P99_MS,
          unit: "ms",
        }),
        none(
          `/healthz calls without an answer ${during}${who}`,
          own.flatMap(([, , how]) => (how === "ok" ? [] : [how])),
          own.length,
        ),
      ];
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}

/** The 99th percentile; the greatest of fewer than a hundred values. */
export function quantile(values: readonly number[], share = 0.99): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Infinity;
}
