import { type KeyObject, randomBytes, randomUUID } from "node:crypto";
import type { EventType } from "./read-notification.js";
import { sealResource } from "./resource.js";
import { sign } from "./signature.js";
import { SIGNATURE_TYPE } from "./signature-headers.js";

/** A key that signs as WeChat Pay, for tests. */
export interface SigningKey {
  readonly serial: string;
  readonly privateKey: KeyObject;
}

/** What a notification says. */
export interface NotificationContent {
  readonly eventType: EventType;
  /** The transaction, the combined transaction or the refund. */
  readonly resource: object;
  /** A random id when omitted. */
  readonly id?: string;
  /** When it is sent, in terms of the receiver's clock. */
  readonly nowMs: number;
}

/** A notification as it is posted. */
export interface SentNotification {
  readonly headers: Readonly<Record<string, string>>;
  /** Compact JSON. */
  readonly body: string;
}

/** The summary of a notification, in WeChat Pay's words. @see wechatpay, §2 */
export const SUMMARIES: Readonly<Record<EventType, string>> = {
  "TRANSACTION.SUCCESS": "支付成功",
  "REFUND.SUCCESS": "退款成功",
  "REFUND.ABNORMAL": "退款异常",
  "REFUND.CLOSED": "退款关闭",
};

/**
 * Makes a notification as WeChat Pay sends it. `associated_data` is always present: WeChat Pay sends it,
 * and receivers rely on it.
 * @see wechatpay, §2
 */
export function makeNotification(
  { eventType, resource, id = randomUUID(), nowMs }: NotificationContent,
  apiV3Key: string,
  key: SigningKey,
): SentNotification {
  const originalType = eventType === "TRANSACTION.SUCCESS" ? "transaction" : "refund";
  const body = JSON.stringify({
    id,
    create_time: chinaTime(nowMs),
    resource_type: "encrypt-resource",
    event_type: eventType,
    summary: SUMMARIES[eventType],
    resource: {
      original_type: originalType,
      ...sealResource(JSON.stringify(resource), apiV3Key, { associatedData: originalType }),
    },
  });
  return { headers: signBody(body, key, nowMs), body };
}

/**
 * The header fields with which WeChat Pay sends a body: a notification again, or another text.
 * @param nowMs the time of the signature
 * @see wechatpay, §3
 */
export function signBody(
  body: string,
  { serial, privateKey }: SigningKey,
  nowMs: number,
): SentNotification["headers"] {
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = randomBytes(16).toString("hex");
  return {
    "Content-Type": "application/json",
    "Wechatpay-Timestamp": timestamp,
    "Wechatpay-Nonce": nonce,
    "Wechatpay-Serial": serial,
    "Wechatpay-Signature": sign([timestamp, nonce, body], privateKey),
    "Wechatpay-Signature-Type": SIGNATURE_TYPE,
  };
}

/** `2018-06-08T10:34:56+08:00` */
const chinaTime = (atMs: number): string =>
  `${new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
