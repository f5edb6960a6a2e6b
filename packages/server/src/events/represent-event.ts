import type { EventRepresentation } from "@dingdan/contract";
import type { FeedEvent } from "../domain/events/recorded-event.js";
import type { Feed } from "../storage/event-store.js";
import { eventIdOf } from "./event-id.js";

/** An event as the feed lists it. Webhooks send the same, so its members and their order never change. */
export const representEvent = (
  { position, type, atMs, appid, orderId, sequence, data }: FeedEvent,
  feed: Pick<Feed, "epoch">,
): EventRepresentation => ({
  id: eventIdOf(feed, position),
  type,
  timestamp: new Date(atMs).toISOString(),
  appid,
  ...(orderId === null ? {} : { order_id: orderId }),
  ...(sequence === null ? {} : { sequence }),
  data,
});
