import type { AppMessage, TradeOrder, TradePush } from "./trade-order.js";

/** The order with the outcome of an attempt, which replaces that of the push's earlier attempts. */
export function withPush(order: TradeOrder, push: TradePush): TradeOrder {
  const others = (order.pushes ?? []).filter(
    ({ reports, createdAtMs }) => reports !== push.reports || createdAtMs !== push.createdAtMs,
  );
  return { ...order, pushes: [...others, push] };
}

/** The order that a message is about, and what it reports of it; null for a message about its app. */
export function subjectOf({
  event,
  members,
}: Pick<AppMessage, "event" | "members">):
  | (Pick<TradePush, "reports"> & { transactionId: string })
  | null {
  const [, id] = members.find(([name]) => name === "transaction_id") ?? [];
  if (typeof id !== "string") return null;
  if (event === "trade_manage_remind_shipping") {
    return { transactionId: id, reports: "reminded_merchant" };
  }
  const isSettled = members.some(([name]) => name === "settlement_time");
  return { transactionId: id, reports: isSettled ? "settled" : "shipped" };
}
