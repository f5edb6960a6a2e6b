import { parseInstantMs, text } from "@dingdan/contract";
import type { WebhookEndpoint } from "../domain/webhooks/endpoint.js";
import { eventIdOf, eventPlaceOf } from "../events/event-id.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import type { DeliveryOfEvent } from "../storage/webhook-store.js";
import type { AdminCall } from "./admin-routes.js";
import { representAttempt, representDelivery } from "./represent-webhook.js";
import type { WebhookParts } from "./webhook-parts.js";

const CURSORS = new Cursors<[number]>("listWebhookDeliveries", ["number"]);

/** How long a call moves what waits in the outbox before it queues what is missing. */
const CATCH_UP_MS = 5_000;

export async function listWebhookDeliveries(
  { query }: AdminCall<"listWebhookDeliveries">,
  { id }: WebhookEndpoint,
  { webhooks, events }: WebhookParts,
) {
  const { limit = PAGE_SIZE, cursor, state } = query;
  const [before] = CURSORS.read(cursor) ?? [null];
  const found = await webhooks.deliveries({
    id,
    before,
    limit: limit + 1,
    ...(state === undefined ? {} : { state }),
  });
  const feed = await events.feed();
  return CURSORS.page(
    found,
    limit,
    (one) => representDelivery(one, feed),
    ({ delivery }) => [delivery.position],
  );
}

export async function getWebhookDelivery(
  { parameters: { event_id: eventId } }: AdminCall<"getWebhookDelivery">,
  endpoint: WebhookEndpoint,
  parts: WebhookParts,
) {
  const { webhooks, events } = parts;
  const feed = await events.feed();
  const position = positionOf(eventId, feed);
  const found = position === null ? null : await webhooks.delivery(endpoint.id, position);
  if (found === null) throw unknownDelivery(eventId);
  const body = await bodyOf(found, endpoint, feed, parts);
  return {
    ...representDelivery(found, feed),
    body: body ?? "",
    log: found.log.map(representAttempt),
  };
}

/** The bytes that are sent; they may not be made yet. */
const bodyOf = async (
  { delivery, event }: DeliveryOfEvent,
  endpoint: WebhookEndpoint,
  feed: { readonly epoch: string },
  { forms }: Pick<WebhookParts, "forms">,
) => delivery.body ?? (await forms[endpoint.kind]?.makeBody(event, endpoint, feed)) ?? null;

export async function resendWebhookDelivery(
  { parameters: { event_id: eventId } }: AdminCall<"resendWebhookDelivery">,
  endpoint: WebhookEndpoint,
  { webhooks, events, clock }: WebhookParts,
) {
  requireEnabled(endpoint);
  const feed = await events.feed();
  const position = positionOf(eventId, feed);
  const isQueued = position !== null && (await webhooks.resend(endpoint, position, clock.nowMs()));
  const found = isQueued ? await webhooks.delivery(endpoint.id, position) : null;
  if (found === null) throw unknownDelivery(eventId);
  return representDelivery(found, feed);
}

export async function resendWebhookDeliveries(
  { body }: AdminCall<"resendWebhookDeliveries">,
  endpoint: WebhookEndpoint,
  { webhooks, relay, clock }: WebhookParts,
) {
  requireEnabled(endpoint);
  const isMissing = body.missing ?? false;
  if (isMissing) await relay.catchUp(CATCH_UP_MS);
  const { id, appid, types } = endpoint;
  // The schema has checked it.
  const sinceMs = parseInstantMs(body.since) ?? 0;
  const given = { id, appid, types, sinceMs, isMissing, nowMs: clock.nowMs() };
  return { count: await webhooks.resendSince(given) };
}

function positionOf(eventId: string, feed: { readonly epoch: string }): number | null {
  const place = eventPlaceOf(eventId);
  return place !== null && eventId === eventIdOf(feed, place.position) ? place.position : null;
}

function requireEnabled({ state }: WebhookEndpoint): void {
  if (state === "enabled") return;
  throw new Problem(
    409,
    text(
      `The endpoint is ${state}, so nothing is sent to it. Enable it first: PATCH it with {"state": "enabled"}.`,
      `该端点当前为 ${state}，不会发送。请先启用：以 {"state": "enabled"} 调用 PATCH。`,
    ),
  );
}

const unknownDelivery = (eventId: string) =>
  new Problem(
    404,
    text(
      `No event ${eventId} is for this endpoint: it does not exist, was deleted after the retention, or is of another app or type.`,
      `该端点没有事件 ${eventId}：事件不存在、已超过保留期，或属于其他应用或类型。`,
    ),
  );
