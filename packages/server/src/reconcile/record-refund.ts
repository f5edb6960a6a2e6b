import { ADMIN_OPERATIONS } from "@dingdan/contract";
import type { StoredRefund } from "../domain/refund.js";
import { unreachable } from "../domain/unreachable.js";
import { parseRefund } from "../payments/refund.js";
import type { RefundStores } from "../wechatpay/early-refunds.js";
import { readReport } from "../wechatpay/read-report.js";
import { recordRefundReport } from "../wechatpay/record-refund.js";
import { otherObject, type Question, unreadableObject } from "./failures.js";
import { differingMember, failed } from "./record-payment.js";
import type { Outcome } from "./report.js";

/** Records the state of a refund that WeChat Pay reported in its reply to a query. */
export async function recordRefund(
  { object, question }: { readonly object: unknown; readonly question: Question },
  known: StoredRefund,
  stores: RefundStores,
  nowMs: number,
): Promise<Outcome> {
  const read = readReport(ADMIN_OPERATIONS.recordRefund.body, object);
  if (read.kind === "broken") return failed(unreadableObject(question, read.violations));
  const refund = read.value;
  const expected = { refund_id: known.refundId, out_refund_no: known.outRefundNo };
  const other = differingMember(refund, expected);
  if (other !== null) return failed(otherObject(question, other));
  const parsed = parseRefund(refund, nowMs);
  if (parsed.kind === "broken") return failed(unreadableObject(question, parsed.violations));
  const outcome = await recordRefundReport(parsed.refund, question.mchid, stores);
  switch (outcome.kind) {
    case "recorded":
    case "repeated":
      return { kind: outcome.kind };
    // Its payment was replaced in the meantime, and the refund waits for it; or it was erased.
    case "early":
    case "erased":
      return { kind: "repeated" };
    case "contradiction":
      return { kind: "contradiction", path: outcome.facts.path };
    default:
      return unreachable(outcome);
  }
}
