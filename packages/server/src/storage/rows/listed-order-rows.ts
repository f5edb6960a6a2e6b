import type { AttentionReason, OrderStatus } from "@dingdan/contract";
import type { Payment } from "../../domain/stored-order.js";
import type { ListedOrder, OrderListQuery, StatusCounts } from "../console-store.js";
import { fromJson, fromJsonOrNull, type JsonText } from "./json.js";
import { SHIPPING_SHOWN } from "./managed-shipping.js";
import { refundProgressOf, shippingProgressOf, type UploadRow } from "./order-rows.js";
import type { SqlValue } from "./row.js";
import {
  HAS_REFUNDS,
  isShippedCondition,
  PAID_CONDITIONS,
  REASON_CONDITIONS,
  refundedWithin,
  STORED_PAID_CONDITIONS,
  statusCondition,
} from "./status-condition.js";

/** The columns that lists show of an upload `u` and its payment `p`. */
export const LISTED_COLUMNS = `u.number, u.appid, u.order_key, u.openid, u.upload_time, u.state, u.mismatch,
  u.transaction_id, u.paid_at_ms, u.received_at_ms, u.first_received_at_ms, u.matched_at_ms,
  u.shipped_at_ms, ${SHIPPING_SHOWN} AS shipping_progress, u.refunded_at_ms, u.refund_progress, u.merchant_order_nos,
  u.details,
  p.order_keys AS payment_keys, p.body AS payment_reports, p.contradiction`;

export const PAYMENT_JOIN =
  "LEFT JOIN payments p ON p.appid = u.appid AND p.transaction_id = u.transaction_id";

/** The columns {@link LISTED_COLUMNS}; those of the payment are null without one. */
export interface ListedRow extends UploadRow {
  readonly number: number;
  readonly payment_keys: JsonText<readonly string[]> | null;
  readonly payment_reports: string | null;
  readonly contradiction: JsonText<NonNullable<Payment["contradiction"]>> | null;
}

export function listedOrderOf(row: ListedRow): ListedOrder {
  return {
    number: row.number,
    appid: row.appid,
    orderKey: row.order_key,
    openid: row.openid,
    uploadTime: row.upload_time,
    state: row.state,
    mismatch: row.mismatch,
    paidAtMs: row.paid_at_ms,
    receivedAtMs: row.received_at_ms,
    firstReceivedAtMs: row.first_received_at_ms,
    matchedAtMs: row.matched_at_ms,
    shippedAtMs: row.shipped_at_ms,
    shippingProgress: shippingProgressOf(row),
    refundedAtMs: row.refunded_at_ms,
    refundProgress: refundProgressOf(row),
    merchantOrderNos: fromJson(row.merchant_order_nos),
    details: row.details,
    payment:
      row.payment_keys === null || row.payment_reports === null
        ? null
        : {
            orderKeys: fromJson(row.payment_keys),
            reports: row.payment_reports,
            contradiction: fromJsonOrNull(row.contradiction),
          },
  };
}

/** Whether a list depends on how much of its orders was shipped. */
export const dependsOnShipping = ({ status, isShipped }: OrderListQuery): boolean =>
  isShipped !== undefined ||
  (status !== undefined &&
    status !== "needs_attention" &&
    status !== "to_pay" &&
    PAID_CONDITIONS[status] !== STORED_PAID_CONDITIONS[status]);

/** Whether a list has only orders with a refund of some time. */
export const isByRefund = ({ refundedFromMs, refundedToMs }: OrderListQuery): boolean =>
  refundedFromMs !== undefined || refundedToMs !== undefined;

/**
 * The conditions of a list on an upload `u`, and their parameters.
 * @param isManaged false: no payment was shipped by shipping information management
 * @param like the engine's operator that ignores the case of Latin letters
 */
export function filterOf(
  query: OrderListQuery,
  isManaged: boolean,
  like: "LIKE" | "ILIKE",
): {
  readonly conditions: readonly string[];
  readonly parameters: readonly SqlValue[];
} {
  const { appid, state, status, needsAttention, reason, isShipped, itemText, fromMs, toMs } = query;
  const conditions: string[] = [];
  const parameters: SqlValue[] = [];
  const where = (condition: string, ...values: SqlValue[]) => {
    conditions.push(condition);
    parameters.push(...values);
  };
  if (appid !== undefined) where("u.appid = ?", appid);
  // The index of mismatched uploads is used only with a literal, not with a parameter. Mismatched uploads
  // are few; the index of matched uploads does not have the order of any list.
  if (state === "mismatched") where("u.state = 'mismatched'");
  else if (state !== undefined) where("u.state = ?", state);
  if (status !== undefined) where(statusCondition(status, isManaged));
  if (needsAttention) where(statusCondition("needs_attention", isManaged));
  if (reason !== undefined) where(REASON_CONDITIONS[reason]);
  if (itemText !== undefined) where(`u.details ${like} ? ESCAPE '\\'`, patternOf(itemText));
  if (isShipped !== undefined) {
    const stored = `u.shipped_at_ms IS ${isShipped ? "NOT " : ""}NULL`;
    where(isManaged ? isShippedCondition(isShipped) : stored);
  }
  if (fromMs !== undefined) where("u.first_received_at_ms >= ?", fromMs);
  if (toMs !== undefined) where("u.first_received_at_ms < ?", toMs);
  if (isByRefund(query)) {
    const { refundedFromMs = 0, refundedToMs = Number.MAX_SAFE_INTEGER } = query;
    where(HAS_REFUNDS);
    where(refundedWithin(status), refundedFromMs, refundedToMs);
  }
  return { conditions, parameters };
}

/** The pattern of details that contain a text, as JSON writes it. They may contain it outside a name. */
const patternOf = (text: string): string => {
  const escaped = JSON.stringify(text).slice(1, -1);
  return `%${escaped.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
};

/** Whether only mismatched uploads have a reason: they are few and have an index. */
export const isOfMismatched = (reason: AttentionReason | undefined): boolean =>
  reason === "other_payer" || reason === "other_form" || reason === "parts_differ";

/** The columns of `statusCounts`. */
export type CountedRow = Readonly<Record<OrderStatus | "all_orders", number>>;

export const countsOf = ({ all_orders: all, ...statuses }: CountedRow): StatusCounts => ({
  all,
  statuses,
});
