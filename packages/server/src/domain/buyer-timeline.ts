import type { BuyerEvent } from "@dingdan/contract";
import type { TimelineEvent } from "./timeline.js";

/**
 * The events that a buyer is told. What concerns the merchant's upload alone is left out: that it
 * came, was corrected, or did not fit at first.
 */
const TOLD: Readonly<Partial<Record<TimelineEvent["event"], BuyerEvent>>> = {
  matched: "ordered",
  shipped: "shipped",
  shipping_replaced: "shipping_replaced",
  refund_started: "refund_started",
  refunded: "refunded",
};

/** What happened to an order, as its buyer is told, oldest first; it begins with the payment. */
export function buyerTimeline(
  events: readonly TimelineEvent[],
  paidAtMs: number,
): { readonly atMs: number; readonly event: BuyerEvent }[] {
  const told = events.flatMap(({ atMs, event }) => {
    const name = TOLD[event];
    return name === undefined ? [] : [{ atMs, event: name }];
  });
  return [{ atMs: paidAtMs, event: "paid" as const }, ...told].toSorted((a, b) => a.atMs - b.atMs);
}
