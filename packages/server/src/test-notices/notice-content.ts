import {
  ADMIN_OPERATIONS,
  readValue,
  type SchemaViolation,
  type TransactionRepresentation,
  type Unchecked,
  type WeChatPayRefund,
} from "@dingdan/contract";
import { noticeMchid } from "@dingdan/wechatpay";
import { parseRefund } from "../payments/refund.js";
import { parseTransaction } from "../payments/transaction.js";
import { type NotifiedStatus, notifiedRefund, type RefundSource } from "./notified-refund.js";
import { notifiedTransaction } from "./notified-transaction.js";

/** What a notice says: its resource, and the merchant number whose keys encrypt it (null: any). */
export type NoticeContent =
  | { readonly kind: "content"; readonly resource: object; readonly mchid: string | null }
  /** WeChat Pay notifies only of completed payments. */
  | { readonly kind: "incomplete"; readonly path: string; readonly tradeState: string }
  | { readonly kind: "broken"; readonly violations: readonly SchemaViolation[] };

type ReadTransaction =
  | { readonly kind: "read"; readonly transaction: TransactionRepresentation }
  | Exclude<NoticeContent, { readonly kind: "content" }>;

/** The content of the notice of a payment. */
export function paymentContent(transaction: unknown, nowMs: number): NoticeContent {
  const read = readTransaction(transaction, nowMs);
  if (read.kind !== "read") return read;
  return {
    kind: "content",
    resource: notifiedTransaction(read.transaction),
    mchid: noticeMchid(read.transaction),
  };
}

/** The content of the notice of a refund. */
export function refundContent(
  { transaction, ...source }: RefundRequest,
  status: NotifiedStatus,
  nowMs: number,
): NoticeContent {
  const of = transaction === undefined ? null : readTransaction(transaction, nowMs);
  if (of !== null && of.kind !== "read") return of;
  const paid = of?.transaction ?? null;
  const refund = notifiedRefund({ transaction: paid, ...source }, { status, nowMs });
  const violations = refundViolations(refund, nowMs);
  if (violations.length > 0) return { kind: "broken", violations: within("refund", violations) };
  return { kind: "content", resource: refund, mchid: noticeMchid(refund) };
}

/** The source of a refund whose transaction is not read yet; undefined: there is none. */
type RefundRequest = Omit<RefundSource, "transaction"> & { readonly transaction: unknown };

function readTransaction(transaction: unknown, nowMs: number): ReadTransaction {
  const read = readValue(ADMIN_OPERATIONS.recordPayment.body, transaction);
  if (read.kind === "broken") return inTransaction(read);
  const parsed = parseTransaction(read.value, nowMs);
  if (parsed.kind === "payment") return { kind: "read", transaction: parsed.payment.report };
  if (parsed.kind === "broken") return inTransaction(parsed);
  return { ...parsed, path: `transaction.${parsed.path}` };
}

function refundViolations(refund: Unchecked, nowMs: number): readonly SchemaViolation[] {
  const read = readValue(ADMIN_OPERATIONS.recordRefund.body, refund);
  if (read.kind === "broken") return read.violations;
  const parsed = parseRefund(refund as unknown as WeChatPayRefund, nowMs);
  return parsed.kind === "broken" ? parsed.violations : [];
}

const inTransaction = ({ violations }: { readonly violations: readonly SchemaViolation[] }) => ({
  kind: "broken" as const,
  violations: within("transaction", violations),
});

const within = (member: string, violations: readonly SchemaViolation[]): SchemaViolation[] =>
  violations.map(({ path, reason }) => ({
    path: path === "" ? member : `${member}.${path}`,
    reason,
  }));
