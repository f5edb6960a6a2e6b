import type { KeyObject } from "node:crypto";
import { isSigned, PROBE_PREFIX } from "./signature.js";

/** How far the time of a signature may be from the receiver's clock, before or after. @see wechatpay, §3 */
export const MAX_AGE_MS = 5 * 60_000;

/** The only signature type of these keys. A missing header means it, too. */
export const SIGNATURE_TYPE = "WECHATPAY2-SHA256-RSA2048";

/**
 * The header fields of a request or an answer, by name in lower case, as `headers` of node:http has them:
 * a field that came several times is one text with commas. A list is read as several fields, too.
 */
export type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The header fields that sign a notification, or an answer of WeChat Pay's interfaces. */
export interface SignatureHeaders {
  /** Unix seconds. */
  readonly timestamp: string;
  readonly nonce: string;
  /** The serial number of a platform certificate, in upper-case hexadecimal, or the id of a public key. */
  readonly serial: string;
  /** Base64. */
  readonly signature: string;
}

/** Why a signature is not accepted. */
export type SignatureFault =
  /** `name` is absent, empty or a list. */
  | { readonly kind: "missing_header"; readonly name: string }
  | { readonly kind: "unsupported_type"; readonly type: string }
  /** WeChat Pay tests whether the receiver verifies: no attack, and no fault. */
  | { readonly kind: "probe" }
  /** `ageMs` is negative for a time in the future, and infinite for a text that is not Unix seconds. */
  | { readonly kind: "stale"; readonly ageMs: number }
  | { readonly kind: "unknown_serial"; readonly serial: string }
  | { readonly kind: "wrong_signature" };

/** Whether the signature of the header fields is one of WeChat Pay's probes. @see wechatpay, §3 */
export const isProbe = (headers: HeaderValues): boolean =>
  String(headers["wechatpay-signature"] ?? "").startsWith(PROBE_PREFIX);

/**
 * Judges the signature of a notification or an answer, over the bytes of the body as they came.
 * @param keyOf the platform's key with a serial, or null
 * @param nowMs the time of day; null accepts every time, as a frozen test clock needs
 * @returns null when the signature is WeChat Pay's
 * @see wechatpay, §3
 */
export function signatureFault(
  { headers, body }: { readonly headers: HeaderValues; readonly body: Uint8Array },
  keyOf: (serial: string) => KeyObject | null,
  nowMs: number | null,
): SignatureFault | null {
  const judged = judgeHeaders(headers, keyOf, nowMs);
  if ("kind" in judged) return judged;
  const { timestamp, nonce, signature, key } = judged;
  return isSigned([timestamp, nonce, body], signature, key) ? null : { kind: "wrong_signature" };
}

/**
 * Judges the header fields alone, before a body is read.
 * @returns null when only the signature itself is left to verify
 */
export function headerFault(
  headers: HeaderValues,
  keyOf: (serial: string) => KeyObject | null,
  nowMs: number | null,
): SignatureFault | null {
  const judged = judgeHeaders(headers, keyOf, nowMs);
  return "kind" in judged ? judged : null;
}

function judgeHeaders(
  headers: HeaderValues,
  keyOf: (serial: string) => KeyObject | null,
  nowMs: number | null,
): (SignatureHeaders & { readonly key: KeyObject }) | SignatureFault {
  const read = readHeaders(headers);
  if ("kind" in read) return read;
  const type = headers["wechatpay-signature-type"];
  if (type !== undefined && type !== SIGNATURE_TYPE) {
    return { kind: "unsupported_type", type: String(type) };
  }
  if (isProbe(headers)) return { kind: "probe" };
  const ageMs = nowMs === null ? 0 : nowMs - timeOf(read.timestamp);
  if (!(Math.abs(ageMs) <= MAX_AGE_MS)) return { kind: "stale", ageMs };
  const key = keyOf(normalSerial(read.serial));
  return key === null ? { kind: "unknown_serial", serial: read.serial } : { ...read, key };
}

/**
 * A serial as keys are stored: hexadecimal in upper case, without leading zeros, since programs print
 * one number in several ways; any other text, such as `PUB_KEY_ID_…`, as it is.
 */
export const normalSerial = (serial: string): string =>
  /^[\da-f]+$/i.test(serial) ? serial.toUpperCase().replace(/^0+(?=.)/, "") : serial;

/** A timestamp that is not decimal seconds counts as infinitely old. */
const timeOf = (timestamp: string): number =>
  /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : Number.NEGATIVE_INFINITY;

const NAMES = ["timestamp", "nonce", "serial", "signature"] as const;

function readHeaders(headers: HeaderValues): SignatureHeaders | SignatureFault {
  const read: Partial<Record<(typeof NAMES)[number], string>> = {};
  for (const name of NAMES) {
    const value = headers[`wechatpay-${name}`];
    if (typeof value !== "string" || value === "") {
      return {
        kind: "missing_header",
        name: `Wechatpay-${name[0]?.toUpperCase()}${name.slice(1)}`,
      };
    }
    read[name] = value;
  }
  return read as SignatureHeaders;
}
