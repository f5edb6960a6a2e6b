import { createSign, createVerify, type KeyObject } from "node:crypto";

/** The beginning of a signature with which WeChat Pay tests that a receiver verifies. */
export const PROBE_PREFIX = "WECHATPAY/SIGNTEST/";

/** A part of a signed text: the body as its bytes. */
type Part = string | Uint8Array;

/**
 * Signs parts as WeChat Pay does: RSA-SHA256 (PKCS#1 v1.5) over each part and a line feed.
 * @param privateKey an RSA key
 * @returns base64
 * @see wechatpay, §3
 */
export function sign(parts: readonly Part[], privateKey: KeyObject): string {
  const signing = createSign("RSA-SHA256");
  for (const part of parts) signing.update(part).update("\n");
  return signing.sign(privateKey, "base64");
}

/**
 * Whether a signature, in base64, is that of the parts. A text that is not base64 is no signature.
 * @param publicKey an RSA key, as `parsePlatformKey` returns
 */
export function isSigned(parts: readonly Part[], signature: string, publicKey: KeyObject): boolean {
  const bytes = Buffer.from(signature, "base64");
  // Buffer ignores what is not base64 and what follows the padding. A repeated header field, which
  // node:http joins with a comma, would pass.
  if (bytes.toString("base64") !== signature) return false;
  const verifying = createVerify("RSA-SHA256");
  for (const part of parts) verifying.update(part).update("\n");
  return verifying.verify(publicKey, bytes);
}
