import {
  type WebhookAttemptRepresentation,
  type WebhookDeliveryRepresentation,
  type WebhookEndpointRepresentation,
  webhookFaultText,
} from "@dingdan/contract";
import {
  presentFault,
  type StoredWebhookFault,
  type WebhookAttempt,
  type WebhookEndpoint,
} from "../domain/webhooks/endpoint.js";
import { eventIdOf } from "../events/event-id.js";
import type { Feed } from "../storage/event-store.js";
import type { DeliveryOfEvent, EndpointCounts } from "../storage/webhook-store.js";

const instant = (timeMs: number) => new Date(timeMs).toISOString();

export function representEndpoint(
  endpoint: WebhookEndpoint,
  counts: EndpointCounts,
  nowMs: number,
): WebhookEndpointRepresentation {
  const { appid, types, why, failingSinceMs, keys, state } = endpoint;
  const { previous, rotatedAtMs } = keys;
  return {
    id: endpoint.id,
    url: endpoint.url,
    kind: endpoint.kind,
    ...(appid === null ? {} : { appid }),
    events: types === null ? ["*"] : [...types],
    // A deleted endpoint is shown once more, by the call that deletes it.
    state: state === "deleted" ? "disabled" : state,
    ...(why === null ? {} : { why }),
    state_since: instant(endpoint.stateSinceMs),
    ...(failingSinceMs === null ? {} : { failing_since: instant(failingSinceMs) }),
    ...counts,
    ...lastAttemptOf(endpoint),
    public_key: keys.publicKey,
    ...(rotatedAtMs === null ? {} : { rotated_at: instant(rotatedAtMs) }),
    ...(previous !== null && previous.untilMs > nowMs
      ? { previous_valid_until: instant(previous.untilMs) }
      : {}),
    created_at: instant(endpoint.createdAtMs),
  };
}

function lastAttemptOf({ lastAttempt }: WebhookEndpoint) {
  if (lastAttempt === null) return {};
  const { atMs, eventId } = lastAttempt;
  return {
    last_attempt: { at: instant(atMs), event_id: eventId, ...answerOf(lastAttempt) },
  };
}

export function representDelivery(
  { delivery, event }: DeliveryOfEvent,
  feed: Pick<Feed, "epoch">,
): WebhookDeliveryRepresentation {
  const { state, endedAtMs } = delivery;
  return {
    event_id: eventIdOf(feed, delivery.position),
    type: event.type,
    timestamp: instant(event.atMs),
    appid: event.appid,
    ...(event.orderId === null ? {} : { order_id: event.orderId }),
    state,
    attempts: delivery.tries,
    ...(state === "waiting" ? { next_attempt_at: instant(delivery.dueAtMs) } : {}),
    ...(endedAtMs === null ? {} : { ended_at: instant(endedAtMs) }),
    ...answerOf({ status: delivery.status, fault: delivery.fault ?? delivery.faultWords }),
  };
}

export function representAttempt({
  number,
  atMs,
  details,
}: WebhookAttempt): WebhookAttemptRepresentation {
  const { answerHeaders, answerBody } = details;
  return {
    number,
    at: instant(atMs),
    acknowledged: details.fault === null,
    ...answerOf(details),
    duration_ms: details.durationMs,
    request_headers: details.requestHeaders,
    ...(answerHeaders === null ? {} : { answer_headers: answerHeaders }),
    ...(answerBody === null ? {} : { answer_body: answerBody }),
  };
}

const answerOf = ({
  status,
  fault,
}: {
  readonly status: number | null;
  readonly fault: StoredWebhookFault | null;
}) => ({ ...(status === null ? {} : { status }), ...representFault(fault) });

/** A fault in English words, and as a code. */
export function representFault(stored: StoredWebhookFault | null) {
  if (stored === null) return {};
  const fault = presentFault(stored);
  return {
    fault: webhookFaultText(fault).en,
    fault_code: fault.code,
    fault_params: fault.params,
  };
}
