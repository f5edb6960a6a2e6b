import type { Members } from "../domain/payment-facts.js";
import { factsOf } from "../domain/recorded-payment.js";
import type { StoredRefund } from "../domain/refund.js";
import type { Payment } from "../domain/stored-order.js";
import type { RefundPosition } from "../storage/store.js";
import { isAskable, refundPath } from "../wechatpay-api/api-paths.js";
import { askEach } from "./asking.js";
import { REFUND_AGE_MAX_MS } from "./due.js";
import { failureOf } from "./failures.js";
import { failed } from "./record-payment.js";
import { recordRefund } from "./record-refund.js";
import { addOutcome, type Outcome } from "./report.js";
import { askFor, mayAsk, mayAskAny, type Run, type RunParts } from "./run-parts.js";

/**
 * Asks for the states of a page of refunds that are in progress or abnormal, the oldest first. A merchant
 * handles an abnormal refund by hand, and it then succeeds or is closed.
 * @returns where the next page begins; null at the end
 */
export async function askRefunds(
  parts: RunParts,
  run: Run,
  { after, limit }: { readonly after: RefundPosition | null; readonly limit: number },
): Promise<RefundPosition | null> {
  const sinceMs = parts.clock.nowMs() - REFUND_AGE_MAX_MS;
  const { refunds } = parts.store;
  const start = after ?? { receivedAtMs: sinceMs, refundId: "" };
  const { found, next } = await refunds.unfinished({ after: start, limit });
  await askEach(found, parts.api.closing, async ({ refund, payment }) => {
    const outcome = await askRefund(parts, run, refund, payment);
    if (outcome !== null) addOutcome(run.report, outcome);
  });
  return next;
}

/** @returns null when it is not asked for: not due, or of no merchant that can query */
async function askRefund(
  parts: RunParts,
  run: Run,
  refund: StoredRefund,
  payment: Payment,
): Promise<Outcome | null> {
  const number = refund.outRefundNo;
  const mchids = partOf(refund, payment);
  const candidates = [mchids["mchid"], mchids["sp_mchid"], mchids["sub_mchid"]];
  const accounts = await run.accounts.of(candidates.filter((mchid) => mchid !== undefined));
  const caller = [...accounts].find(([mchid]) => mayAskAny(run, mchid));
  if (caller === undefined || !isAskable(number)) return null;
  const [mchid, account] = caller;
  if (!run.isDue(refund.receivedAtMs, mchid, account)) return null;
  const sub = mchids["sub_mchid"] ?? mchid;
  const asker = { mchid, subMchid: sub === mchid ? null : sub };
  if (!mayAsk(run, asker)) return null;
  const answer = await askFor(parts, account, refundPath(number, asker.subMchid));
  if (answer.kind === "stopping") return null;
  if (answer.kind === "object") {
    run.stops.succeeded(asker);
    const found = { object: answer.object, question: { ...asker, number } };
    return recordRefund(found, refund, parts.store, parts.clock.nowMs());
  }
  const refused = answer.kind === "absent" ? NO_SUCH_REFUND : answer;
  const failure = failureOf({ ...asker, number }, refused);
  run.stops.failed(failure);
  return failed(failure);
}

/** WeChat Pay reported the refund before, so it is not missing permanently. */
const NO_SUCH_REFUND = {
  kind: "refused",
  status: 404,
  code: "RESOURCE_NOT_EXISTS",
  message: "",
} as const;

/** The merchant numbers of the transaction that is refunded; of a combined payment, of its combiner too. */
function partOf({ ofTransactionId }: StoredRefund, payment: Payment): Members {
  const { parts, combination } = factsOf(payment);
  const part = parts.find(({ transactionId }) => transactionId === ofTransactionId) ?? parts[0];
  const combiner = combination === null ? {} : { sp_mchid: combination.mchid };
  return { ...combiner, ...part?.mchids };
}
