import type { BuyerEvent, OrderEvent } from "@dingdan/contract";
import { type Completion, shownEvents, type TimelineEvent } from "./timeline.js";

/**
 * The events that a buyer sees. Events that concern only the merchant's upload are omitted: that it
 * arrived, was corrected, or was mismatched at first.
 */
const SHOWN: Readonly<Partial<Record<OrderEvent, BuyerEvent>>> = {
  matched: "ordered",
  partly_shipped: "partly_shipped",
  shipped: "shipped",
  shipping_replaced: "shipping_replaced",
  refund_started: "refund_started",
  partly_refunded: "partly_refunded",
  refunded: "refunded",
};

/** The events of an order that its buyer sees, oldest first, from the payment on. */
export function buyerTimeline(
  events: readonly TimelineEvent[],
  paidAtMs: number,
  completion: Completion,
): { readonly atMs: number; readonly event: BuyerEvent }[] {
  const shown = shownEvents(events, completion).flatMap(({ atMs, event }) => {
    const name = SHOWN[event];
    return name === undefined ? [] : [{ atMs, event: name }];
  });
  return [{ atMs: paidAtMs, event: "paid" as const }, ...shown].toSorted((a, b) => a.atMs - b.atMs);
}
