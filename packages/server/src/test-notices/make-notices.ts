import { createPrivateKey } from "node:crypto";
import type { NoticeKind } from "@dingdan/contract";
import {
  type EventType,
  MAX_AGE_MS,
  makeNotification,
  PROBE_PREFIX,
  type SentNotification,
  type SigningKey,
  signBody,
} from "@dingdan/wechatpay";
import { unreachable } from "../domain/unreachable.js";
import type { TestKeyPair, TestKeys } from "./test-keys.js";

/** The status of the refund that a kind of notice is about; null for a payment. */
export const REFUND_STATUSES = {
  payment: null,
  duplicate: null,
  second_key: null,
  refund: "SUCCESS",
  refund_abnormal: "ABNORMAL",
  refund_closed: "CLOSED",
  probe: null,
  stale: null,
  unknown_serial: null,
  forged: null,
} as const satisfies Readonly<Record<NoticeKind, "SUCCESS" | "ABNORMAL" | "CLOSED" | null>>;

/**
 * Makes the notices of a kind, in the order in which they are sent: one, or two of a duplicate.
 * @param resource the transaction or the refund
 * @param nowMs the time of day: a receiver compares it with its own clock
 */
export function makeNotices(
  kind: NoticeKind,
  resource: object,
  { apiV3Key, pairs: [first, second] }: TestKeys,
  nowMs: number,
): readonly SentNotification[] {
  const [key, nextKey] = [signingKeyOf(first), signingKeyOf(second)];
  const content = { eventType: eventTypeOf(kind), resource };
  const notice = (by = key, atMs = nowMs) =>
    makeNotification({ ...content, nowMs: atMs }, apiV3Key, by);
  switch (kind) {
    case "payment":
    case "refund":
    case "refund_abnormal":
    case "refund_closed":
      return [notice()];
    case "duplicate": {
      const { headers, body } = notice();
      return [
        { headers, body },
        { headers: signBody(body, key, nowMs), body },
      ];
    }
    case "second_key":
      return [notice(nextKey)];
    case "probe":
      return [withHeader(notice(), "Wechatpay-Signature", probeOf)];
    case "stale":
      return [notice(key, nowMs - STALE_MS)];
    case "unknown_serial":
      return [withHeader(notice(), "Wechatpay-Serial", unknownIdOf)];
    case "forged":
      // One notice under the signature of another, so that nothing but the signature is wrong.
      return [{ headers: notice().headers, body: notice().body }];
    default:
      return unreachable(kind);
  }
}

const signingKeyOf = ({ id, privateKey }: TestKeyPair): SigningKey => ({
  serial: id,
  privateKey: createPrivateKey(privateKey),
});

function eventTypeOf(kind: NoticeKind): EventType {
  const status = REFUND_STATUSES[kind];
  return status === null ? "TRANSACTION.SUCCESS" : `REFUND.${status}`;
}

/** Clearly outside the time that a receiver accepts. */
const STALE_MS = 2 * MAX_AGE_MS;

const withHeader = (
  { headers, body }: SentNotification,
  name: string,
  change: (value: string) => string,
): SentNotification => ({ headers: { ...headers, [name]: change(headers[name] ?? "") }, body });

/** @see wechatpay, §3 */
const probeOf = (signature: string) => PROBE_PREFIX + signature.slice(PROBE_PREFIX.length);

/** An id of the same form that no key has. */
const unknownIdOf = (id: string) => `${id.slice(0, -1)}${(Number(id.at(-1)) + 1) % 10}`;
