import type { NumberedRequest, RequestRecord } from "../domain/request-record.js";
import { Sealer } from "../secrets/seal.js";
import type { RequestQuery, RequestStore } from "../storage/store.js";
import { within } from "../within.js";
import type { AnsweredCall } from "./answered-call.js";
import { maskKnownSecrets, mayHoldAppSecret, namedAppids } from "./known-secrets.js";
import { recordOf } from "./recorded-call.js";
import { withoutOpenids } from "./sealed-openids.js";
import type { SecretHashesOf } from "./secret-hashes.js";

/** How many calls, and bytes of their bodies, may wait to be written; above that the oldest are dropped. */
const CALLS_MAX = 4096;
const BYTES_MAX = 32 * 1024 * 1024;

/** How long a reader waits until the calls before it are written. Past this, it reads without them. */
const FLUSH_TIMEOUT_MS = 1_000;

/** How many calls one commit writes: about a millisecond of work, so new calls wait no longer than that. */
const BATCH_SIZE_MAX = 32;

export interface RequestLogParts {
  /** A monotonic clock, in seconds. */
  readonly secondOf: () => number;
  readonly secretHashesOf: SecretHashesOf;
  /** Seals the openids of calls. */
  readonly sealer: Sealer;
}

const secondOfProcess = () => Math.floor(performance.now() / 1000);
const noHashes: SecretHashesOf = () => Promise.resolve(new Set());

export interface RequestLogLimits {
  readonly callsMax: number;
  readonly bytesMax: number;
  /** How many calls per second are recorded, by outcome; the others are dropped and only counted. */
  readonly successesPerSecond: number;
  readonly refusalsPerSecond: number;
}

/** Records every call, as long as there is room. */
export const WHOLE_REQUEST_LOG: RequestLogLimits = {
  callsMax: CALLS_MAX,
  bytesMax: BYTES_MAX,
  successesPerSecond: Number.POSITIVE_INFINITY,
  refusalsPerSecond: Number.POSITIVE_INFINITY,
};

/**
 * The request log of a platform in production. Operators look for refusals and cannot read thousands of
 * successes a second; writing all of them would cost more than the uploads themselves.
 */
export const SAMPLED_REQUEST_LOG: RequestLogLimits = {
  ...WHOLE_REQUEST_LOG,
  successesPerSecond: 100,
  refusalsPerSecond: 500,
};

/** Records no call, and counts none as dropped. */
export const NO_REQUEST_LOG: RequestLogLimits = { ...WHOLE_REQUEST_LOG, callsMax: 0 };

/**
 * The request log of this process. Recording an answered call only adds it to a list; `flush` redacts
 * and writes it later. A reader of this log sees every call that was answered before the reading.
 */
export class RequestLog implements RequestStore {
  readonly #store: RequestStore;
  readonly #limits: RequestLogLimits;
  readonly #onError: (error: unknown, lost: number) => void;
  readonly #secondOf: () => number;
  readonly #secretHashesOf: SecretHashesOf;
  readonly #sealer: Sealer;
  /** How many calls were recorded in the current second. */
  #count = { second: 0, successes: 0, refusals: 0 };
  #waiting: AnsweredCall[] = [];
  #waitingBytes = 0;
  #dropped = 0;
  #flushed: Promise<void> = Promise.resolve();

  /** @param onError called when writing calls failed, with their number; these calls are dropped */
  constructor(
    store: RequestStore,
    onError: (error: unknown, lost: number) => void,
    limits: RequestLogLimits = WHOLE_REQUEST_LOG,
    {
      secondOf = secondOfProcess,
      secretHashesOf = noHashes,
      sealer = new Sealer(null),
    }: Partial<RequestLogParts> = {},
  ) {
    this.#secretHashesOf = secretHashesOf;
    this.#sealer = sealer;
    this.#store = store;
    this.#onError = onError;
    this.#limits = limits;
    this.#secondOf = secondOf;
  }

  /** How many answered calls this process has not logged: above a limit, or because writing failed. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Records an answered call, if the limits allow it. */
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

  /** Writes all calls recorded so far. */
  flush(): Promise<void> {
    this.#flushed = this.#flushed.then(() => this.#writeAll());
    return this.#flushed;
  }

  /** Before reading: does not wait longer for a database that cannot write. It may still be readable. */
  async #flushForReader(): Promise<void> {
    await within(this.flush(), FLUSH_TIMEOUT_MS, "writing the request log").catch(() => {});
  }

  append(records: readonly RequestRecord[]): Promise<void> {
    return this.#store.append(records);
  }

  async find(rid: string): Promise<NumberedRequest | null> {
    await this.#flushForReader();
    return this.#store.find(rid);
  }

  async list(query: RequestQuery): Promise<NumberedRequest[]> {
    await this.#flushForReader();
    return this.#store.list(query);
  }

  async lastNumber(): Promise<number> {
    await this.#flushForReader();
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
      // Calls that arrived during the commit come first.
      await new Promise(setImmediate);
    }
  }

  async #write(batch: readonly AnsweredCall[]): Promise<void> {
    const records: RequestRecord[] = [];
    for (const call of batch) {
      try {
        const record = await this.#withoutAppSecret(recordOf(call));
        records.push(withoutOpenids(record, this.#sealer));
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

  /** Secrets of the call's apps are found by their hashes; few calls contain a value of their form. */
  async #withoutAppSecret(record: RequestRecord): Promise<RequestRecord> {
    if (!mayHoldAppSecret(record)) return record;
    const own = [record.appid, record.componentAppid].filter((id) => id !== null);
    const ids = [...new Set([...own, ...namedAppids(record)])];
    return maskKnownSecrets(record, await this.#secretHashesOf(ids));
  }

  #lose(error: unknown, count: number): void {
    this.#dropped += count;
    this.#onError(error, count);
  }
}

const bytesOf = (call: AnsweredCall) => call.body?.length ?? 0;
