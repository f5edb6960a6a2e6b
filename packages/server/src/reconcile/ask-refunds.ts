import type { Members } from "../domain/payment-facts.js";
import { factsOf } from "../domain/recorded-payment.js";
import type { StoredRefund } from "../domain/refund.js";
import type { Payment } from "../domain/stored-order.js";
import { isAskable, refundPath } from "../wechatpay-api/api-paths.js";
import { askEach } from "./asking.js";
import { REFUND_AGE_MAX_MS } from "./due.js";
import { failureOf } from "./failures.js";
import { failed } from "./record-payment.js";
import { recordRefund } from "./record-refund.js";
import { addOutcome, type Outcome } from "./report.js";
import { askFor, mayAsk, type Run, type RunParts } from "./run-parts.js";

/** The last refund of a page. */
export interface RefundPosition {
  readonly receivedAtMs: number;
  readonly refundId: string;
}

/**
 * Asks for the states of a page of refunds that are in progress, the oldest first.
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
  const page = await refunds.processing({ after: start, limit });
  await askEach(page, parts.api.closing, async ({ refund, payment }) => {
    const outcome = await askRefund(parts, run, refund, payment);
    if (outcome !== null) addOutcome(run.report, outcome);
  });
  const last = page.at(-1)?.refund;
  return page.length < limit || last === undefined ? null : last;
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
  const caller = [...accounts].find(([mchid]) => mayAsk(run, mchid));
  if (caller === undefined || !isAskable(number)) return null;
  const [mchid, account] = caller;
  if (!run.isDue(refund.receivedAtMs, mchid, account)) return null;
  const sub = mchids["sub_mchid"];
  const path = refundPath(number, sub === undefined || sub === mchid ? null : sub);
  const answer = await askFor(parts, account, path);
  if (answer.kind === "object") {
    run.stops.succeeded(mchid);
    const found = { object: answer.object, mchid };
    return recordRefund(found, refund, parts.store, parts.clock.nowMs());
  }
  const failure = failureOf({ mchid, number }, answer.kind === "absent" ? NO_SUCH_REFUND : answer);
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
