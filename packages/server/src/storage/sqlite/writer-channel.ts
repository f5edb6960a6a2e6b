import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { within } from "../../within.js";
import type { WriterCall, WriterCalls } from "./writer-program.js";

/** How long a thread that is closed may take to finish its calls. Past this, it is terminated. */
const CLOSE_TIMEOUT_MS = 4_000;

export interface WriterData {
  readonly path: string;
  /** One element: the number of the pause that ended last. */
  readonly endedPause: BigInt64Array;
}

/** A message to the thread: a call, whose reply has the same number, or the request to end. */
export type WriterMessage =
  | {
      [Call in WriterCall]: {
        readonly number: number;
        readonly call: Call;
        readonly given: WriterCalls[Call]["given"];
      };
    }[WriterCall]
  | "close";

/** A reply of the thread. The number 0 means that the thread has started. */
export type WriterReply =
  | { readonly number: number; readonly answer: WriterCalls[WriterCall]["answer"] }
  | { readonly number: number; readonly fault: unknown };

interface Asked {
  readonly resolve: (answer: WriterCalls[WriterCall]["answer"]) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Calls to the writer thread. The first call starts the thread. When a thread exits unexpectedly, or
 * cannot start, its calls are rejected, and the next call starts another thread.
 */
export class WriterChannel {
  readonly #data: WriterData;
  readonly #onStart: (worker: Worker) => void;
  #thread: Promise<Thread> | null = null;
  #starts = 0;
  #isClosed = false;

  /** @param onStart receives each thread that is started */
  constructor(data: WriterData, onStart: (worker: Worker) => void = () => {}) {
    this.#data = data;
    this.#onStart = onStart;
  }

  /** Whether there is a thread that may write at this moment. */
  get isRunning(): boolean {
    return this.#thread !== null;
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

  #start(): Promise<Thread> {
    this.#starts++;
    const started = Thread.start(startWorker(this.#data, this.#onStart), () => {
      if (this.#thread === started) this.#thread = null;
    });
    this.#thread = started;
    return started;
  }
}

function startWorker(workerData: WriterData, onStart: (worker: Worker) => void): Worker {
  const program = createRequire(import.meta.url).resolve("#sqlite-writer-thread");
  // The flags of this process are not for the thread's program.
  const worker = new Worker(pathToFileURL(program), { workerData, execArgv: [] });
  onStart(worker);
  return worker;
}

/** The writer thread has exited unexpectedly. The writes of its calls may or may not be stored. */
export class WriterEndedError extends Error {
  constructor(cause: unknown) {
    super("the writer thread of the database has exited", { cause });
    this.name = "WriterEndedError";
  }
}

/** The main thread's side of one writer thread. */
class Thread {
  readonly #worker: Worker;
  readonly #asked = new Map<number, Asked>();
  readonly #ended: Promise<void>;
  #lastNumber = 0;
  #fault: Error | null = null;

  /** Resolves when the thread has opened its database. */
  static async start(worker: Worker, onEnd: () => void): Promise<Thread> {
    const thread = new Thread(worker, onEnd);
    await new Promise((resolve, reject) => thread.#asked.set(0, { resolve, reject }));
    return thread;
  }

  private constructor(worker: Worker, onEnd: () => void) {
    this.#worker = worker;
    let cause: unknown;
    this.#worker.on("message", (reply: WriterReply) => this.#settle(reply));
    this.#worker.on("error", (error) => {
      cause = error;
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once("exit", () => {
        onEnd();
        this.#fail(new WriterEndedError(cause));
        resolve();
      });
    });
  }

  ask<Call extends WriterCall>(
    call: Call,
    given: WriterCalls[Call]["given"],
    handedOver: readonly ArrayBuffer[],
  ): Promise<WriterCalls[Call]["answer"]> {
    if (this.#fault !== null) return Promise.reject(this.#fault);
    const number = ++this.#lastNumber;
    return new Promise<WriterCalls[WriterCall]["answer"]>((resolve, reject) => {
      this.#asked.set(number, { resolve, reject });
      this.#worker.postMessage({ number, call, given }, handedOver);
    });
  }

  async close(): Promise<void> {
    this.#worker.postMessage("close" satisfies WriterMessage);
    try {
      await within(this.#ended, CLOSE_TIMEOUT_MS, "closing the writer thread of the database");
    } catch (error) {
      await this.#worker.terminate();
      throw error;
    }
  }

  #settle(reply: WriterReply): void {
    const asked = this.#asked.get(reply.number);
    this.#asked.delete(reply.number);
    if ("fault" in reply) asked?.reject(reply.fault);
    else asked?.resolve(reply.answer);
  }

  #fail(fault: Error): void {
    this.#fault = fault;
    for (const { reject } of this.#asked.values()) reject(fault);
    this.#asked.clear();
  }
}
