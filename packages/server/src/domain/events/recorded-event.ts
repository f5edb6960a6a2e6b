import type { ErasedEventData, EventData, EventType } from "@dingdan/contract";

/** An event as the commit that it reports records it, before it has a place in the feed. */
export interface RecordedEvent<Type extends EventType = EventType> {
  readonly type: Type;
  readonly appid: string;
  /** Null for an event of an app. */
  readonly orderId: string | null;
  readonly atMs: number;
  readonly data: EventData<Type>;
}

/** An event in the feed. */
export interface FeedEvent extends Omit<RecordedEvent, "data"> {
  readonly data: EventData | ErasedEventData;
  /** Its place in the feed: positions have no gaps, and grow in the order of the commits of an order. */
  readonly position: number;
  /** Counts the events of its order; null for an event of an app. */
  readonly sequence: number | null;
}

/** Makes an event of one type, so that its data is checked against the type. */
export const eventOf = <Type extends EventType>(event: RecordedEvent<Type>): RecordedEvent => event;
