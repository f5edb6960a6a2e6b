import type { NumberedRequest } from "../../domain/request-record.js";
import type { RequestLog } from "../../request-log/request-log.js";

/** How many calls one look at the log reads at most; a busy sandbox has more at the first look. */
const READ_MAX = 200;

/** What the request log says about an app. */
export class CallLog {
  readonly #log: Pick<RequestLog, "list">;
  readonly #appid: string;
  /** The last call that was read; null before the first look. */
  #number: number | null = null;
  #hasToken = false;
  #refusedRid: string | null = null;

  constructor(log: Pick<RequestLog, "list">, appid: string) {
    this.#log = log;
    this.#appid = appid;
  }

  /** Whether the app got a token. */
  get hasToken(): boolean {
    return this.#hasToken;
  }

  /** The app's last call that was refused; null when none was. */
  get refusedRid(): string | null {
    return this.#refusedRid;
  }

  /** Reads the calls that are new since the last look, at first the newest of all. */
  async look(): Promise<void> {
    const isFirst = this.#number === null;
    const from =
      this.#number === null ? { before: Number.MAX_SAFE_INTEGER } : { after: this.#number };
    const found = await this.#log.list({ from, limit: READ_MAX });
    const calls = isFirst ? found.toReversed() : found;
    for (const call of calls) this.#read(call);
    // Of two looks at the same time, the one that read less must not turn the other back.
    this.#number = Math.max(this.#number ?? 0, calls.at(-1)?.number ?? 0);
    if (!isFirst && found.length === READ_MAX) await this.look();
  }

  #read(call: NumberedRequest): void {
    const { operation, errcode } = call;
    const isTokenCall = operation === "getAccessToken" || operation === "getStableAccessToken";
    if (isTokenCall && errcode === 0 && this.#isFor(call)) this.#hasToken = true;
    if (!isTokenCall && errcode !== 0 && call.appid === this.#appid) this.#refusedRid = call.rid;
  }

  /** A call for a token names its app in the query or the body. */
  #isFor({ appid, query, body }: NumberedRequest): boolean {
    if (appid !== null) return appid === this.#appid;
    return query.includes(this.#appid) || body.includes(this.#appid);
  }
}
