import type { RefundState } from "@dingdan/contract";
import { namesOfPart, type PaymentFacts, totalOf } from "../payment-facts.js";
import type { StoredRefund } from "../refund.js";
import { bounded, type Line } from "./line-items.js";
import type { UcpAdjustment } from "./ucp-types.js";

const STATUSES = {
  processing: "pending",
  abnormal: "pending",
  succeeded: "completed",
  closed: "failed",
} as const satisfies Record<RefundState, UcpAdjustment["status"]>;

/** The refunds of a payment, in the order in which they were reported. */
export const inReportedOrder = (refunds: readonly StoredRefund[]): StoredRefund[] =>
  refunds.toSorted((a, b) => a.receivedAtMs - b.receivedAtMs || (a.refundId < b.refundId ? -1 : 1));

/**
 * The lines that are refunded and were not shipped, each with the refund that completed it. A refund has an
 * amount and names no items, so a line counts as refunded when all of its payment is, or all of its part.
 */
export function removedLines(
  lines: readonly Line[],
  shipped: ReadonlySet<Line>,
  refunds: readonly StoredRefund[],
  facts: PaymentFacts,
): Map<Line, StoredRefund> {
  const whole = completion(refunds, totalOf(facts).amountMinor);
  const ofKey = new Map<string, StoredRefund | null>();
  for (const { subOrderKey } of new Set(lines.map(({ content }) => content))) {
    const part = facts.parts.find((candidate) => namesOfPart(candidate).includes(subOrderKey));
    const ofPart = refunds.filter(({ ofTransactionId: id }) => id === part?.transactionId);
    const first = part === undefined ? null : completion(ofPart, part.total.amountMinor);
    ofKey.set(subOrderKey, first ?? whole);
  }
  const removed = new Map<Line, StoredRefund>();
  for (const line of lines) {
    const refund = ofKey.get(line.content.subOrderKey) ?? null;
    if (refund !== null && !shipped.has(line)) removed.set(line, refund);
  }
  return removed;
}

/** The refund with which the refunds reach a total; null when they do not. */
function completion(refunds: readonly StoredRefund[], totalMinor: number): StoredRefund | null {
  const succeeded = refunds.filter(({ state }) => state === "succeeded");
  let sum = 0;
  for (const refund of succeeded.toSorted((a, b) => a.atMs - b.atMs)) {
    sum += refund.amountMinor;
    if (sum > 0 && sum >= totalMinor) return refund;
  }
  return null;
}

/** A refund as an adjustment: money that goes back to the buyer is negative. */
export function adjustment(
  refund: StoredRefund,
  removed: ReadonlyMap<Line, StoredRefund>,
): UcpAdjustment {
  const { refundId, state, atMs, startedAtMs, amountMinor } = refund;
  const lines = [...removed].filter(([, other]) => other === refund).map(([line]) => line);
  const occurredAtMs = state === "processing" ? (startedAtMs ?? atMs) : atMs;
  return {
    id: refundId,
    type: "refund",
    occurred_at: new Date(occurredAtMs).toISOString(),
    status: STATUSES[state],
    ...(lines.length === 0
      ? {}
      : { line_items: lines.map(({ id, item }) => ({ id, quantity: -bounded(item.quantity) })) }),
    totals: [{ type: "total", amount: amountMinor === 0 ? 0 : -amountMinor }],
  };
}
