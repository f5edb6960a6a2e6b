import {
  type AttentionReason,
  ORDER_STATUSES,
  type OrderStatus,
  PAID_ORDER_STATUSES,
  type PaidOrderStatus,
  UPLOAD_DELAY_MAX_MS,
} from "@dingdan/contract";
import {
  ALL_BY_MANAGEMENT,
  PART_BY_MANAGEMENT,
  RECEIVED_BY_MANAGEMENT,
} from "./managed-shipping.js";

const REFUND_CONDITIONS = {
  // SQLite uses a partial index only when its condition is repeated.
  refund_in_progress: "u.refund_progress <> 'none' AND u.refund_progress = 'in_progress'",
  partly_refunded: "u.refund_progress <> 'none' AND u.refund_progress = 'part'",
  refunded: "u.refunded_at_ms IS NOT NULL",
} as const;

/** {@link PAID_CONDITIONS} as long as no payment was shipped by shipping information management. */
export const STORED_PAID_CONDITIONS: Readonly<Record<PaidOrderStatus, string>> = {
  to_ship: "u.shipped_at_ms IS NULL AND u.refunded_at_ms IS NULL",
  partly_shipped:
    "u.shipped_at_ms IS NULL AND u.shipping_progress = 'part' AND u.refunded_at_ms IS NULL",
  shipped: "u.shipped_at_ms IS NOT NULL AND u.refunded_at_ms IS NULL",
  received: "1 = 0",
  ...REFUND_CONDITIONS,
};

/**
 * The condition that a matched upload `u` is in the list of a status: the same as `paidOrderStatuses` and
 * `statusesInList` of the contract decide, in SQL. A test compares the two.
 */
export const PAID_CONDITIONS: Readonly<Record<PaidOrderStatus, string>> = {
  to_ship: `${STORED_PAID_CONDITIONS.to_ship} AND NOT ${ALL_BY_MANAGEMENT}
    AND NOT ${RECEIVED_BY_MANAGEMENT}`,
  partly_shipped: `u.shipped_at_ms IS NULL AND u.refunded_at_ms IS NULL
    AND (u.shipping_progress = 'part' OR ${PART_BY_MANAGEMENT}) AND NOT ${RECEIVED_BY_MANAGEMENT}`,
  shipped: `u.refunded_at_ms IS NULL AND (u.shipped_at_ms IS NOT NULL OR ${ALL_BY_MANAGEMENT})
    AND NOT ${RECEIVED_BY_MANAGEMENT}`,
  received: `u.refunded_at_ms IS NULL AND ${RECEIVED_BY_MANAGEMENT}`,
  ...REFUND_CONDITIONS,
};

/** The condition that all of an upload `u` was shipped, or that it was not. */
export function isShippedCondition(isShipped: boolean): string {
  const shipped = `(u.shipped_at_ms IS NOT NULL OR ${ALL_BY_MANAGEMENT} OR ${RECEIVED_BY_MANAGEMENT})`;
  return isShipped ? shipped : `NOT ${shipped}`;
}

/** The same for a status of a paid order that is a value of the statement. */
export const paidConditionOf = (status: string): string =>
  `CASE ${status} ${PAID_ORDER_STATUSES.map((name) => `WHEN '${name}' THEN ${PAID_CONDITIONS[name]}`).join(" ")} END`;

const IS_CONTRADICTED = `EXISTS (SELECT 1 FROM payments c WHERE c.appid = u.appid
  AND c.transaction_id = u.transaction_id AND c.contradiction IS NOT NULL)`;

const IS_HIDDEN = `(u.state = 'matched' AND u.refunded_at_ms IS NULL
  AND EXISTS (SELECT 1 FROM apps h WHERE h.appid = u.appid AND h.permission <> 'approved'))`;

/** The condition that an upload `u` needs attention for a reason: `attentionReasons`, in SQL. */
export const REASON_CONDITIONS: Readonly<Record<AttentionReason, string>> = {
  other_payer: "u.state = 'mismatched' AND u.mismatch = 'payer'",
  other_form: "u.state = 'mismatched' AND u.mismatch = 'order_number_type'",
  parts_differ: "u.state = 'mismatched' AND u.mismatch = 'sub_orders'",
  contradicted: IS_CONTRADICTED,
  not_approved: IS_HIDDEN,
  late: `${IS_HIDDEN} AND u.received_at_ms - u.paid_at_ms > ${UPLOAD_DELAY_MAX_MS}`,
};

/** The condition that an upload `u` is in the list of any status. */
export function statusCondition(status: OrderStatus, isManaged: boolean): string {
  switch (status) {
    case "needs_attention":
      return `(u.state = 'mismatched' OR ${IS_HIDDEN} OR ${IS_CONTRADICTED})`;
    case "to_pay":
      return "u.state = 'waiting'";
    default:
      return `u.state = 'matched' AND ${(isManaged ? PAID_CONDITIONS : STORED_PAID_CONDITIONS)[status]}`;
  }
}

/** The condition of the index uploads_with_refunds, which SQLite uses only for a query that repeats it. */
export const HAS_REFUNDS = "(u.refund_progress <> 'none' OR u.refunded_at_ms IS NOT NULL)";

/** The condition that a matched upload `u` has a refund in a span of time: its values are the span's ends. */
export const refundedWithin = (status: OrderStatus | undefined): string =>
  `EXISTS (SELECT 1 FROM refunds r WHERE r.appid = u.appid AND r.transaction_id = u.transaction_id
    AND r.state ${status === "refund_in_progress" ? "IN ('processing', 'abnormal')" : "= 'succeeded'"}
    AND r.at_ms >= ? AND r.at_ms < ?)`;

/** The columns that count the uploads `u` in the list of each status, and all of them as `all_orders`. */
export const statusCounts = (isManaged: boolean): string =>
  [
    ...ORDER_STATUSES.map(
      (status) =>
        `coalesce(sum(CASE WHEN ${statusCondition(status, isManaged)} THEN 1 ELSE 0 END), 0) AS ${status}`,
    ),
    "count(*) AS all_orders",
  ].join(", ");
