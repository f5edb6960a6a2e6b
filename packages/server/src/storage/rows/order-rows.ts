import type { StoredDelivery } from "../../domain/shipping.js";
import type { Payment, StoredUpload } from "../../domain/stored-order.js";
import type { VerifyFacts } from "../../domain/verify.js";
import type { BuyerOrderQuery, OrderSummary } from "../store.js";
import type { Row, SqlValue } from "./row.js";

export const UPLOAD_COLUMNS = `appid, order_key, openid, upload_time, upload_instant, state, mismatch,
  transaction_id, paid_at_ms, received_at_ms, first_received_at_ms, matched_at_ms,
  shipped_at_ms, refunded_at_ms, summary, merchant_order_nos, events, details`;

export function uploadColumns(upload: StoredUpload): SqlValue[] {
  return [
    upload.appid,
    upload.orderKey,
    upload.openid,
    upload.uploadTime,
    upload.uploadInstant,
    upload.state,
    upload.mismatch,
    upload.transactionId,
    upload.paidAtMs,
    upload.receivedAtMs,
    upload.firstReceivedAtMs,
    upload.matchedAtMs,
    upload.shippedAtMs,
    upload.refundedAtMs,
    upload.summary,
    JSON.stringify(upload.merchantOrderNos),
    JSON.stringify(upload.events),
    upload.details,
  ];
}

/** The columns that a first upload fills: it has met no payment yet. */
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

export function uploadOf(row: Row): StoredUpload {
  return {
    appid: row["appid"] as string,
    orderKey: row["order_key"] as string,
    openid: row["openid"] as string,
    uploadTime: row["upload_time"] as string,
    uploadInstant: row["upload_instant"] as StoredUpload["uploadInstant"],
    state: row["state"] as StoredUpload["state"],
    mismatch: row["mismatch"] as StoredUpload["mismatch"],
    transactionId: row["transaction_id"] as string | null,
    paidAtMs: row["paid_at_ms"] as number | null,
    receivedAtMs: row["received_at_ms"] as number,
    firstReceivedAtMs: row["first_received_at_ms"] as number,
    matchedAtMs: row["matched_at_ms"] as number | null,
    shippedAtMs: row["shipped_at_ms"] as number | null,
    refundedAtMs: row["refunded_at_ms"] as number | null,
    summary: row["summary"] as string | null,
    merchantOrderNos: JSON.parse(row["merchant_order_nos"] as string) as string[],
    events: JSON.parse(row["events"] as string) as StoredUpload["events"],
    details: row["details"] as string,
  };
}

export const PAYMENT_COLUMNS = `appid, transaction_id, out_trade_no, order_keys, openid, amount_fen,
  paid_at_ms, received_at_ms, refunded_at_ms, body`;

export function paymentOf(row: Row): Payment {
  return {
    appid: row["appid"] as string,
    transactionId: row["transaction_id"] as string,
    outTradeNo: row["out_trade_no"] as string,
    orderKeys: JSON.parse(row["order_keys"] as string) as string[],
    openid: row["openid"] as string,
    amountFen: row["amount_fen"] as number,
    paidAtMs: row["paid_at_ms"] as number,
    receivedAtMs: row["received_at_ms"] as number,
    refundedAtMs: row["refunded_at_ms"] as number | null,
    transaction: row["body"] as string,
  };
}

export function paymentColumns(payment: Payment): SqlValue[] {
  return [
    payment.appid,
    payment.transactionId,
    payment.outTradeNo,
    JSON.stringify(payment.orderKeys),
    payment.openid,
    payment.amountFen,
    payment.paidAtMs,
    payment.receivedAtMs,
    payment.refundedAtMs,
    payment.transaction,
  ];
}

export const DELIVERY_COLUMNS = `appid, order_key, sub_order_key, upload_time, upload_instant,
  received_at_ms, delivery`;

export function deliveryOf(row: Row): StoredDelivery {
  return {
    appid: row["appid"] as string,
    orderKey: row["order_key"] as string,
    subOrderKey: row["sub_order_key"] as string,
    uploadTime: row["upload_time"] as string,
    uploadInstant: row["upload_instant"] as StoredDelivery["uploadInstant"],
    receivedAtMs: row["received_at_ms"] as number,
    delivery: row["delivery"] as string,
  };
}

export function deliveryColumns(delivery: StoredDelivery): SqlValue[] {
  return [
    delivery.appid,
    delivery.orderKey,
    delivery.subOrderKey,
    delivery.uploadTime,
    delivery.uploadInstant,
    delivery.receivedAtMs,
    delivery.delivery,
  ];
}

/**
 * What a buyer's list reads of an upload `u`. (Its summary is taken from it when something is shipped;
 * a refund may be there before the upload is.)
 */
export const SUMMARY_COLUMNS = `u.number, u.paid_at_ms,
  CASE WHEN NOT EXISTS (SELECT 1 FROM refunds r
      WHERE r.appid = u.appid AND r.transaction_id = u.transaction_id)
    THEN coalesce(u.summary, '') ELSE '' END AS summary`;

/** What a buyer's list is asked with: app, buyer, place, and how many. */
export const valuesOfBuyer = ({ appid, openid, before, limit }: BuyerOrderQuery): SqlValue[] => [
  appid,
  openid,
  before?.paidAtMs ?? Number.MAX_SAFE_INTEGER,
  before?.number ?? Number.MAX_SAFE_INTEGER,
  limit,
];

/** A list in one row, each column's values in lines: a row of its own for each order costs twice as much. */
export function summariesOf(row: Row | null): OrderSummary[] {
  const numbers = row?.["numbers"] as string | null | undefined;
  if (row === null || typeof numbers !== "string") return [];
  const paidAtMs = (row["paid_at_ms"] as string).split("\n");
  const summaries = linesOf(bytesOf(row["summaries"] as Uint8Array | string));
  return numbers.split("\n").map((number, index) => {
    const summary = summaries[index] as Buffer;
    return {
      number: Number(number),
      paidAtMs: Number(paidAtMs[index]),
      summary: summary.length === 0 ? null : summary,
    };
  });
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

/** What a verify reads of an upload, and of the payment that its key names. */
export function verifyFactsOf(row: Row): VerifyFacts {
  const payer = row["payment_appid"] as string | null;
  return {
    upload: row as unknown as NonNullable<VerifyFacts["upload"]>,
    payment:
      payer === null
        ? null
        : { appid: payer, orderKeys: JSON.parse(row["order_keys"] as string) as string[] },
    rival: null,
  };
}
