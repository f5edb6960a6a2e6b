/** The columns that a user can choose, in their order. */
export const ORDER_COLUMNS = [
  "order",
  "status",
  "paid",
  "buyer",
  "when",
  "received",
  "paid_at",
  "matched",
  "shipped",
  "transaction",
  "appid",
] as const;
export type OrderColumn = (typeof ORDER_COLUMNS)[number];

/** The columns of a user who has chosen none: they fit beside the menu at 1,280 pixels. */
export const USUAL_COLUMNS: readonly OrderColumn[] = ["order", "status", "paid", "buyer", "when"];
