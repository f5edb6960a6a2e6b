import type { AppMessage, TradeOrder, TradeState } from "../../domain/trade/trade-order.js";
import type { Bit } from "./fields.js";
import { fromJson, type JsonText, toJson } from "./json.js";
import type { SqlValue } from "./row.js";

/** The row of a trade order: `details` has the whole, and the other columns are for searching. */
export interface TradeOrderRow {
  appid: string;
  transaction_id: string;
  mchid: string;
  sub_mchid: string;
  out_trade_no: string;
  openid: string;
  paid_at_ms: number;
  visible_at_ms: number;
  state: TradeState;
  is_managed: Bit;
  amount_minor: number;
  due_at_ms: number | null;
  combined_key: string | null;
  combined_transaction_id: string | null;
  details: JsonText<TradeOrder>;
}

export const TRADE_ORDER_COLUMNS = [
  "appid",
  "transaction_id",
  "mchid",
  "sub_mchid",
  "out_trade_no",
  "openid",
  "paid_at_ms",
  "visible_at_ms",
  "state",
  "is_managed",
  "amount_minor",
  "due_at_ms",
  "combined_key",
  "combined_transaction_id",
  "details",
] as const satisfies readonly (keyof TradeOrderRow)[];

/** The key of a row. */
export const TRADE_ORDER_KEY = ["appid", "transaction_id"] as const;

export function tradeOrderRow(order: TradeOrder): TradeOrderRow {
  const { combination } = order;
  return {
    appid: order.appid,
    transaction_id: order.transactionId,
    mchid: order.mchid,
    sub_mchid: order.subMchid,
    out_trade_no: order.outTradeNo,
    openid: order.openid,
    paid_at_ms: order.paidAtMs,
    visible_at_ms: order.visibleAtMs,
    state: order.state,
    is_managed: order.unmanagedReason === null ? 1 : 0,
    amount_minor: order.amountMinor,
    due_at_ms: order.dueAtMs,
    combined_key: combination && combinedKeyOf(combination),
    combined_transaction_id: combination?.transactionId ?? null,
    details: toJson(order),
  };
}

export const tradeOrderValues = (order: TradeOrder): SqlValue[] => {
  const row = tradeOrderRow(order);
  return TRADE_ORDER_COLUMNS.map((column) => row[column]);
};

/** The columns that a decision may change, and the key of the row: state, due_at_ms, details; appid, transaction_id. */
export const changedTradeOrderValues = (order: TradeOrder): SqlValue[] => [
  order.state,
  order.dueAtMs,
  toJson(order),
  order.appid,
  order.transactionId,
];

export const tradeOrderOf = ({ details }: Pick<TradeOrderRow, "details">): TradeOrder =>
  fromJson(details);

/** The merchant's name of a combined payment. */
export const combinedKeyOf = ({
  mchid,
  outTradeNo,
}: {
  readonly mchid: string;
  readonly outTradeNo: string;
}): string => `${mchid}/${outTradeNo}`;

/** A message in the queue; its number is given by the database. */
export interface AppMessageRow {
  appid: string;
  message: JsonText<AppMessage>;
  created_at_ms: number;
  due_at_ms: number;
  failures: number;
}

export const APP_MESSAGE_COLUMNS = [
  "appid",
  "message",
  "created_at_ms",
  "due_at_ms",
  "failures",
] as const satisfies readonly (keyof AppMessageRow)[];

/** A message that is due at once. */
export const appMessageRow = (message: AppMessage): AppMessageRow => {
  const queuedAtMs = message.queuedAtMs ?? message.createdAtMs;
  return {
    appid: message.appid,
    message: toJson(message),
    created_at_ms: queuedAtMs,
    due_at_ms: queuedAtMs,
    failures: 0,
  };
};

export const appMessageValues = (message: AppMessage): SqlValue[] => {
  const row = appMessageRow(message);
  return APP_MESSAGE_COLUMNS.map((column) => row[column]);
};
