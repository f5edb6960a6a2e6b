import { ADMIN_OPERATIONS } from "@dingdan/contract";
import { unreachable } from "../domain/unreachable.js";
import { parseTransaction } from "../payments/transaction.js";
import type { Statistics } from "../statistics/statistics.js";
import { readReport } from "../wechatpay/read-report.js";
import { type PaymentStores, recordPaymentReport } from "../wechatpay/record-payment.js";
import { otherObject, type Question, unreadableObject } from "./failures.js";
import type { Failure, Outcome } from "./report.js";
import type { Expected } from "./ways.js";

interface Found {
  /** WeChat Pay's signed reply: JSON of any shape. */
  readonly object: unknown;
  /** What it must say of itself. */
  readonly expected: Expected;
  readonly question: Question;
}

/** Records a payment that WeChat Pay reported in its reply to a query, as a report of the same payment. */
export async function recordPayment(
  { object, expected, question }: Found,
  stores: PaymentStores,
  { statistics, nowMs }: { readonly statistics: Statistics; readonly nowMs: number },
): Promise<Outcome> {
  const read = readReport(ADMIN_OPERATIONS.recordPayment.body, object);
  if (read.kind === "broken") return failed(unreadableObject(question, read.violations));
  const transaction = read.value;
  const other = differingMember(transaction, expected);
  if (other !== null) return failed(otherObject(question, other));
  const parsed = parseTransaction(transaction, nowMs);
  if (parsed.kind === "incomplete") return { kind: "not_paid" };
  if (parsed.kind === "broken") return failed(unreadableObject(question, parsed.violations));
  const { outcome } = await recordPaymentReport(parsed.payment, stores, statistics);
  switch (outcome.kind) {
    case "recorded":
    case "repeated":
      return { kind: outcome.kind };
    // It was erased in the meantime.
    case "erased":
      return { kind: "repeated" };
    case "conflict":
      return { kind: "contradiction", path: outcome.contradiction.path };
    default:
      return unreachable(outcome);
  }
}

/** The first member that does not have the value that was asked for; null when all have. */
export const differingMember = (
  object: Readonly<Record<string, unknown>>,
  expected: Expected,
): string | null =>
  Object.keys(expected).find((member) => object[member] !== expected[member]) ?? null;

export const failed = (failure: Failure): Outcome => ({ kind: "failed", failure });
