import type { ErasedEventData, EventData, EventType } from "@dingdan/contract";
import { firstUploadEvent } from "../../domain/events/order-events.js";
import type { FeedEvent, RecordedEvent } from "../../domain/events/recorded-event.js";
import { fieldsOf, json } from "./fields.js";
import { fromJson, type JsonText, toJson } from "./json.js";

/**
 * The events of one commit. A first upload is written as its app, order key and time only: nearly every
 * event is one, and its data follows from these.
 */
export type OutboxEntries = readonly (RecordedEvent | FirstUpload)[];
type FirstUpload = readonly [appid: string, orderKey: string, atMs: number];

/** A row of the outbox; its number is given by the database. */
export interface OutboxRow {
  events: JsonText<OutboxEntries>;
  created_at_ms: number;
}

export const recordedEvents = (row: Pick<OutboxRow, "events">): RecordedEvent[] =>
  fromJson(row.events).map((entry) =>
    isFirstUpload(entry)
      ? firstUploadEvent({ appid: entry[0], orderKey: entry[1] }, entry[2])
      : entry,
  );

const isFirstUpload = (entry: RecordedEvent | FirstUpload): entry is FirstUpload =>
  Array.isArray(entry);

/** An event, without what follows from its place. */
export const EVENT = fieldsOf<FeedEvent & { readonly addedAtMs: number }>()({
  position: "position",
  appid: "appid",
  type: "type",
  orderId: "order_id",
  sequence: "sequence",
  atMs: "at_ms",
  addedAtMs: "added_at_ms",
  data: json("data"),
});

export type EventRow = Omit<ReturnType<typeof EVENT.row>, "type" | "data"> & {
  type: EventType;
  data: JsonText<EventData | ErasedEventData>;
};

/** What stays of the data of an event whose buyer was erased: the feed has no gap, and no order is in it. */
export const ERASED_DATA = toJson<ErasedEventData>({ erased: true });
