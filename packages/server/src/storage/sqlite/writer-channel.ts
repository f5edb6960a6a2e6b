import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { RetryPause } from "../../retry-pause.js";
import { WriterHandle } from "./writer-handle.js";
import { type WriterData, WriterHungError, WriterPausedError } from "./writer-messages.js";
import type { WriterCall, WriterCalls } from "./writer-program.js";

/** A thread that owes answers and gives none for so long hangs. A batch waits 4 s for a lock at most. */
const SILENCE_MAX_MS = 10_000;

export interface WriterOptions {
  /** Receives each thread that is started, so that a test can end it. */
  readonly onThread?: (worker: Worker) => void;
  /** A thread that owes answers and gives none for so long is replaced. @default 10_000 */
  readonly silenceMaxMs?: number;
  /** A monotonic clock, for the pauses between attempts to start a thread. */
  readonly nowMs?: () => number;
}

/**
 * Calls to the writer thread. The first call starts the thread. When a thread exits unexpectedly, its
 * calls are rejected, and the next call starts another thread. A thread that exits before it did any work
 * is started again after growing pauses, during which calls are rejected immediately. While a thread
 * hangs, calls are rejected, and no other thread starts before it has exited.
 */
export class WriterChannel {
  readonly #data: WriterData;
  readonly #onThread: (worker: Worker) => void;
  readonly #silenceMaxMs: number;
  readonly #pause: RetryPause;
  #thread: Promise<WriterHandle> | null = null;
  #lastFault: unknown = null;
  #hungThreads = 0;
  #starts = 0;
  #isClosed = false;

  constructor(data: WriterData, options: WriterOptions = {}) {
    const { onThread = () => {}, silenceMaxMs = SILENCE_MAX_MS, nowMs } = options;
    this.#data = data;
    this.#onThread = onThread;
    this.#silenceMaxMs = silenceMaxMs;
    const clock = nowMs === undefined ? {} : { nowMs };
    this.#pause = new RetryPause({ firstMs: 100, longestMs: 5_000, ...clock });
  }

  /** Whether there is a thread that may write at this moment. */
  get isRunning(): boolean {
    return this.#thread !== null;
  }

  /** Whether a thread that hung has not exited yet. It may still write. */
  get isHung(): boolean {
    return this.#hungThreads > 0;
  }

  /** How many threads were started; more than one when a thread has exited unexpectedly. */
  get starts(): number {
    return this.#starts;
  }

  /** @param handedOver buffers in `given` that are transferred, not copied */
  async ask<Call extends WriterCall>(
    call: Call,
    given: WriterCalls[Call]["given"],
    handedOver: readonly ArrayBuffer[] = [],
  ): Promise<WriterCalls[Call]["answer"]> {
    if (this.#isClosed) throw new Error("the database is closed");
    const thread = await (this.#thread ?? this.#start());
    return thread.ask(call, given, handedOver);
  }

  /** Ends the thread when it has finished its calls. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const thread = await this.#thread?.catch(() => null);
    await thread?.close();
  }

  #start(): Promise<WriterHandle> {
    if (this.isHung) throw new WriterHungError();
    if (!this.#pause.mayTry()) {
      throw new WriterPausedError(this.#pause.remainingMs, this.#lastFault);
    }
    this.#starts++;
    let hasWorked = false;
    let hasHung = false;
    const forget = () => {
      if (this.#thread === started) this.#thread = null;
    };
    const started = WriterHandle.start(
      startWorker(this.#data, this.#onThread),
      this.#silenceMaxMs,
      {
        onWork: () => {
          hasWorked = true;
          this.#pause.succeeded();
        },
        onHang: () => {
          hasHung = true;
          this.#hungThreads++;
          forget();
        },
        onExit: () => {
          if (hasHung) this.#hungThreads--;
          else if (!hasWorked) this.#pause.failed();
          forget();
        },
      },
    );
    started.catch((fault: unknown) => {
      this.#lastFault = fault;
    });
    this.#thread = started;
    return started;
  }
}

function startWorker(workerData: WriterData, onThread: (worker: Worker) => void): Worker {
  const program = createRequire(import.meta.url).resolve("#sqlite-writer-thread");
  // The flags of this process are not for the thread's program.
  const worker = new Worker(pathToFileURL(program), { workerData, execArgv: [] });
  onThread(worker);
  return worker;
}
