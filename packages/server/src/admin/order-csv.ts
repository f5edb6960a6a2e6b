import { attentionWords, type Language, orderKeyOfText, statusWords } from "@dingdan/contract";
import type { App } from "../domain/app.js";
import type { ListedOrder } from "../storage/console-store.js";
import { representOrderSummary } from "./represent.js";

const COLUMNS = [
  "id",
  "appid",
  "state",
  "order_number_type",
  "mchid",
  "out_trade_no",
  "transaction_id",
  "openid",
  "merchant_order_nos",
  "amount_minor",
  "currency",
  "payer_amount_minor",
  "payer_currency",
  "coupon_minor",
  "status",
  "upload_time",
  "first_received_at",
  "received_at",
  "paid_at",
  "matched_at",
  "shipped_at",
  "refunded_at",
  "delay_ms",
  "app_name",
  "first_item",
  "item_kinds",
  "status_text",
  "attention_reasons",
  "attention_text",
] as const;

/** The names of the columns. Excel reads a file that begins with a byte order mark as UTF-8. */
export const csvHead = (): string => `\ufeff${csvLine(COLUMNS)}`;

/** An order as a line of a CSV file. @param language of the texts that people read */
export function orderCsvLine(order: ListedOrder, app: App | null, language: Language): string {
  const key = orderKeyOfText(order.orderKey);
  const isMerchants = key.order_number_type === 1;
  const { paidAtMs } = order;
  const { statuses, attention_reasons: reasons, ...shown } = representOrderSummary(order, app);
  const { transaction_id, amount, payer_amount: paid, coupon, needs_parcel: needsParcel } = shown;
  return csvLine([
    shown.id,
    order.appid,
    order.state,
    key.order_number_type,
    isMerchants ? key.mchid : null,
    isMerchants ? key.out_trade_no : null,
    transaction_id ?? (isMerchants ? null : key.transaction_id),
    order.openid,
    order.merchantOrderNos.join(" "),
    amount?.amount_minor ?? null,
    amount?.currency ?? null,
    paid?.amount_minor ?? null,
    paid?.currency ?? null,
    coupon?.amount_minor ?? null,
    statuses.join(" "),
    order.uploadTime,
    shown.first_received_at,
    shown.received_at,
    shown.paid_at ?? null,
    shown.matched_at ?? null,
    shown.shipped_at ?? null,
    shown.refunded_at ?? null,
    paidAtMs === null ? null : order.receivedAtMs - paidAtMs,
    shown.app_name,
    shown.first_item.name,
    shown.item_kinds,
    statuses.map((status) => statusWords(status, needsParcel)[language]).join(" "),
    reasons.join(" "),
    reasons.map((reason) => attentionWords(reason)[language]).join(" "),
  ]);
}

/** @see RFC 4180 */
const csvLine = (cells: readonly (string | number | null)[]) =>
  `${cells.map(csvCell).join(",")}\r\n`;

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // Spreadsheets read a text that begins like this as a formula, and merchants choose these texts freely.
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
