import type { TradeOrder } from "../../domain/trade/trade-order.js";
import { tradeOrderOf } from "../rows/trade-rows.js";
import type { Engine } from "../statements/engine.js";
import { type Given, statement } from "../statements/statement.js";
import type { TradeOrdersOfBuyer } from "../trade-store.js";

type OfBuyer = {
  appid: string;
  openid: string;
  paidAtMs: number;
  transactionId: string;
  visibleAtMs: number;
  limit: number;
};

const LIST_OF_BUYER = statement((dialect, given: Given<OfBuyer>) => {
  const { appid, openid, paidAtMs, transactionId, visibleAtMs, limit } = given;
  return dialect.db
    .selectFrom("trade_orders")
    .select("details")
    .orderBy("paid_at_ms", "desc")
    .orderBy("transaction_id", "desc")
    .where("appid", "=", appid)
    .where("openid", "=", openid)
    .where("is_managed", "=", 1)
    .where("visible_at_ms", "<=", visibleAtMs)
    .where("paid_at_ms", "<=", paidAtMs)
    .where(({ eb, or }) =>
      or([eb("paid_at_ms", "<", paidAtMs), eb("transaction_id", "<", transactionId)]),
    )
    .limit(limit);
}, tradeOrderOf);

/** A page of a buyer's orders, the latest payment first. */
export const listOfBuyer = (
  engine: Engine,
  { before, ...query }: TradeOrdersOfBuyer,
): Promise<TradeOrder[]> =>
  engine.all(LIST_OF_BUYER, {
    ...query,
    paidAtMs: before?.paidAtMs ?? Number.MAX_SAFE_INTEGER,
    transactionId: before?.transactionId ?? "",
  });
