import type { TradeOrderSummaryRepresentation } from "@dingdan/contract";

/** The page of a trade order. Several apps can have a part of one combined payment. */
export const tradeOrderPath = ({
  appid,
  transaction_id: id,
}: Pick<TradeOrderSummaryRepresentation, "appid" | "transaction_id">): string =>
  `/shipping/${encodeURIComponent(id)}?appid=${appid}`;
