/** One thing that happened to an order. */
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
  /** More of it, for a person: `upload_time 2022-05-20T13:29:35+08:00`. */
  readonly detail?: string;
}

// An upload may be replaced as often as its merchant likes; its row must not grow without end.
const EVENTS_MAX = 50;

/** Adds an event. Of a long history the beginning and the latest part are kept. */
export function withEvent(
  events: readonly TimelineEvent[],
  event: TimelineEvent,
): readonly TimelineEvent[] {
  const all = [...events, event];
  return all.length <= EVENTS_MAX ? all : [...all.slice(0, 1), ...all.slice(2)];
}
