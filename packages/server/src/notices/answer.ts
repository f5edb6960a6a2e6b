import { MAX_AGE_MS, type NotificationFault, SIGNATURE_TYPE } from "@dingdan/wechatpay";
import { unreachable } from "../domain/unreachable.js";
import type { NoticeOutcome } from "../statistics/notice-counts.js";

/** How a request to the receiver of notices is answered. */
export interface NoticeAnswer {
  readonly outcome: NoticeOutcome;
  readonly status: number;
  /** What is wrong, and the next step; null when the notice is accepted. */
  readonly message: string | null;
  /** For the log: no keys, no personal data. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** WeChat Pay does not send an accepted notice again. */
export const accepted = (
  outcome: NoticeOutcome,
  facts: NoticeAnswer["facts"] = {},
): NoticeAnswer => ({ outcome, status: 204, message: null, facts });

export const refused = (
  outcome: NoticeOutcome,
  status: number,
  message: string,
  facts: NoticeAnswer["facts"] = {},
): NoticeAnswer => ({ outcome, status, message, facts });

/** A part of a message that the sender chose. */
export const shown = (text: string): string =>
  text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)}…`;

const SHOWN_MAX = 64;

export const unknownMerchant = (mchid: string): NoticeAnswer =>
  refused(
    "unknown_merchant",
    404,
    `The merchant number ${shown(mchid)} has no keys of WeChat Pay here. Set them with dingdan wechatpay set, or correct the notify_url.`,
  );

/** The answer to a request that is no notice of WeChat Pay to this merchant. @see wechatpay, §3 */
export function answerOfFault(fault: NotificationFault, mchid: string): NoticeAnswer {
  switch (fault.kind) {
    case "missing_header":
      return refused(
        fault.kind,
        401,
        `The header field ${fault.name} is missing: WeChat Pay signs each notice with it. A proxy in front must pass on all Wechatpay-* fields.`,
        { header: fault.name },
      );
    case "unsupported_type":
      return refused(
        fault.kind,
        401,
        `The signature type ${JSON.stringify(shown(fault.type))} is not supported, only ${SIGNATURE_TYPE}. Use RSA in the merchant platform, not SM2; a proxy in front must pass on Wechatpay-Signature-Type once and unchanged.`,
      );
    case "probe":
      // The same answer as to any other wrong signature: WeChat Pay tests whether it is verified.
      return refused(fault.kind, 401, WRONG_SIGNATURE);
    case "stale":
      return stale(fault.ageMs);
    case "unknown_serial":
      return refused(
        fault.kind,
        401,
        `The merchant ${mchid} has no valid key of WeChat Pay with the serial ${shown(fault.serial)}: it is not set, or its certificate has expired. Add the public key or the certificate with dingdan wechatpay set.`,
        { serial: shown(fault.serial) },
      );
    case "wrong_signature":
      return refused(fault.kind, 401, WRONG_SIGNATURE);
    case "not_a_notification":
      return fault.isXml ? refused("xml", 400, XML) : notANotification(fault.path);
    case "undecryptable":
      return refused(
        fault.kind,
        400,
        `No APIv3 key of the merchant ${mchid} decrypts the notice. Set the key of the merchant platform with dingdan wechatpay set.`,
      );
    default:
      return unreachable(fault);
  }
}

const WRONG_SIGNATURE =
  "The signature is wrong. A proxy in front must pass on the body and the Wechatpay-* fields unchanged, and the key must be the one that WeChat Pay shows for its serial.";

const XML =
  "The body is XML, as older interfaces of WeChat Pay send it. Only notices of APIv3 are received: query this refund or payment, or start it through APIv3.";

function stale(ageMs: number): NoticeAnswer {
  if (!Number.isFinite(ageMs)) return refused("stale", 401, NO_TIME);
  const seconds = Math.round(Math.abs(ageMs) / 1000);
  const distance = `${seconds} s ${ageMs > 0 ? "before" : "after"}`;
  return refused(
    "stale",
    401,
    `The time of the signature is ${distance} this server's clock: ${MAX_AGE_MS / 1000} s at most are accepted. Synchronise the server's clock.`,
    { age_s: Math.round(ageMs / 1000) },
  );
}

const NO_TIME =
  "The header field Wechatpay-Timestamp is not a time in Unix seconds, which WeChat Pay sends. A proxy in front must pass on the field once and unchanged.";

const notANotification = (path: string): NoticeAnswer =>
  refused(
    "not_a_notification",
    400,
    path === ""
      ? "The body is not the JSON of a notice."
      : `The body is not a notice of WeChat Pay: ${path} is missing, or is not as WeChat Pay sends it.`,
  );
