import type { OrderEvent } from "@dingdan/contract";

/** One event of an order. */
export interface TimelineEvent {
  readonly atMs: number;
  readonly event: OrderEvent;
  /** Details for a reader: `upload_time 2022-05-20T13:29:35+08:00`. */
  readonly detail?: string;
}

// A merchant may replace an upload any number of times, and its row must not grow without limit.
const EVENTS_MAX = 50;

/** Adds an event. Above the limit, the second-oldest event is dropped: the first one is always kept. */
export function withEvent(
  events: readonly TimelineEvent[],
  event: TimelineEvent,
): readonly TimelineEvent[] {
  const all = [...events, event];
  return all.length <= EVENTS_MAX ? all : [...all.slice(0, 1), ...all.slice(2)];
}

/** When an order was completely shipped and refunded; null while it is not. */
export interface Completion {
  readonly shippedAtMs: number | null;
  readonly refundedAtMs: number | null;
}

/**
 * Events as people read them, oldest first. A parcel and a refund are recorded before anyone knows whether
 * more will follow: each is a part of the order until the one that completes it, so that the timeline and
 * the order's status never contradict each other.
 */
export function shownEvents(
  events: readonly TimelineEvent[],
  { shippedAtMs, refundedAtMs }: Completion,
): TimelineEvent[] {
  const sorted = events.toSorted((a, b) => a.atMs - b.atMs);
  const firstComplete = (event: OrderEvent, atMs: number | null) =>
    sorted.findLastIndex((other) => other.event === event && other.atMs <= (atMs ?? -Infinity));
  const shipped = firstComplete("shipped", shippedAtMs);
  const refunded = firstComplete("refunded", refundedAtMs);
  return sorted.map((event, index) => {
    if (event.event === "shipped" && (shipped === -1 || index < shipped)) {
      return { ...event, event: "partly_shipped" };
    }
    if (event.event === "refunded" && (refunded === -1 || index < refunded)) {
      return { ...event, event: "partly_refunded" };
    }
    return event;
  });
}
