import type { Worker } from "node:worker_threads";
import type { RequestRecord } from "../../domain/request-record.js";
import { within } from "../../within.js";
import type { WriteJob, WriteOutcome } from "../orders/jobs.js";
import { packJobs } from "./packed-jobs.js";
import { WriterChannel, WriterEndedError } from "./writer-channel.js";

/** How long a check waits for a thread that is busy, or waits for another process's lock. */
const CHECK_TIMEOUT_MS = 2_000;

/**
 * What the main thread asks of the thread that writes, which starts with the first order. SQLite takes
 * one writer at a time, so the thread pauses while the main thread makes one of its rare writes:
 * neither ever finds the file locked by the other.
 */
export class SqliteWriter {
  readonly #endedPause = new BigInt64Array(new SharedArrayBuffer(8));
  readonly #channel: WriterChannel;
  #lastPause = 0n;
  #lastAccess: Promise<unknown> = Promise.resolve();

  /**
   * @param path a file that is migrated already
   * @param onThread is given each thread that is started
   */
  constructor(path: string, onThread?: (worker: Worker) => void) {
    this.#channel = new WriterChannel({ path, endedPause: this.#endedPause }, onThread);
  }

  /** Carries out jobs in one transaction. */
  commit(jobs: readonly WriteJob[]): Promise<readonly PromiseSettledResult<WriteOutcome>[]> {
    const packed = packJobs(jobs);
    return this.#channel.ask("commit", packed, [packed.bytes.buffer]);
  }

  /** Appends calls to the request log. */
  append(records: readonly RequestRecord[]): Promise<void> {
    return this.#channel.ask("append", records);
  }

  /** Takes more uploads into the index of names; returns how many. */
  indexNames(limit: number): Promise<number> {
    return this.#channel.ask("index", limit);
  }

  /** Whether there is a thread: before the first order there is nothing that it would do. */
  get isRunning(): boolean {
    return this.#channel.isRunning;
  }

  /** How many threads were started; more than one when a thread has died. */
  get starts(): number {
    return this.#channel.starts;
  }

  /** Rejects while the thread cannot work; a thread that has died is started again first. */
  async check(): Promise<void> {
    if (this.starts === 0) return;
    const checked = this.#channel.ask("check", null);
    await within(checked, CHECK_TIMEOUT_MS, "a check of the thread that writes to the database");
  }

  /** Runs work of the main thread while the thread pauses. */
  exclusively<T>(work: () => T): Promise<T> {
    const result = this.#lastAccess.then(() => (this.isRunning ? this.#whilePaused(work) : work()));
    this.#lastAccess = result.catch(() => {});
    return result;
  }

  /** Ends the thread, once it has done what it was asked for. */
  close(): Promise<void> {
    return this.#channel.close();
  }

  async #whilePaused<T>(work: () => T): Promise<T> {
    const pause = ++this.#lastPause;
    try {
      // A thread that dies instead of pausing does not write, either; its successor starts later.
      await this.#channel.ask("pause", pause).catch((error: unknown) => {
        if (!(error instanceof WriterEndedError)) throw error;
      });
      return work();
    } finally {
      // A number, not a flag: the thread may begin to wait only after the pause is over, and after the
      // next one has begun.
      Atomics.store(this.#endedPause, 0, pause);
      Atomics.notify(this.#endedPause, 0);
    }
  }
}
