import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";

/** What a worker tells once it listens: what the first line of `serve` says. */
export interface Listening {
  readonly url: string;
  readonly adminKey: string | null;
}

/** A worker that ends so soon after its start would end again: the next one waits a little. */
const SHORT_LIFE_MS = 2_000;

/**
 * Several processes that serve one database on one address. Each does all of the work, so the death
 * of one stops nothing: another takes its place.
 */
export class Workers {
  readonly #onEnd: (pid: number, how: string) => void;
  readonly #ended: Promise<unknown>[] = [];
  #isStopping = false;

  /** @param onEnd told of a worker that ended by itself, before another takes its place */
  constructor(onEnd: (pid: number, how: string) => void) {
    this.#onEnd = onEnd;
  }

  /**
   * Starts so many. The first brings the database up to date and makes the admin key, if there is
   * none yet; the others find both.
   * @returns what the first one told; null when it could not start, which it has said itself
   */
  async start(count: number): Promise<Listening | null> {
    // Workers take connections from the system by themselves, whatever NODE_CLUSTER_SCHED_POLICY says.
    // Else the parent would take and give them out, and one that is on its way to a worker when that is
    // killed would never be answered.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    const first = await this.#startOne();
    if (first === null) return null;
    await Promise.all(Array.from({ length: count - 1 }, () => this.#startOne()));
    return first;
  }

  /** Lets each answer what is under way, and end. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill("SIGTERM");
    await Promise.all(this.#ended);
  }

  async #startOne(): Promise<Listening | null> {
    const startedAtMs = performance.now();
    const worker = cluster.fork();
    const ended = once(worker, "exit") as Promise<[number | null, string | null]>;
    this.#ended.push(ended);
    const listening = await Promise.race([
      once(worker, "message").then(([told]) => told as Listening),
      ended.then(() => null),
    ]);
    if (listening !== null) void this.#replaceAfterEnd(worker, startedAtMs, ended);
    return listening;
  }

  async #replaceAfterEnd(
    worker: Worker,
    startedAtMs: number,
    ended: Promise<[number | null, string | null]>,
  ): Promise<void> {
    const [code, signal] = await ended;
    if (this.#isStopping) return;
    this.#onEnd(worker.process.pid as number, signal ?? `code ${code}`);
    while (!this.#isStopping) {
      if (performance.now() - startedAtMs < SHORT_LIFE_MS) await setTimeout(SHORT_LIFE_MS);
      if (this.#isStopping || (await this.#startOne()) !== null) return;
      await setTimeout(SHORT_LIFE_MS);
    }
  }
}
