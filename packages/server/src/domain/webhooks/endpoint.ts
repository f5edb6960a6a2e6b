import type {
  EventType,
  WebhookDeliveryState,
  WebhookFault,
  WebhookKind,
  WebhookState,
  WebhookStopReason,
} from "@dingdan/contract";
import type { RecordedEvent } from "../events/recorded-event.js";

/** Who receives events. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  readonly kind: WebhookKind;
  /** The app whose events are sent; null for those of all apps. */
  readonly appid: string | null;
  /** Null for all types. */
  readonly types: readonly EventType[] | null;
  /** `deleted`: its deliveries are being deleted, and it is shown to no one. */
  readonly state: WebhookState | "deleted";
  /** Why it is not enabled; null when it is. */
  readonly why: WebhookStopReason | null;
  readonly stateSinceMs: number;
  readonly createdAtMs: number;
  readonly keys: StoredWebhookKeys;
  /** What only its kind needs. */
  readonly details: Readonly<Record<string, unknown>>;
  /** The first failure since the last success; null after a success. */
  readonly failingSinceMs: number | null;
  readonly lastAttempt: LastAttempt | null;
}

/** The keys of an endpoint, sealed. */
export interface StoredWebhookKeys {
  readonly sealed: string;
  /** `whpk_…` */
  readonly publicKey: string;
  /** Null before the first rotation. */
  readonly rotatedAtMs: number | null;
  /** The keys before the rotation, which also sign until a time; null without any. */
  readonly previous: { readonly sealed: string; readonly untilMs: number } | null;
}

export interface LastAttempt {
  readonly atMs: number;
  /** The id of the event. */
  readonly eventId: string;
  /** Null without an answer. */
  readonly status: number | null;
  /** Null when the event was acknowledged. */
  readonly fault: StoredWebhookFault | null;
}

/** Earlier versions stored a fault in English words. */
export type StoredWebhookFault = WebhookFault | string;

/** A fault as it is stored today. */
export const presentFault = (stored: StoredWebhookFault): WebhookFault =>
  typeof stored === "string" ? { code: "recorded", params: { words: stored } } : stored;

/** The delivery of one event to one endpoint. */
export interface WebhookDelivery {
  readonly position: number;
  readonly state: WebhookDeliveryState;
  readonly dueAtMs: number;
  /** Attempts since it was queued or sent again. */
  readonly tries: number;
  /** Attempts of all time. */
  readonly attempts: number;
  readonly endedAtMs: number | null;
  /** How the last attempt was answered. */
  readonly status: number | null;
  readonly fault: WebhookFault | null;
  /** The fault in words, of an attempt that an earlier version made. */
  readonly faultWords: string | null;
  /** The bytes as they are sent, where they do not follow from the event alone; null before the first attempt. */
  readonly body: string | null;
}

/** What was sent and answered in one attempt. */
export interface WebhookAttempt {
  readonly number: number;
  readonly atMs: number;
  readonly details: AttemptDetails;
}

export interface AttemptDetails {
  readonly status: number | null;
  readonly fault: StoredWebhookFault | null;
  readonly durationMs: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Null without an answer. */
  readonly answerHeaders: Readonly<Record<string, string>> | null;
  readonly answerBody: string | null;
}

/** Whether an endpoint wants an event. */
export const isWanted = (
  { appid, types }: Pick<WebhookEndpoint, "appid" | "types">,
  event: Pick<RecordedEvent, "appid" | "type">,
): boolean =>
  (appid === null || appid === event.appid) && (types === null || types.includes(event.type));
