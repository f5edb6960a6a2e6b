import { type Text, text } from "./text.js";

/** What of an order's items was shipped: nothing, a part, or all. */
export type ShippingProgress = "none" | "part" | "all";

/**
 * What of an order's payment was refunded. `in_progress`: a refund was started and its outcome is
 * open; shown instead of `part`.
 */
export type RefundProgress = "none" | "in_progress" | "part" | "all";

/** The facts that decide an order's status. */
export interface OrderProgress {
  readonly shipping: ShippingProgress;
  readonly refund: RefundProgress;
  /** False for virtual goods and self pick-up, which need no parcel. */
  readonly needsParcel: boolean;
}

/** The statuses of an order, in the order of the filters that people choose from. */
export const ORDER_STATUSES = [
  "to_ship",
  "partly_shipped",
  "shipped",
  "refund_in_progress",
  "partly_refunded",
  "refunded",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

interface StatusRow {
  readonly status: OrderStatus;
  /** The facts that it needs; an absent one may have any value. */
  readonly facts: Partial<OrderProgress>;
  readonly words: Text;
}

/**
 * The one table of statuses: which facts make which status, and its words. An order has the status of
 * every row that its facts meet, the most important first. An order that was fully refunded has no
 * other, and is not shipped any more.
 */
export const STATUS_TABLE: readonly StatusRow[] = [
  { status: "refunded", facts: { refund: "all" }, words: text("Refunded", "已退款") },
  {
    status: "refund_in_progress",
    facts: { refund: "in_progress" },
    words: text("Refund in progress", "退款中"),
  },
  {
    status: "partly_refunded",
    facts: { refund: "part" },
    words: text("Partly refunded", "部分退款"),
  },
  { status: "shipped", facts: { shipping: "all" }, words: text("Shipped", "已发货") },
  {
    status: "partly_shipped",
    facts: { shipping: "part" },
    words: text("Partly shipped", "部分发货"),
  },
  {
    status: "to_ship",
    facts: { shipping: "none", needsParcel: false },
    words: text("Paid", "支付成功"),
  },
  {
    status: "to_ship",
    facts: { shipping: "none", needsParcel: true },
    words: text("To ship", "待发货"),
  },
];

/** The rows of the table that an order's facts meet, the most important first. */
export function statusRows(progress: OrderProgress): readonly StatusRow[] {
  const rows = STATUS_TABLE.filter(({ facts }) =>
    Object.entries(facts).every(([name, value]) => progress[name as keyof OrderProgress] === value),
  );
  return progress.refund === "all" ? rows.slice(0, 1) : rows;
}

/** The statuses of an order, the most important first. There is always one. */
export const orderStatuses = (progress: OrderProgress): OrderStatus[] =>
  statusRows(progress).map(({ status }) => status);

/** The words of a status. */
export function statusWords(status: OrderStatus, needsParcel = true): Text {
  const row = STATUS_TABLE.find(
    ({ status: other, facts }) =>
      other === status && (facts.needsParcel === undefined || facts.needsParcel === needsParcel),
  );
  return (row as StatusRow).words;
}

/**
 * The statuses of the orders in a filtered list. A partly shipped order is still to be shipped, so it is
 * in that list as well as in its own.
 */
export const statusesInList = (filter: OrderStatus): readonly OrderStatus[] =>
  filter === "to_ship" ? ["to_ship", "partly_shipped"] : [filter];
