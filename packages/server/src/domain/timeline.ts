/** One event of an order. */
export interface TimelineEvent {
  readonly atMs: number;
  readonly event:
    | "paid"
    | "payment_received"
    | "uploaded"
    | "replaced"
    | "matched"
    | "mismatched"
    | "shipped"
    | "shipping_replaced"
    | "refund_started"
    | "refunded"
    | "refund_closed"
    | "refund_abnormal"
    | "exposed";
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
