import { OPERATIONS, type OperationKey } from "@dingdan/contract";
import type { PaymentOutcome } from "../domain/payment.js";
import { totalOf } from "../domain/payment-facts.js";
import { factsOf } from "../domain/recorded-payment.js";
import type { IncomingRefund, RefundDecision } from "../domain/refund.js";
import type { SentUploadOutcome } from "../domain/sent-upload.js";
import { callName, matchName, moneyName } from "../domain/statistics.js";
import type { Statistics } from "./statistics.js";

/** The parts of an answered call that are counted. */
interface CountedCall {
  /** Null when the app is not known. */
  readonly appid: string | null;
  /** Null for a path that is no operation. */
  readonly operation: OperationKey | null;
  readonly errcode: number;
  readonly url: string;
  readonly atMs: number;
}

/** The path of a dry-run: this prefix and the name of an operation. */
export const DRY_RUN_PREFIX = "/dingdan/v1/validate/";

/** Counts an answered call. Dry-runs are not counted. */
export function countCall(statistics: Statistics, call: CountedCall): void {
  if (call.url.startsWith(DRY_RUN_PREFIX)) return;
  const { operation, errcode } = call;
  const name =
    errcode === 0 && operation !== null ? SUCCESSES[operation] : callName(operation, errcode);
  statistics.count(call.appid, name, call.atMs);
}

/** The names of successful calls, which are most calls: one text for each operation, not one for each call. */
const SUCCESSES = Object.fromEntries(
  Object.keys(OPERATIONS).map((key) => [key, callName(key, 0)]),
) as Record<OperationKey, string>;

/** The app of the upload or payment, and when the platform received it. */
interface CountedWrite {
  readonly appid: string;
  readonly receivedAtMs: number;
}

/** Counts the decision on an upload. Rejected and invalid uploads are counted only as calls. */
export function countUpload(
  statistics: Statistics,
  { appid, receivedAtMs }: CountedWrite,
  outcome: SentUploadOutcome,
): void {
  if (outcome.kind === "repeated") statistics.count(appid, "repeated", receivedAtMs);
  if (outcome.kind !== "stored") return;
  statistics.count(appid, outcome.isReplacement ? "replaced" : "uploads", receivedAtMs);
  const name = matchName(outcome);
  if (name !== null) statistics.count(appid, name, receivedAtMs);
}

/**
 * Counts the decision on a report of a payment, and its amount. Further reports of a payment are not
 * counted again; one that names more parts of a combined payment adds their amounts.
 */
export function countPayment(
  statistics: Statistics,
  receivedAtMs: number,
  outcome: PaymentOutcome,
): void {
  if (outcome.kind !== "recorded") return;
  const { appid, isFirst, state, delayMs, added, replacedCount } = outcome;
  if (isFirst) statistics.count(appid, "payments", receivedAtMs);
  if (replacedCount > 1) statistics.count(appid, "united", receivedAtMs, replacedCount - 1);
  if (added.amountMinor > 0) {
    const paid = moneyName("paid", added.currency);
    statistics.count(appid, paid, receivedAtMs, added.amountMinor);
  }
  const isNew = isFirst || delayMs !== null;
  const name = isNew ? matchName({ state, delayMs }) : null;
  if (name !== null) statistics.count(appid, name, receivedAtMs);
}

/** Counts the amount of a refund when it succeeds. A succeeded refund is recorded once. */
export function countRefund(
  statistics: Statistics,
  { state, amountMinor, receivedAtMs }: IncomingRefund,
  decision: RefundDecision,
): void {
  if (decision.kind !== "recorded" || state !== "succeeded") return;
  const { payment } = decision;
  const name = moneyName("refunded", totalOf(factsOf(payment)).currency);
  statistics.count(payment.appid, name, receivedAtMs, amountMinor);
}
