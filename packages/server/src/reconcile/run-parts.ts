import type { Clock } from "../clock.js";
import type { Statistics } from "../statistics/statistics.js";
import type { Store } from "../storage/store.js";
import type { ApiAnswer } from "../wechatpay-api/api-answer.js";
import type { WeChatPayApi } from "../wechatpay-api/wechatpay-api.js";
import type { AccountBook, KnownAccount } from "./account-book.js";
import type { Asker, Stops } from "./asking.js";
import type { ReconcileReport } from "./report.js";

/** What a run asks with. */
export interface RunParts {
  readonly store: Pick<
    Store,
    "orders" | "orderLists" | "apps" | "refunds" | "earlyRefunds" | "contradictions"
  >;
  readonly statistics: Statistics;
  readonly clock: Clock;
  readonly api: WeChatPayApi;
}

/** The state of a run. */
export interface Run {
  readonly accounts: AccountBook;
  /** The only merchant number that is asked for; null for all. */
  readonly only: string | null;
  readonly stops: Stops;
  readonly report: ReconcileReport;
  /** Whether something that began then is asked for in this run. */
  readonly isDue: (sinceMs: number, mchid: string, account: KnownAccount) => boolean;
}

/** Whether the run asks for a merchant number, if its queries do not fail. */
export const isWanted = ({ only }: Pick<Run, "only">, mchid: string): boolean =>
  only === null || only === mchid;

/** Whether the run asks for a merchant number now. */
export const mayAsk = (run: Run, asker: Asker): boolean =>
  isWanted(run, asker.mchid) && !run.stops.has(asker);

/** The same, with any sub-merchant. */
export const mayAskAny = (run: Run, mchid: string): boolean =>
  mayAsk(run, { mchid, subMchid: null });

/** The answer to a query, or that the keys of the merchant number cannot be opened. */
export async function askFor(
  { api }: RunParts,
  { opened }: KnownAccount,
  path: string,
): Promise<ApiAnswer | Exclude<KnownAccount["opened"], { readonly kind: "opened" }>> {
  return opened.kind === "opened" ? api.get(opened.account, path) : opened;
}
