import type { WeChatPayRefund } from "@dingdan/contract";
import { canFollow, type IncomingRefund } from "../domain/refund.js";
import { parseRefund } from "./refund.js";

/** A refund that came before its payment: WeChat Pay's notices arrive in any order. */
export interface EarlyRefund {
  readonly refundId: string;
  /** The merchant number whose notice it was. */
  readonly mchid: string;
  /** The payment that it waits for; for a combined payment, the sub-payment. */
  readonly transactionId: string;
  /** The WeChat Pay object as received, in JSON. It was read without a violation. */
  readonly refund: string;
  readonly receivedAtMs: number;
}

/** How long a refund waits for its payment. */
export const EARLY_REFUNDS_KEPT_MS = 90 * 24 * 3_600_000;

export type EarlyRefundDecision =
  /** New, or in a later state than the one that waits: write it. */
  | { readonly kind: "kept" }
  /** Nothing that was not known. */
  | { readonly kind: "repeated" }
  /** Its payment was erased: nothing is stored. */
  | { readonly kind: "erased" }
  /** This member differs from the refund that waits. */
  | {
      readonly kind: "conflict";
      readonly path: string;
      readonly recorded: string;
      readonly reported: string;
    };

export const earlyRefundOf = (refund: IncomingRefund, mchid: string): EarlyRefund => ({
  refundId: refund.refundId,
  mchid,
  transactionId: refund.ofTransactionId,
  refund: refund.refund,
  receivedAtMs: refund.receivedAtMs,
});

/** The refund as it is recorded once its payment is known; null for an object that no longer reads. */
export function incomingOf({ refund, receivedAtMs }: EarlyRefund): IncomingRefund | null {
  const parsed = parseRefund(JSON.parse(refund) as WeChatPayRefund, receivedAtMs);
  return parsed.kind === "refund" ? parsed.refund : null;
}

/**
 * Decides on a refund whose payment is not recorded, beside the one with the same number that waits. The
 * state changes only to one that can follow it, as of a refund that is recorded.
 */
export function decideEarlyRefund(
  stored: EarlyRefund | null,
  incoming: EarlyRefund,
): EarlyRefundDecision {
  const known = stored && incomingOf(stored);
  const reported = incomingOf(incoming);
  if (known === null || reported === null) return { kind: "kept" };
  for (const [path, member] of FACTS) {
    const [before, after] = [known[member], reported[member]];
    if (before !== null && after !== null && before !== after) {
      return { kind: "conflict", path, recorded: String(before), reported: String(after) };
    }
  }
  if (canFollow(known.state, reported.state)) return { kind: "kept" };
  if (known.state === reported.state || canFollow(reported.state, known.state)) {
    return { kind: "repeated" };
  }
  const states = { recorded: known.state, reported: reported.state };
  return { kind: "conflict", path: "refund_status", ...states };
}

/** The facts of a refund that never change, by their members in WeChat Pay's object. */
const FACTS = [
  ["transaction_id", "ofTransactionId"],
  ["out_trade_no", "outTradeNo"],
  ["out_refund_no", "outRefundNo"],
  ["amount.total", "totalMinor"],
  ["amount.refund", "amountMinor"],
  ["amount.currency", "currency"],
  ["amount.payer_refund", "payerRefundMinor"],
] as const satisfies readonly (readonly [string, keyof IncomingRefund])[];
