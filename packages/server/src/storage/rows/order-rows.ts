import { SUMMARY_START } from "../../domain/order-summary.js";
import type { StoredDelivery } from "../../domain/shipping.js";
import type { Payment, StoredUpload } from "../../domain/stored-order.js";
import type { VerifyFacts } from "../../domain/verify.js";
import type { BuyerOrderQuery, OrderSummary } from "../store.js";
import { fieldsOf, json } from "./fields.js";
import { fromJson, type JsonText } from "./json.js";
import { SHIPPED_BY_MANAGEMENT, SHIPPING_SHOWN } from "./managed-shipping.js";
import type { SqlValue } from "./row.js";

export const UPLOAD_COLUMNS = `appid, order_key, openid, upload_time, upload_instant, state, mismatch,
  transaction_id, paid_at_ms, received_at_ms, first_received_at_ms, matched_at_ms,
  shipped_at_ms, shipping_progress, refunded_at_ms, refund_progress, summary, merchant_order_nos,
  events, details`;

/**
 * The columns of an upload `u` for people: its progress includes what shipping information management
 * says. Decisions and writes read {@link UPLOAD_COLUMNS}.
 */
export const SHOWN_UPLOAD_COLUMNS = UPLOAD_COLUMNS.split(",")
  .map((column) => column.trim())
  .map((column) =>
    column === "shipping_progress" ? `${SHIPPING_SHOWN} AS shipping_progress` : `u.${column}`,
  )
  .join(", ");

export function uploadColumns(upload: StoredUpload): SqlValue[] {
  return [
    upload.appid,
    upload.orderKey,
    upload.openid,
    upload.uploadTime,
    upload.uploadInstant,
    upload.state,
    upload.mismatch,
    upload.paymentId,
    upload.paidAtMs,
    upload.receivedAtMs,
    upload.firstReceivedAtMs,
    upload.matchedAtMs,
    upload.shippedAtMs,
    upload.shippingProgress,
    upload.refundedAtMs,
    upload.refundProgress,
    upload.summary,
    JSON.stringify(upload.merchantOrderNos),
    JSON.stringify(upload.events),
    upload.details,
  ];
}

/** The columns that an upload without a payment fills. */
export const WAITING_UPLOAD_COLUMNS = `appid, order_key, openid, upload_time, upload_instant, state,
  received_at_ms, first_received_at_ms, merchant_order_nos, events, details`;

export const waitingUploadColumns = (upload: StoredUpload): SqlValue[] => [
  upload.appid,
  upload.orderKey,
  upload.openid,
  upload.uploadTime,
  upload.uploadInstant,
  upload.state,
  upload.receivedAtMs,
  upload.firstReceivedAtMs,
  JSON.stringify(upload.merchantOrderNos),
  JSON.stringify(upload.events),
  upload.details,
];

/** The row of an upload. */
export interface UploadRow {
  appid: string;
  order_key: string;
  openid: string;
  upload_time: string;
  upload_instant: StoredUpload["uploadInstant"];
  state: StoredUpload["state"];
  mismatch: StoredUpload["mismatch"];
  transaction_id: string | null;
  paid_at_ms: number | null;
  received_at_ms: number;
  first_received_at_ms: number;
  matched_at_ms: number | null;
  shipped_at_ms: number | null;
  shipping_progress: StoredUpload["shippingProgress"];
  refunded_at_ms: number | null;
  refund_progress: StoredUpload["refundProgress"];
  summary: string | null;
  merchant_order_nos: JsonText<readonly string[]>;
  events: JsonText<StoredUpload["events"]>;
  details: string;
}

export function uploadOf(row: UploadRow): StoredUpload {
  return {
    appid: row.appid,
    orderKey: row.order_key,
    openid: row.openid,
    uploadTime: row.upload_time,
    uploadInstant: row.upload_instant,
    state: row.state,
    mismatch: row.mismatch,
    paymentId: row.transaction_id,
    paidAtMs: row.paid_at_ms,
    receivedAtMs: row.received_at_ms,
    firstReceivedAtMs: row.first_received_at_ms,
    matchedAtMs: row.matched_at_ms,
    shippedAtMs: row.shipped_at_ms,
    shippingProgress: shippingProgressOf(row),
    refundedAtMs: row.refunded_at_ms,
    refundProgress: refundProgressOf(row),
    summary: row.summary,
    merchantOrderNos: fromJson(row.merchant_order_nos),
    events: fromJson(row.events),
    details: row.details,
  };
}

/**
 * What is complete has its time; rows that are older than the columns of progress have that alone. Only
 * columns for people can say `received`.
 */
export const shippingProgressOf = (
  row: Pick<UploadRow, "shipped_at_ms" | "shipping_progress">,
): StoredUpload["shippingProgress"] =>
  row.shipped_at_ms === null || row.shipping_progress === "received"
    ? row.shipping_progress
    : "all";

export const refundProgressOf = (
  row: Pick<UploadRow, "refunded_at_ms" | "refund_progress">,
): StoredUpload["refundProgress"] => (row.refunded_at_ms === null ? row.refund_progress : "all");

/**
 * The columns of a payment. `transaction_id` holds its id: the number of an ordinary payment, and a text
 * of the merchant's numbers for a combined one. `amount_fen` is in the minor unit of any currency.
 */
export const PAYMENT = fieldsOf<Payment>()({
  appid: "appid",
  id: "transaction_id",
  outTradeNo: "out_trade_no",
  orderKeys: json("order_keys"),
  openid: "openid",
  amountMinor: "amount_fen",
  paidAtMs: "paid_at_ms",
  receivedAtMs: "received_at_ms",
  refundedAtMs: "refunded_at_ms",
  refundProgress: "refund_progress",
  contradiction: json("contradiction"),
  reports: "body",
});

export const DELIVERY = fieldsOf<StoredDelivery>()({
  appid: "appid",
  orderKey: "order_key",
  subOrderKey: "sub_order_key",
  uploadTime: "upload_time",
  uploadInstant: "upload_instant",
  receivedAtMs: "received_at_ms",
  delivery: "delivery",
  history: json("history"),
});

/**
 * The columns that a buyer's list reads of an upload `u`. The summary is empty when it is out of date: a
 * shipment deletes it from the row, but a refund may arrive before the upload, and shipping information
 * management does not know uploads. Its shape may be that of an earlier version: {@link summariesOf}
 * looks, since a condition here would read each summary twice.
 */
export const SUMMARY_COLUMNS = `u.number, u.paid_at_ms,
  CASE WHEN NOT EXISTS (SELECT 1 FROM refunds r
      WHERE r.appid = u.appid AND r.transaction_id = u.transaction_id)
    AND NOT ${SHIPPED_BY_MANAGEMENT}
    THEN coalesce(u.summary, '') ELSE '' END AS summary`;

/** The parameters of a buyer's list: app, buyer, where the previous page ended, and limit. */
export const valuesOfBuyer = ({ appid, openid, before, limit }: BuyerOrderQuery): SqlValue[] => [
  appid,
  openid,
  before?.paidAtMs ?? Number.MAX_SAFE_INTEGER,
  before?.number ?? Number.MAX_SAFE_INTEGER,
  limit,
];

/** Reads a list from one row whose columns hold a line for each order: separate rows cost twice as much. */
export function summariesOf(row: SummariesRow | null): OrderSummary[] {
  if (row === null || row.numbers === null) return [];
  const paidAtMs = row.paid_at_ms.split("\n");
  const summaries = linesOf(bytesOf(row.summaries));
  return row.numbers.split("\n").map((number, index) => {
    const summary = summaries[index] as Buffer;
    return {
      number: Number(number),
      paidAtMs: Number(paidAtMs[index]),
      summary: hasPresentShape(summary) ? summary : null,
    };
  });
}

const START = Buffer.from(SUMMARY_START);

const hasPresentShape = (summary: Buffer): boolean =>
  summary.length >= START.length && summary.compare(START, 0, START.length, 0, START.length) === 0;

/** All columns are null when the list is empty. */
export interface SummariesRow {
  readonly numbers: string | null;
  readonly paid_at_ms: string;
  readonly summaries: Uint8Array | string;
}

const LINE_FEED = 10;

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}

const bytesOf = (text: Uint8Array | string): Buffer =>
  typeof text === "string"
    ? Buffer.from(text)
    : Buffer.from(text.buffer, text.byteOffset, text.byteLength);

/**
 * The facts that verify needs of an upload.
 * @returns null when they depend on more than this row: on the payment of another app, or on the details
 */
export function verifyFactsOf(row: VerifyRow, appid: string): VerifyFacts | null {
  const isOfOtherApp = row.payment_appid !== null && row.payment_appid !== appid;
  if (isOfOtherApp || row.mismatch === "sub_orders") return null;
  return { upload: row, payment: null, rival: null };
}

/** An upload with the app whose payment its key names; null without a payment. */
export interface VerifyRow extends NonNullable<VerifyFacts["upload"]> {
  readonly payment_appid: string | null;
}
