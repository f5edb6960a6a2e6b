import type { KeyObject } from "node:crypto";
import { misshapenPart, openResource, type ResourceParts } from "./resource.js";
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
  /** `transaction` or `refund`; empty when the notification does not name it. */
  readonly originalType: string;
  /** The decrypted object: JSON of any shape, its numbers as JSON.parse reads them. */
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

/** A request as it came. */
interface Received {
  readonly headers: HeaderValues;
  /** The bytes that were signed, before any decoding. */
  readonly body: Uint8Array;
}

/**
 * Verifies a notification over its raw bytes, and then decrypts it. Nothing of the body is parsed before
 * its signature is right.
 * @param nowMs the time of day; null accepts every time
 * @see wechatpay, §3 and §4
 */
export function readNotification(
  received: Received,
  keys: NotificationKeys,
  nowMs: number | null,
): NotificationOutcome {
  const fault = signatureFault(received, keys.platformKeyOf, nowMs);
  if (fault !== null) return refused(isUnsignedXml(received, fault) ? notOne("", true) : fault);
  const text = UTF8.decode(received.body);
  const isXml = beginsAsXml(text);
  const envelope = parseJson(text) as Record<string, unknown> | null;
  if (envelope === null || typeof envelope !== "object") return refused(notOne("", isXml));
  const { id, event_type: eventType, resource } = envelope;
  if (typeof id !== "string") return refused(notOne("id"));
  if (typeof eventType !== "string") return refused(notOne("event_type"));
  if (resource === null || typeof resource !== "object") return refused(notOne("resource"));
  const parts = resource as ResourceParts & { readonly original_type?: unknown };
  const misshapen = misshapenPart(parts);
  if (misshapen !== null) return refused(notOne(`resource.${misshapen}`));
  const opened = openWithAny(parts, keys.apiV3Keys);
  if (opened === null) return refused({ kind: "undecryptable" });
  const object = parseJson(opened);
  if (object === null) return refused(notOne("resource.ciphertext"));
  const originalType = typeof parts.original_type === "string" ? parts.original_type : "";
  return { kind: "read", notification: { id, eventType, originalType, resource: object } };
}

/** Removes a BOM. Bytes that are not UTF-8 become U+FFFD. */
const UTF8 = new TextDecoder();

/** Older interfaces notify in XML, without header fields: that is a failed parse, not a forgery. */
const isUnsignedXml = ({ body }: Received, fault: SignatureFault): boolean =>
  fault.kind === "missing_header" && beginsAsXml(UTF8.decode(body.subarray(0, 64)));

const beginsAsXml = (text: string): boolean => text.trimStart().startsWith("<");

const notOne = (path: string, isXml = false): NotificationFault => ({
  kind: "not_a_notification",
  isXml,
  path,
});

const refused = (fault: NotificationFault): NotificationOutcome => ({ kind: "refused", fault });

/** The text that the first fitting key decrypts; null for none. */
function openWithAny(parts: ResourceParts, apiV3Keys: readonly string[]): string | null {
  for (const key of apiV3Keys) {
    const opened = openResource(parts, key);
    if (opened !== null) return opened;
  }
  return null;
}

/** Null for a text that is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
