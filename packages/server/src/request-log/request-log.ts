import type { NumberedRequest, RequestRecord } from "../domain/request-record.js";
import type { RequestQuery, RequestStore } from "../storage/store.js";
import type { AnsweredCall } from "./answered-call.js";
import { recordOf } from "./recorded-call.js";

/** So many calls, and so many bytes of bodies, may wait to be written; then the oldest are dropped. */
const CALLS_MAX = 4096;
const BYTES_MAX = 32 * 1024 * 1024;

/** One commit takes so many, about a millisecond of work: calls that come meanwhile wait no longer. */
const BATCH_SIZE_MAX = 32;

export interface RequestLogLimits {
  readonly callsMax: number;
  readonly bytesMax: number;
  /** So many calls of one second are put down, by how they ended; the others are only counted. */
  readonly successesPerSecond: number;
  readonly refusalsPerSecond: number;
}

/** Every call is put down, as long as there is room. */
export const WHOLE_REQUEST_LOG: RequestLogLimits = {
  callsMax: CALLS_MAX,
  bytesMax: BYTES_MAX,
  successesPerSecond: Number.POSITIVE_INFINITY,
  refusalsPerSecond: Number.POSITIVE_INFINITY,
};

/**
 * A log for a platform at work: nobody reads thousands of successes a second, and to write them all
 * would cost more than the uploads that they tell of. Refusals are what is looked for.
 */
export const SAMPLED_REQUEST_LOG: RequestLogLimits = {
  ...WHOLE_REQUEST_LOG,
  successesPerSecond: 100,
  refusalsPerSecond: 500,
};

/** Nothing is put down, and nothing counts as dropped. */
export const NO_REQUEST_LOG: RequestLogLimits = { ...WHOLE_REQUEST_LOG, callsMax: 0 };

/**
 * The request log of this process. A call is put down the moment it is answered, which costs no more
 * than an entry in a list; it is made fit to be kept and written later, when `flush` runs. Whoever
 * reads the log through this sees every call that was answered before.
 */
export class RequestLog implements RequestStore {
  readonly #store: RequestStore;
  readonly #limits: RequestLogLimits;
  readonly #onError: (error: unknown, lost: number) => void;
  readonly #secondOf: () => number;
  /** How many calls of the present second were put down. */
  #count = { second: 0, successes: 0, refusals: 0 };
  #waiting: AnsweredCall[] = [];
  #waitingBytes = 0;
  #dropped = 0;
  #flushed: Promise<void> = Promise.resolve();

  /** @param onError told of what could not be written; the calls are lost, and nothing else is */
  constructor(
    store: RequestStore,
    onError: (error: unknown, lost: number) => void,
    limits: RequestLogLimits = WHOLE_REQUEST_LOG,
    secondOf: () => number = () => Math.floor(performance.now() / 1000),
  ) {
    this.#store = store;
    this.#onError = onError;
    this.#limits = limits;
    this.#secondOf = secondOf;
  }

  /** How many calls this process has answered and not logged, since too many came. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Puts an answered call down, if there is room for it. */
  record(kind: "success" | "refusal", describe: () => AnsweredCall): void {
    const { callsMax, bytesMax } = this.#limits;
    if (callsMax === 0) return;
    if (!this.#isWithinRate(kind)) {
      this.#dropped++;
      return;
    }
    const call = describe();
    this.#waiting.push(call);
    this.#waitingBytes += bytesOf(call);
    while (this.#waiting.length > callsMax || this.#waitingBytes > bytesMax) {
      const [oldest] = this.#waiting.splice(0, 1);
      if (oldest === undefined) break;
      this.#waitingBytes -= bytesOf(oldest);
      this.#dropped++;
    }
  }

  /** Writes all that was put down before. */
  flush(): Promise<void> {
    this.#flushed = this.#flushed.then(() => this.#writeAll());
    return this.#flushed;
  }

  append(records: readonly RequestRecord[]): Promise<void> {
    return this.#store.append(records);
  }

  async find(rid: string): Promise<NumberedRequest | null> {
    await this.flush();
    return this.#store.find(rid);
  }

  async list(query: RequestQuery): Promise<NumberedRequest[]> {
    await this.flush();
    return this.#store.list(query);
  }

  async lastNumber(): Promise<number> {
    await this.flush();
    return this.#store.lastNumber();
  }

  deleteBefore(beforeMs: number, limit: number): Promise<number> {
    return this.#store.deleteBefore(beforeMs, limit);
  }

  #isWithinRate(kind: "success" | "refusal"): boolean {
    const second = this.#secondOf();
    if (this.#count.second !== second) this.#count = { second, successes: 0, refusals: 0 };
    const { successesPerSecond, refusalsPerSecond } = this.#limits;
    return kind === "success"
      ? ++this.#count.successes <= successesPerSecond
      : ++this.#count.refusals <= refusalsPerSecond;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_SIZE_MAX);
      for (const call of batch) this.#waitingBytes -= bytesOf(call);
      await this.#write(batch);
      // Calls that came meanwhile go first.
      await new Promise(setImmediate);
    }
  }

  async #write(batch: readonly AnsweredCall[]): Promise<void> {
    const records: RequestRecord[] = [];
    for (const call of batch) {
      try {
        records.push(recordOf(call));
      } catch (error) {
        this.#lose(error, 1);
      }
    }
    try {
      await this.#store.append(records);
    } catch (error) {
      this.#lose(error, records.length);
    }
  }

  #lose(error: unknown, count: number): void {
    this.#dropped += count;
    this.#onError(error, count);
  }
}

const bytesOf = (call: AnsweredCall) => call.body?.length ?? 0;
