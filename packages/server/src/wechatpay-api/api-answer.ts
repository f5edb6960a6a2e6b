import type { KeyObject } from "node:crypto";
import { type Text, text } from "@dingdan/contract";
import { type HeaderValues, type SignatureFault, signatureFault } from "@dingdan/wechatpay";

/** What WeChat Pay answered to a query. */
export type ApiAnswer =
  /** A signed object: JSON of any shape. */
  | { readonly kind: "object"; readonly object: unknown }
  /** Signed: there is no such payment or refund, or the payment is not paid. */
  | { readonly kind: "absent" }
  /**
   * An error of the request or of the merchant's rights. Nothing is recorded of it, so it may be unsigned.
   * Without a code it is not an error of WeChat Pay.
   */
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly code: string;
      readonly message: string;
    }
  /** Too many queries of this merchant. */
  | { readonly kind: "limited" }
  /** A reply that counts only when it is signed, and is not. */
  | { readonly kind: "unverified"; readonly fault: SignatureFault }
  /** Signed, but no JSON. */
  | { readonly kind: "unreadable" }
  /** No usable answer of any host: `no answer within 5 s`. */
  | { readonly kind: "unavailable"; readonly cause: Text }
  /** The platform is stopping: there is no answer, and nothing failed. */
  | { readonly kind: "stopping" };

/** What replies are counted by. A probe is a reply that WeChat Pay signs wrongly on purpose. */
export type ApiOutcome = Exclude<ApiAnswer["kind"], "stopping"> | "probe";

/** A reply as it was received. */
export interface ApiReply {
  readonly status: number;
  readonly headers: HeaderValues;
  readonly body: Uint8Array;
}

/** WeChat Pay's documents write the first of these in three ways. */
const ABSENT = new Set([
  "ORDER_NOT_EXIST",
  "ORDERNOTEXIST",
  "ORDER_NOT_EXISTS",
  "RESOURCE_NOT_EXISTS",
  "RESOURCE_NOT_EXIST",
]);

/** The buyer is entering the password (HTTP 202), or the order was closed (HTTP 400). */
const UNPAID = new Set(["USERPAYING", "ORDER_CLOSED"]);

const LIMITED = new Set([
  "FREQUENCY_LIMITED",
  "FREQUENCY_LIMIT_EXCEED",
  "RATE_LIMITED",
  "RATELIMIT_EXCEEDED",
  "RULE_LIMIT",
  "RULELIMIT",
]);

/** WeChat Pay answers 500 to a number that is none: the other host and later queries answer the same. */
const INVALID_NUMBER = "INVALID_TRANSACTIONID";

/**
 * Judges a reply. What counts as a fact must be signed: an object, and that there is none.
 * @param keyOf the platform's key with a serial, or null
 * @param nowMs the time of day
 * @see wechatpay, §1 and §3
 * @see https://pay.weixin.qq.com/wiki/doc/apiv3/apis/chapter3_1_2.shtml
 */
export function readAnswer(
  reply: ApiReply,
  keyOf: (serial: string) => KeyObject | null,
  nowMs: number,
): ApiAnswer {
  const { status } = reply;
  const isSuccess = status >= 200 && status < 300;
  const parsed = parseJson(reply.body);
  const { code, message } = errorOf(parsed);
  if (status === 429 || (!isSuccess && LIMITED.has(code))) return { kind: "limited" };
  if (status >= 500 && code !== INVALID_NUMBER) {
    const cause = [`HTTP ${status}`, code].filter((part) => part !== "").join(" ");
    return { kind: "unavailable", cause: text(cause, cause) };
  }
  const isAbsent = (status === 404 && ABSENT.has(code)) || UNPAID.has(code);
  if (!isSuccess && !isAbsent) return { kind: "refused", status, code, message };
  const fault = signatureFault(reply, keyOf, nowMs);
  if (fault !== null) return { kind: "unverified", fault };
  if (isAbsent) return { kind: "absent" };
  return parsed === undefined ? { kind: "unreadable" } : { kind: "object", object: parsed };
}

/** How much of an error's message is kept. */
const MESSAGE_CHARACTERS_MAX = 200;

function errorOf(parsed: unknown): { readonly code: string; readonly message: string } {
  const { code, message } = (parsed ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };
  // Nothing vouches for an unsigned text, and a terminal would obey its control characters.
  const shown = (value: unknown) =>
    typeof value === "string"
      ? value
          .slice(0, MESSAGE_CHARACTERS_MAX)
          .toWellFormed()
          .replace(/\p{Cc}/gu, "\u{FFFD}")
      : "";
  return { code: shown(code), message: shown(message) };
}

/** Undefined for a body that is not JSON. */
function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}
