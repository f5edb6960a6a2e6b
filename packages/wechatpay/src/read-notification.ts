import type { KeyObject } from "node:crypto";
import { openResource, type ResourceParts } from "./resource.js";
import { type HeaderValues, type SignatureFault, signatureFault } from "./signature-headers.js";

/** @see wechatpay, §2 */
export type EventType =
  | "TRANSACTION.SUCCESS"
  | "REFUND.SUCCESS"
  | "REFUND.ABNORMAL"
  | "REFUND.CLOSED";

/** The keys of one merchant. */
export interface NotificationKeys {
  /** The platform's key with a serial number in upper-case hexadecimal, or with an id; null: unknown. */
  readonly platformKeyOf: (serial: string) => KeyObject | null;
  /** The merchant's APIv3 keys: during a change, the new and the previous one. */
  readonly apiV3Keys: readonly string[];
}

/** A notification whose signature is WeChat Pay's, decrypted. */
export interface Notification {
  readonly id: string;
  /** One of {@link EventType}, or one that this version does not know. */
  readonly eventType: string;
  readonly originalType: string;
  /** The decrypted object: JSON of any shape. */
  readonly resource: unknown;
}

export type NotificationFault =
  | SignatureFault
  /** The body is not a notification: XML, as older interfaces send, or JSON without a member. */
  | { readonly kind: "not_a_notification"; readonly isXml: boolean; readonly path: string }
  /** None of the merchant's APIv3 keys encrypted it. */
  | { readonly kind: "undecryptable" };

export type NotificationOutcome =
  | { readonly kind: "read"; readonly notification: Notification }
  | { readonly kind: "refused"; readonly fault: NotificationFault };

/**
 * Verifies a notification over its raw bytes, and then decrypts it. Nothing of the body is parsed before
 * its signature is right.
 * @param nowMs the time of day; null accepts every time
 * @see wechatpay, §3 and §4
 */
export function readNotification(
  received: { readonly headers: HeaderValues; readonly body: Uint8Array },
  keys: NotificationKeys,
  nowMs: number | null,
): NotificationOutcome {
  const fault = signatureFault(received, keys.platformKeyOf, nowMs);
  if (fault !== null) return refused(unsignedXml(received, fault));
  const text = Buffer.from(received.body).toString("utf8");
  const envelope = parseJson(text) as Record<string, unknown> | null;
  if (envelope === null || typeof envelope !== "object") return refused(notOne(text, ""));
  const { id, event_type: eventType, resource } = envelope;
  if (typeof id !== "string") return refused(notOne(text, "id"));
  if (typeof eventType !== "string") return refused(notOne(text, "event_type"));
  if (resource === null || typeof resource !== "object") return refused(notOne(text, "resource"));
  const parts = resource as ResourceParts & { readonly original_type?: unknown };
  const opened = keys.apiV3Keys
    .map((key) => openResource(parts, key))
    .find((plaintext) => plaintext !== null);
  if (opened === undefined) return refused({ kind: "undecryptable" });
  const object = parseJson(opened);
  if (object === null) return refused(notOne(text, "resource.ciphertext"));
  const originalType = String(parts.original_type ?? "");
  return { kind: "read", notification: { id, eventType, originalType, resource: object } };
}

/** Older interfaces notify in XML, without header fields: that is a failed parse, not a forgery. */
function unsignedXml({ body }: { readonly body: Uint8Array }, fault: SignatureFault) {
  const beginning = Buffer.from(body.subarray(0, 64)).toString("latin1").trimStart();
  return fault.kind === "missing_header" && beginning.startsWith("<")
    ? notOne(beginning, "")
    : fault;
}

const notOne = (text: string, path: string): NotificationFault => ({
  kind: "not_a_notification",
  isXml: text.trimStart().startsWith("<"),
  path,
});

const refused = (fault: NotificationFault): NotificationOutcome => ({ kind: "refused", fault });

/** Null for a text that is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
