import type { Worker } from "node:worker_threads";
import { within } from "../../within.js";
import {
  WriterEndedError,
  WriterHungError,
  type WriterMessage,
  type WriterReply,
} from "./writer-messages.js";
import type { WriterCall, WriterCalls } from "./writer-program.js";

/** How long a thread that is closed may take to finish its calls. Past this, it is terminated. */
const CLOSE_TIMEOUT_MS = 4_000;
/** A silence is counted in this many steps: while this process is stopped or busy, no step passes. */
const SILENCE_STEPS = 10;

/** What the owner of a thread learns about it. Each is called once. */
export interface WriterEvents {
  /** It has answered a call. */
  readonly onWork: () => void;
  /** It does not answer. All its calls were rejected, and it is being terminated. */
  readonly onHang: () => void;
  /** It has exited. */
  readonly onExit: () => void;
}

interface Asked {
  readonly resolve: (answer: WriterCalls[WriterCall]["answer"]) => void;
  readonly reject: (reason: unknown) => void;
}

/** The main thread's side of one writer thread. */
export class WriterHandle {
  readonly #worker: Worker;
  readonly #events: WriterEvents;
  readonly #asked = new Map<number, Asked>();
  readonly #ended: Promise<void>;
  readonly #watch: NodeJS.Timeout;
  #lastNumber = 0;
  #silentSteps = 0;
  #hasWorked = false;
  #fault: Error | null = null;

  /**
   * Resolves when the thread has opened its database.
   * @param silenceMaxMs a thread that owes answers and gives none for so long is terminated
   */
  static async start(
    worker: Worker,
    silenceMaxMs: number,
    events: WriterEvents,
  ): Promise<WriterHandle> {
    const handle = new WriterHandle(worker, silenceMaxMs, events);
    await new Promise((resolve, reject) => handle.#asked.set(0, { resolve, reject }));
    return handle;
  }

  private constructor(worker: Worker, silenceMaxMs: number, events: WriterEvents) {
    this.#worker = worker;
    this.#events = events;
    let cause: unknown;
    this.#worker.on("message", (reply: WriterReply) => this.#settle(reply));
    this.#worker.on("error", (error) => {
      cause = error;
    });
    this.#watch = setInterval(() => {
      if (this.#asked.size === 0 || ++this.#silentSteps < SILENCE_STEPS) return;
      this.#giveUp();
    }, silenceMaxMs / SILENCE_STEPS);
    this.#watch.unref();
    this.#ended = new Promise((resolve) => {
      this.#worker.once("exit", () => {
        clearInterval(this.#watch);
        this.#events.onExit();
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
    if (this.#asked.size === 0) this.#silentSteps = 0;
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
      void this.#worker.terminate();
      throw error;
    }
  }

  #settle(reply: WriterReply): void {
    this.#silentSteps = 0;
    const asked = this.#asked.get(reply.number);
    this.#asked.delete(reply.number);
    if ("fault" in reply) asked?.reject(reply.fault);
    else asked?.resolve(reply.answer);
    if (this.#hasWorked || reply.number === 0) return;
    this.#hasWorked = true;
    this.#events.onWork();
  }

  #giveUp(): void {
    clearInterval(this.#watch);
    this.#events.onHang();
    this.#fail(new WriterHungError());
    // A thread inside the system, such as one that waits for the disk, exits when that ends.
    void this.#worker.terminate();
  }

  #fail(fault: Error): void {
    this.#fault ??= fault;
    for (const { reject } of this.#asked.values()) reject(fault);
    this.#asked.clear();
  }
}
