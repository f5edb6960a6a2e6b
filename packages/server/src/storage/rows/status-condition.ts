import { ORDER_STATUSES, type OrderStatus } from "@dingdan/contract";
import { ALL_BY_MANAGEMENT, PART_BY_MANAGEMENT } from "./managed-shipping.js";

const REFUND_CONDITIONS = {
  // SQLite uses a partial index only when its condition is repeated.
  refund_in_progress: "u.refund_progress <> 'none' AND u.refund_progress = 'in_progress'",
  partly_refunded: "u.refund_progress <> 'none' AND u.refund_progress = 'part'",
  refunded: "u.refunded_at_ms IS NOT NULL",
} as const;

/** {@link STATUS_CONDITIONS} as long as no payment was shipped by shipping information management. */
export const STORED_STATUS_CONDITIONS: Readonly<Record<OrderStatus, string>> = {
  to_ship: "u.shipped_at_ms IS NULL AND u.refunded_at_ms IS NULL",
  partly_shipped:
    "u.shipped_at_ms IS NULL AND u.shipping_progress = 'part' AND u.refunded_at_ms IS NULL",
  shipped: "u.shipped_at_ms IS NOT NULL AND u.refunded_at_ms IS NULL",
  ...REFUND_CONDITIONS,
};

/**
 * The condition that a matched upload `u` is in the list of a status: the same as `orderStatuses` and
 * `statusesInList` of the contract decide, in SQL. A test compares the two.
 */
export const STATUS_CONDITIONS: Readonly<Record<OrderStatus, string>> = {
  to_ship: `${STORED_STATUS_CONDITIONS.to_ship} AND NOT ${ALL_BY_MANAGEMENT}`,
  partly_shipped: `u.shipped_at_ms IS NULL AND u.refunded_at_ms IS NULL
    AND (u.shipping_progress = 'part' OR ${PART_BY_MANAGEMENT})`,
  shipped: `u.refunded_at_ms IS NULL AND ${isShippedCondition(true)}`,
  ...REFUND_CONDITIONS,
};

/** The condition that all of an upload `u` was shipped, or that it was not. */
export function isShippedCondition(isShipped: boolean): string {
  const shipped = `(u.shipped_at_ms IS NOT NULL OR ${ALL_BY_MANAGEMENT})`;
  return isShipped ? shipped : `NOT ${shipped}`;
}

/** The same for a status that is a value of the statement. */
export const statusConditionOf = (status: string): string =>
  `CASE ${status} ${ORDER_STATUSES.map((name) => `WHEN '${name}' THEN ${STATUS_CONDITIONS[name]}`).join(" ")} END`;
