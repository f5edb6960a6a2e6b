import { unreachable } from "../domain/unreachable.js";
import { type EarlyRefund, incomingOf } from "../payments/early-refund.js";
import type { Store } from "../storage/store.js";
import { type RefundContradiction, refundContradiction } from "./refund-contradiction.js";

export type RefundStores = Pick<Store, "refunds" | "earlyRefunds" | "contradictions">;

/** What became of a refund that waited for its payment. */
export type AppliedRefund =
  | { readonly kind: "applied" }
  /** Its payment is not recorded yet. */
  | { readonly kind: "waits" }
  /** It contradicts its payment, which needs attention. It waits no longer. */
  | RefundContradiction;

/** Records the refunds that waited for these transactions. */
export async function applyEarlyRefunds(
  transactionIds: readonly string[],
  stores: RefundStores,
): Promise<void> {
  for (const early of await stores.earlyRefunds.ofTransactions(transactionIds)) {
    await applyEarlyRefund(early, stores);
  }
}

/** Records a refund that waited for its payment, if that is recorded by now. */
export async function applyEarlyRefund(
  early: EarlyRefund,
  stores: RefundStores,
): Promise<AppliedRefund> {
  const incoming = incomingOf(early);
  const decision = incoming === null ? null : await stores.refunds.put(incoming);
  if (incoming === null || decision === null) {
    // It was read without a violation when it came; a later version may be stricter.
    await stores.earlyRefunds.remove(early);
    return { kind: "applied" };
  }
  switch (decision.kind) {
    case "unknown_payment":
      return { kind: "waits" };
    case "recorded":
    case "repeated":
    case "erased":
      await stores.earlyRefunds.remove(early);
      return { kind: "applied" };
    case "conflict":
    case "outdated":
    case "excessive": {
      const contradiction = refundContradiction(decision, incoming);
      if (contradiction !== null) {
        await stores.contradictions.note(incoming.ofTransactionId, contradiction.facts);
      }
      await stores.earlyRefunds.remove(early);
      return contradiction ?? { kind: "applied" };
    }
    default:
      return unreachable(decision);
  }
}
