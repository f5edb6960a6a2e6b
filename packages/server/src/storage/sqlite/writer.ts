import type { RequestRecord } from "../../domain/request-record.js";
import type { WriteJob, WriteOutcome } from "../orders/jobs.js";
import { packJobs } from "./packed-jobs.js";
import { WriterChannel, type WriterOptions } from "./writer-channel.js";
import { type WriterData, WriterEndedError, WriterHungError } from "./writer-messages.js";

/** How long the writes of a store that closes may still wait for the lock of another program. */
const CLOSING_LOCK_WAIT_MS = 1_000;

/**
 * The main thread's calls to the writer thread, which starts with the first order. SQLite takes one
 * writer at a time, so the writer thread pauses while the main thread makes one of its rare writes.
 * Neither ever finds the file locked by the other.
 */
export class SqliteWriter {
  readonly #endedPause = new BigInt64Array(new SharedArrayBuffer(8));
  readonly #isClosing = new Int32Array(new SharedArrayBuffer(4));
  readonly #channel: WriterChannel;
  #lastPause = 0n;
  #lastAccess: Promise<unknown> = Promise.resolve();

  /** @param data.path a file that is migrated already */
  constructor(data: Pick<WriterData, "path" | "file" | "lockWaitMs">, options: WriterOptions = {}) {
    const shared = { endedPause: this.#endedPause, isClosing: this.#isClosing };
    this.#channel = new WriterChannel({ ...data, ...shared }, options);
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

  /** Adds uploads to the index of names; returns how many. */
  indexNames(limit: number): Promise<number> {
    return this.#channel.ask("index", limit);
  }

  /** Whether the thread runs. It starts with the first order. */
  get isRunning(): boolean {
    return this.#channel.isRunning;
  }

  /** How many threads were started; more than one when a thread has exited unexpectedly. */
  get starts(): number {
    return this.#channel.starts;
  }

  /** Commits a small write in the thread, and starts the thread first if there is none. */
  check(): Promise<void> {
    return this.#channel.ask("check", null);
  }

  /** Runs work of the main thread while the thread pauses. */
  exclusively<T>(work: () => T): Promise<T> {
    const result = this.#lastAccess.then(() => {
      // A thread that hangs may still write. This thread would then hang, too, and answer no call.
      if (this.#channel.isHung) throw new WriterHungError();
      return this.isRunning ? this.#whilePaused(work) : work();
    });
    this.#lastAccess = result.catch(() => {});
    return result;
  }

  /** From soon on, no write of the thread waits for the lock of another program. */
  limitLockWaits(): void {
    setTimeout(() => {
      Atomics.store(this.#isClosing, 0, 1);
      Atomics.notify(this.#isClosing, 0);
    }, CLOSING_LOCK_WAIT_MS).unref();
  }

  /** Ends the thread when it has finished its calls. */
  close(): Promise<void> {
    return this.#channel.close();
  }

  async #whilePaused<T>(work: () => T): Promise<T> {
    const pause = ++this.#lastPause;
    try {
      // A thread that exits instead of pausing does not write either. The next thread starts later.
      await this.#channel.ask("pause", pause).catch((error: unknown) => {
        if (!(error instanceof WriterEndedError)) throw error;
      });
      return work();
    } finally {
      // A number, not a flag: the thread may start to wait only after the pause has ended and the next
      // one has begun.
      Atomics.store(this.#endedPause, 0, pause);
      Atomics.notify(this.#endedPause, 0);
    }
  }
}
