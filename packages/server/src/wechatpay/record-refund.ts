import type { IncomingRefund } from "../domain/refund.js";
import { unreachable } from "../domain/unreachable.js";
import { earlyRefundOf } from "../payments/early-refund.js";
import { applyEarlyRefund, type RefundStores } from "./early-refunds.js";
import { type RefundContradiction, refundContradiction } from "./refund-contradiction.js";

export type RefundReportOutcome =
  | { readonly kind: "recorded" }
  /** Nothing that was not known. */
  | { readonly kind: "repeated" }
  /** Its payment is not recorded: the refund waits for it. */
  | { readonly kind: "early" }
  /** Its payment was erased: nothing is stored. */
  | { readonly kind: "erased" }
  | RefundContradiction;

/**
 * Records a refund that WeChat Pay reported to a merchant number. One whose payment is not recorded waits
 * for it; one that contradicts its payment marks it, since WeChat Pay does not report it again.
 */
export async function recordRefundReport(
  refund: IncomingRefund,
  mchid: string,
  stores: RefundStores,
): Promise<RefundReportOutcome> {
  const decision = await stores.refunds.put(refund);
  switch (decision.kind) {
    case "recorded":
    case "repeated":
    case "erased":
      return { kind: decision.kind };
    case "unknown_payment":
      return keepEarly(refund, mchid, stores);
    case "conflict":
    case "outdated":
    case "excessive": {
      const contradiction = refundContradiction(decision, refund);
      if (contradiction === null) return { kind: "repeated" };
      await stores.contradictions.note(refund.ofTransactionId, contradiction.facts);
      return contradiction;
    }
    default:
      return unreachable(decision);
  }
}

async function keepEarly(
  refund: IncomingRefund,
  mchid: string,
  stores: RefundStores,
): Promise<RefundReportOutcome> {
  const early = earlyRefundOf(refund, mchid);
  const decision = await stores.earlyRefunds.put(early);
  if (decision.kind === "conflict") {
    const { path, recorded, reported } = decision;
    const number = `refund_id ${refund.refundId}`;
    const facts = { number, path, recorded, reported, atMs: refund.receivedAtMs };
    return { kind: "contradiction", facts };
  }
  if (decision.kind !== "kept") return { kind: decision.kind };
  // The payment may have been recorded since the refund was refused: then it did not find the refund.
  const applied = await applyEarlyRefund(early, stores);
  switch (applied.kind) {
    case "waits":
      return { kind: "early" };
    case "applied":
      return { kind: "recorded" };
    case "contradiction":
      return applied;
    default:
      return unreachable(applied);
  }
}
