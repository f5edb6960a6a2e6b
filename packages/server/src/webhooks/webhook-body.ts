import type { EventType, WebhookKind } from "@dingdan/contract";
import type { FeedEvent } from "../domain/events/recorded-event.js";
import type { WebhookEndpoint } from "../domain/webhooks/endpoint.js";
import { representEvent } from "../events/represent-event.js";
import type { SignedMessage, SigningKeys } from "./signing-keys.js";
import { signatureHeaders } from "./signing-keys.js";

/** What a kind of endpoint is sent. */
export interface WebhookForm {
  /** The events after which something is sent; null for all. */
  readonly types: readonly EventType[] | null;
  /**
   * The bytes of an event. They are made before the first attempt, and every attempt sends the same.
   * Null: nothing is to be sent for this event.
   */
  readonly makeBody: (
    event: FeedEvent,
    endpoint: WebhookEndpoint,
    feed: { readonly epoch: string },
  ) => Promise<string | null>;
  /** True when the bytes follow from the event alone, so that they are not stored. */
  readonly isBodyOfEvent: boolean;
  /** The header fields of an attempt, with its signatures. */
  readonly headers: (request: WebhookRequest) => Promise<Readonly<Record<string, string>>>;
}

/** One attempt, before it is signed. */
export interface WebhookRequest extends SignedMessage {
  readonly endpoint: WebhookEndpoint;
  /** When the event happened. */
  readonly eventAtMs: number;
  /** The keys of the endpoint that sign now, the newest first. */
  readonly keys: readonly SigningKeys[];
}

/** The forms of the kinds that can be used. */
export type WebhookForms = Readonly<Partial<Record<WebhookKind, WebhookForm>>>;

/** Standard Webhooks: the event as the feed lists it, signed by each key. */
export const STANDARD_FORM: WebhookForm = {
  types: null,
  makeBody: (event, _endpoint, feed) =>
    Promise.resolve(JSON.stringify(representEvent(event, feed))),
  isBodyOfEvent: true,
  headers: (request) => Promise.resolve(standardHeaders(request, request.keys)),
};

/** The header fields of an attempt by Standard Webhooks. */
export const standardHeaders = (
  message: SignedMessage,
  keys: readonly SigningKeys[],
): Readonly<Record<string, string>> => ({
  "content-type": "application/json",
  "user-agent": "Dingdan-Webhooks",
  ...signatureHeaders(message, keys),
});
