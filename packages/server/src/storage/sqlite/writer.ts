import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { RequestRecord } from "../../domain/request-record.js";
import type { WriteJob, WriteOutcome } from "../orders/jobs.js";
import { packJobs } from "./packed-jobs.js";
import type { WriterData, WriterReply, WriterRequest } from "./writer-thread.js";

type WithoutNumber<Request> = Request extends unknown ? Omit<Request, "number"> : never;

interface Asked {
  readonly resolve: (reply: WriterReply) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The main thread's end of the writer thread, which starts with the first order that is written.
 * SQLite takes one writer at a time: the rare writes of the main thread have the writer stand still
 * meanwhile, so neither ever finds the file locked by the other.
 */
export class SqliteWriter {
  readonly #path: string;
  readonly #lastTurn = new BigInt64Array(new SharedArrayBuffer(8));
  #turns = 0n;
  readonly #asked = new Map<number, Asked>();
  #lastNumber = 0;
  #worker: Promise<Worker> | null = null;
  #turnEnds: Promise<unknown> = Promise.resolve();
  #failure: Error | null = null;

  /** @param path a file that is migrated already */
  constructor(path: string) {
    this.#path = path;
  }

  /** Carries out jobs in one transaction, with others that wait unless they are to be alone. */
  async commit(
    jobs: readonly WriteJob[],
    { isAlone = false }: { readonly isAlone?: boolean } = {},
  ): Promise<readonly PromiseSettledResult<WriteOutcome>[]> {
    const packed = packJobs(jobs);
    const request = { kind: "commit", packed, isAlone } as const;
    const { outcomes } = await this.#ask(request, [packed.bytes.buffer]);
    return outcomes as readonly PromiseSettledResult<WriteOutcome>[];
  }

  /** Appends calls to the request log. */
  async append(records: readonly RequestRecord[]): Promise<void> {
    await this.#ask({ kind: "append", records });
  }

  /** Whether there is a thread: before the first order there is nothing that it would do. */
  get isStarted(): boolean {
    return this.#worker !== null;
  }

  /** Takes more uploads into the index of names; answers how many. */
  async indexNames(limit: number): Promise<number> {
    const { indexed } = await this.#ask({ kind: "index", limit });
    return indexed as number;
  }

  /** Runs work of the main thread's while the writer stands still. */
  exclusively<T>(work: () => T): Promise<T> {
    const result = this.#turnEnds.then(() => {
      return this.#worker === null ? work() : this.#whilePaused(work);
    });
    this.#turnEnds = result.catch(() => {});
    return result;
  }

  /** Ends the thread, once it has done what it was asked for. */
  async close(): Promise<void> {
    if (this.#worker === null || this.#failure !== null) return;
    const worker = await this.#worker;
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.postMessage("close");
    await ended;
  }

  async #whilePaused<T>(work: () => T): Promise<T> {
    const turn = ++this.#turns;
    try {
      await this.#ask({ kind: "pause", turn });
      return work();
    } finally {
      // A number, not a flag: the thread may begin to wait only after the turn is over, and after the
      // next one has begun.
      Atomics.store(this.#lastTurn, 0, turn);
      Atomics.notify(this.#lastTurn, 0);
    }
  }

  async #start(): Promise<Worker> {
    const workerData: WriterData = { path: this.#path, lastTurn: this.#lastTurn };
    const program = createRequire(import.meta.url).resolve("#sqlite-writer-thread");
    // The flags of this process are for its own program.
    const worker = new Worker(pathToFileURL(program), { workerData, execArgv: [] });
    const opened = new Promise<WriterReply>((resolve, reject) => {
      this.#asked.set(0, { resolve, reject });
    });
    worker.on("message", (reply: WriterReply) => this.#settle(reply));
    worker.on("error", (error) => this.#fail(error));
    worker.on("exit", () => this.#fail(new Error("the thread that writes has ended")));
    await opened;
    return worker;
  }

  async #ask(
    request: WithoutNumber<WriterRequest>,
    handedOver: readonly ArrayBuffer[] = [],
  ): Promise<WriterReply> {
    this.#worker ??= this.#start();
    const worker = await this.#worker;
    if (this.#failure !== null) throw this.#failure;
    const number = ++this.#lastNumber;
    return new Promise((resolve, reject) => {
      this.#asked.set(number, { resolve, reject });
      worker.postMessage({ ...request, number }, handedOver);
    });
  }

  #settle(reply: WriterReply): void {
    const asked = this.#asked.get(reply.number);
    this.#asked.delete(reply.number);
    if (reply.fault === undefined) asked?.resolve(reply);
    else asked?.reject(reply.fault);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#asked.values()) reject(this.#failure);
    this.#asked.clear();
  }
}
