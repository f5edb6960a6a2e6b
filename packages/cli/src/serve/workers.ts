import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";

/** The message of a worker that listens; also the first line of `serve`. */
export interface Listening {
  readonly url: string;
  readonly adminKey: string | null;
}

/** If a worker exits within this time after its start, the next one starts after the same time. */
const QUICK_EXIT_MS = 2_000;

/**
 * Several processes that serve one database on one address. Each one handles all kinds of calls. When
 * one exits, the others continue and a new one is started.
 */
export class Workers {
  readonly #onEnd: (pid: number, how: string) => void;
  readonly #ended: Promise<unknown>[] = [];
  #isStopping = false;

  /** @param onEnd called when a worker exits unexpectedly, before its replacement starts */
  constructor(onEnd: (pid: number, how: string) => void) {
    this.#onEnd = onEnd;
  }

  /**
   * Starts this many workers. The first one migrates the database and generates the admin key if
   * there is none; the others start when it listens.
   * @returns the message of the first worker; null when it failed to start and has reported why
   */
  async start(count: number): Promise<Listening | null> {
    // Overrides NODE_CLUSTER_SCHED_POLICY: workers accept connections themselves. Otherwise the parent
    // would accept and pass them on, and a connection passed to a worker that is killed at that moment
    // would never be answered.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    const first = await this.#startOne();
    if (first === null || this.#isStopping) return first;
    await Promise.all(Array.from({ length: count - 1 }, () => this.#startOne()));
    return first;
  }

  /**
   * Stops all workers; each first answers the calls in progress.
   * @param deadlineMs a worker that has not ended by then is killed
   */
  async stop(deadlineMs: number): Promise<void> {
    this.#isStopping = true;
    const killAll = (signal: NodeJS.Signals) => {
      for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill(signal);
    };
    killAll("SIGTERM");
    const late = globalThis.setTimeout(() => killAll("SIGKILL"), deadlineMs);
    await Promise.all(this.#ended);
    clearTimeout(late);
  }

  async #startOne(): Promise<Listening | null> {
    const startedAtMs = performance.now();
    const worker = cluster.fork();
    const ended = once(worker, "exit") as Promise<[number | null, string | null]>;
    this.#ended.push(ended);
    const listening = await Promise.race([
      once(worker, "message").then(([message]) => message as Listening),
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
      if (performance.now() - startedAtMs < QUICK_EXIT_MS) await setTimeout(QUICK_EXIT_MS);
      if (this.#isStopping || (await this.#startOne()) !== null) return;
      await setTimeout(QUICK_EXIT_MS);
    }
  }
}
