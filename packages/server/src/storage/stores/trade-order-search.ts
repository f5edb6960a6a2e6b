import type { TradeOrder, TradeState } from "../../domain/trade/trade-order.js";
import { tradeOrderOf } from "../rows/trade-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { type Given, statement } from "../statements/statement.js";
import type { TradeOrderSearch } from "../trade-store.js";

const orders = ({ db }: Dialect) => db.selectFrom("trade_orders").select("details");

type Search = {
  appid?: string;
  state?: TradeState;
  paidAtMs: number;
  transactionId: string;
  beforeAppid: string;
  limit: number;
};

const SEARCH = statement(
  (dialect, given: Given<Search>) => {
    const { appid, state, paidAtMs, transactionId, beforeAppid, limit } = given;
    let page = orders(dialect)
      .orderBy("paid_at_ms", "desc")
      .orderBy("transaction_id", "desc")
      .orderBy("appid", "desc")
      .where("paid_at_ms", "<=", paidAtMs)
      .where(({ and, eb, or }) =>
        or([
          eb("paid_at_ms", "<", paidAtMs),
          eb("transaction_id", "<", transactionId),
          and([eb("transaction_id", "=", transactionId), eb("appid", "<", beforeAppid)]),
        ]),
      )
      .limit(limit);
    if (appid !== undefined) page = page.where("appid", "=", appid);
    if (state !== undefined) page = page.where("state", "=", state);
    return page;
  },
  tradeOrderOf,
  ["appid", "state"],
);

// Without an order or a further condition, so that each of the three uses its index. The rows are few: of
// one number, or of one person.
const SEARCH_TEXT = statement(
  (dialect, { text }: Given<{ text: string }>) =>
    orders(dialect).where(({ eb, or }) =>
      or([eb("transaction_id", "=", text), eb("out_trade_no", "=", text), eb("openid", "=", text)]),
    ),
  tradeOrderOf,
);

type Place = Pick<TradeOrder, "paidAtMs" | "transactionId" | "appid">;

/** The latest payment first. */
export function byPaymentDescending(one: Place, other: Place): number {
  if (one.paidAtMs !== other.paidAtMs) return other.paidAtMs - one.paidAtMs;
  if (one.transactionId !== other.transactionId) {
    return one.transactionId < other.transactionId ? 1 : -1;
  }
  return one.appid < other.appid ? 1 : -1;
}

/** A page of the operator's list. */
export async function listForOperator(
  engine: Engine,
  { text, before, ...query }: TradeOrderSearch,
): Promise<TradeOrder[]> {
  if (text === undefined) {
    return engine.all(SEARCH, {
      ...query,
      paidAtMs: before?.paidAtMs ?? Number.MAX_SAFE_INTEGER,
      transactionId: before?.transactionId ?? "",
      beforeAppid: before?.appid ?? "",
    });
  }
  const found = await engine.all(SEARCH_TEXT, { text });
  return found
    .filter(
      (order) =>
        (query.appid === undefined || order.appid === query.appid) &&
        (query.state === undefined || order.state === query.state) &&
        (before === undefined || byPaymentDescending(before, order) < 0),
    )
    .toSorted(byPaymentDescending)
    .slice(0, query.limit);
}
