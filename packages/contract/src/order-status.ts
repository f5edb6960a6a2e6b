import type { MatchState } from "./states.js";
import { type Text, text } from "./text.js";

/** What of an order's items was shipped, as uploaded logistics say: nothing, a part, or all. */
export type ShippingProgress = "none" | "part" | "all";

/**
 * How far an order's items are on their way. `received`: shipping information management knows that the
 * buyer has all of them.
 */
export type ShippingShown = ShippingProgress | "received";

/**
 * What of an order's payment was refunded. `in_progress`: a refund was started and its outcome is
 * open; shown instead of `part`.
 */
export type RefundProgress = "none" | "in_progress" | "part" | "all";

/** The facts that decide the status of a paid order. */
export interface OrderProgress {
  readonly shipping: ShippingShown;
  readonly refund: RefundProgress;
  /** False for virtual goods and self pick-up, which need no parcel. */
  readonly needsParcel: boolean;
}

/** The facts that decide an order's status. */
export interface OrderStatusFacts extends OrderProgress {
  readonly match: MatchState;
}

/** The statuses of a paid order, in the order of the filters that people choose from. */
export const PAID_ORDER_STATUSES = [
  "to_ship",
  "partly_shipped",
  "shipped",
  "received",
  "refund_in_progress",
  "partly_refunded",
  "refunded",
] as const;
export type PaidOrderStatus = (typeof PAID_ORDER_STATUSES)[number];

/** The statuses of all orders. Buyers see only paid ones. */
export const ORDER_STATUSES = ["needs_attention", "to_pay", ...PAID_ORDER_STATUSES] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

interface StatusRow {
  readonly status: OrderStatus;
  /** The facts that it needs; an absent one may have any value. */
  readonly facts: Partial<OrderStatusFacts>;
  readonly words: Text;
}

/**
 * The one table of statuses: which facts make which status, and its words. An order has the status of
 * every row that its facts meet, the most important first. An order that was fully refunded has no
 * other, and is not shipped any more.
 */
export const STATUS_TABLE: readonly StatusRow[] = [
  {
    status: "needs_attention",
    facts: { match: "mismatched" },
    words: text("Needs attention", "需要处理"),
  },
  { status: "to_pay", facts: { match: "waiting" }, words: text("To pay", "待付款") },
  {
    status: "refunded",
    facts: { match: "matched", refund: "all" },
    words: text("Refunded", "已退款"),
  },
  {
    status: "refund_in_progress",
    facts: { match: "matched", refund: "in_progress" },
    words: text("Refund in progress", "退款中"),
  },
  {
    status: "partly_refunded",
    facts: { match: "matched", refund: "part" },
    words: text("Partly refunded", "部分退款"),
  },
  {
    status: "received",
    facts: { match: "matched", shipping: "received" },
    words: text("Received", "已收货"),
  },
  {
    status: "shipped",
    facts: { match: "matched", shipping: "all" },
    words: text("Shipped", "已发货"),
  },
  {
    status: "partly_shipped",
    facts: { match: "matched", shipping: "part" },
    words: text("Partly shipped", "部分发货"),
  },
  {
    status: "to_ship",
    facts: { match: "matched", shipping: "none", needsParcel: false },
    words: text("Paid", "支付成功"),
  },
  {
    status: "to_ship",
    facts: { match: "matched", shipping: "none", needsParcel: true },
    words: text("To ship", "待发货"),
  },
];

/** The rows of the table that an order's facts meet, the most important first. */
export function statusRows(given: OrderStatusFacts): readonly StatusRow[] {
  const rows = STATUS_TABLE.filter(({ facts }) =>
    Object.entries(facts).every(([name, value]) => given[name as keyof OrderStatusFacts] === value),
  );
  return given.refund === "all" ? rows.slice(0, 1) : rows;
}

/** The statuses of an order, the most important first. There is always one. */
export const orderStatuses = (facts: OrderStatusFacts): OrderStatus[] =>
  statusRows(facts).map(({ status }) => status);

/** The statuses of a paid order, which its buyer sees. There is always one. */
export const paidOrderStatuses = (progress: OrderProgress): PaidOrderStatus[] =>
  orderStatuses({ ...progress, match: "matched" }) as PaidOrderStatus[];

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
 * in that list as well as in its own. The list of `needs_attention` also has every order with a reason:
 * see `attentionReasons`.
 */
export const statusesInList = (filter: OrderStatus): readonly OrderStatus[] =>
  filter === "to_ship" ? ["to_ship", "partly_shipped"] : [filter];
