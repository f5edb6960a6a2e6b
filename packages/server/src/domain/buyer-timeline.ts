import type { BuyerEvent } from "@dingdan/contract";
import type { TimelineEvent } from "./timeline.js";

/**
 * The events that a buyer sees. Events that concern only the merchant's upload are omitted: that it
 * arrived, was corrected, or was mismatched at first.
 */
const SHOWN: Readonly<Partial<Record<TimelineEvent["event"], BuyerEvent>>> = {
  matched: "ordered",
  shipped: "shipped",
  shipping_replaced: "shipping_replaced",
  refund_started: "refund_started",
  refunded: "refunded",
};

/** The events of an order that its buyer sees, oldest first, from the payment on. */
export function buyerTimeline(
  events: readonly TimelineEvent[],
  paidAtMs: number,
): { readonly atMs: number; readonly event: BuyerEvent }[] {
  const shown = events.flatMap(({ atMs, event }) => {
    const name = SHOWN[event];
    return name === undefined ? [] : [{ atMs, event: name }];
  });
  return [{ atMs: paidAtMs, event: "paid" as const }, ...shown].toSorted((a, b) => a.atMs - b.atMs);
}
