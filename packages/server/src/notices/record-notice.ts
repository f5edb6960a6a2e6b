import type { SchemaViolation } from "@dingdan/contract";
import { type Notification, noticeMchid } from "@dingdan/wechatpay";
import type { Clock } from "../clock.js";
import { unreachable } from "../domain/unreachable.js";
import { parseRefund } from "../payments/refund.js";
import { parseTransaction } from "../payments/transaction.js";
import type { Statistics } from "../statistics/statistics.js";
import { type PaymentStores, recordPaymentReport } from "../wechatpay/record-payment.js";
import { recordRefundReport } from "../wechatpay/record-refund.js";
import { accepted, type NoticeAnswer, refused, shown } from "./answer.js";
import { readRefund, readTransaction } from "./reported-object.js";

export interface RecordingParts {
  readonly stores: PaymentStores;
  readonly statistics: Statistics;
  readonly clock: Clock;
}

/**
 * Records what a verified notice reports. Its answer is that of the receiver, unless the notice is
 * forwarded: see receive-notice.ts.
 */
export async function recordNotice(
  { eventType, resource }: Notification,
  mchid: string,
  parts: RecordingParts,
): Promise<NoticeAnswer> {
  const isPayment = eventType === "TRANSACTION.SUCCESS";
  // A test of the receiver that a service provider can ask WeChat Pay for. It reports nothing.
  if (eventType.startsWith("SECURITY_ECHO.")) return accepted("echo");
  if (!isPayment && !REFUNDS.has(eventType)) return unknownEvent(eventType);
  const found = noticeMchid(resource);
  if (found !== null && found !== mchid) return wrongMerchant(found, mchid);
  return isPayment
    ? recordTransaction(resource, parts)
    : recordRefund(resource, eventType, mchid, parts);
}

const REFUNDS: ReadonlySet<string> = new Set([
  "REFUND.SUCCESS",
  "REFUND.ABNORMAL",
  "REFUND.CLOSED",
]);

async function recordTransaction(
  resource: unknown,
  { stores, statistics, clock }: RecordingParts,
): Promise<NoticeAnswer> {
  const read = readTransaction(resource);
  if (read.kind === "broken") return unreadable(read.violations);
  const parsed = parseTransaction(read.value, clock.nowMs());
  switch (parsed.kind) {
    case "broken":
      return unreadable(parsed.violations);
    case "incomplete":
      return accepted("incomplete", { path: parsed.path, trade_state: shown(parsed.tradeState) });
    case "payment":
      break;
    default:
      return unreachable(parsed);
  }
  const { outcome } = await recordPaymentReport(parsed.payment, stores, statistics);
  return outcome.kind === "conflict"
    ? accepted("contradiction", loggedContradiction(outcome.contradiction))
    : accepted(outcome.kind);
}

async function recordRefund(
  resource: unknown,
  eventType: string,
  mchid: string,
  { stores, clock }: RecordingParts,
): Promise<NoticeAnswer> {
  const read = readRefund(resource, eventType);
  if (read.kind === "broken") return unreadable(read.violations);
  const parsed = parseRefund(read.value, clock.nowMs());
  if (parsed.kind === "broken") return unreadable(parsed.violations);
  const outcome = await recordRefundReport(parsed.refund, mchid, stores);
  switch (outcome.kind) {
    case "recorded":
    case "repeated":
    case "erased":
      return accepted(outcome.kind);
    case "early":
      return accepted("early_refund", { refund_id: parsed.refund.refundId });
    case "contradiction":
      return accepted("contradiction", loggedContradiction(outcome.facts));
    default:
      return unreachable(outcome);
  }
}

/** What an operator compares. The log holds no openids: the payment itself shows them. */
function loggedContradiction({
  number,
  path,
  recorded,
  reported,
}: Readonly<Record<"number" | "path" | "recorded" | "reported", string>>) {
  return path.includes("openid") ? { number, path } : { number, path, recorded, reported };
}

const wrongMerchant = (found: string, mchid: string): NoticeAnswer =>
  refused(
    "wrong_merchant",
    400,
    `The notice is for the merchant number ${shown(found)}, not for ${mchid}. Correct the notify_url of its orders.`,
    { notice_mchid: shown(found) },
  );

/** Refused, so that the notice is not lost in silence: WeChat Pay repeats it for a day. */
const unknownEvent = (eventType: string): NoticeAnswer =>
  refused(
    "unknown_event",
    400,
    `The event type ${shown(eventType)} is not received here. Give this kind of notice another notify_url, or set a forward_url that takes it.`,
    { event_type: shown(eventType) },
  );

function unreadable(violations: readonly SchemaViolation[]): NoticeAnswer {
  const [first] = violations;
  const fault = first === undefined ? "" : `${first.path || "it"} ${first.reason.en}`;
  return refused(
    "unreadable",
    400,
    `The object of the notice cannot be recorded: ${fault}. Report it as POST /admin/v1/payments or /admin/v1/refunds takes it.`,
    { path: first?.path },
  );
}
