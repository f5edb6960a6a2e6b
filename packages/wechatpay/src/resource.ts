import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const ALGORITHM = "AEAD_AES_256_GCM";
const TAG_BYTES = 16;
const NONCE_CHARACTERS = 12;

/** The encrypted object of a notification, or of a downloaded certificate. @see wechatpay, §2 */
export interface EncryptedResource {
  readonly algorithm: typeof ALGORITHM;
  /** Base64 of the ciphertext followed by its tag. */
  readonly ciphertext: string;
  /** WeChat Pay may omit it, which means the same as an empty text. */
  readonly associated_data: string;
  readonly nonce: string;
}

/** The same object as it was received. */
export type ResourceParts = Readonly<Record<keyof EncryptedResource, unknown>>;

/** Whether a text is an APIv3 key: 32 characters of ASCII, used as bytes. */
export const isApiV3Key = (text: string): boolean => /^[\x21-\x7e]{32}$/.test(text);

/**
 * Encrypts a text for a merchant, as WeChat Pay does.
 * @param nonce 12 characters; random when omitted
 * @throws RangeError for an APIv3 key that is not 32 bytes long
 * @see wechatpay, §4
 */
export function sealResource(
  plaintext: string,
  apiV3Key: string,
  { associatedData = "transaction", nonce = newNonce() } = {},
): EncryptedResource {
  const cipher = createCipheriv("aes-256-gcm", apiV3Key, nonce).setAAD(Buffer.from(associatedData));
  const sealed = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  const ciphertext = Buffer.concat([sealed, cipher.getAuthTag()]).toString("base64");
  return { algorithm: ALGORITHM, ciphertext, associated_data: associatedData, nonce };
}

/**
 * The first member for which no key could decrypt the parts: another algorithm, a text that is missing or
 * too short; null when they have the shape of an encrypted object.
 */
export function misshapenPart(parts: ResourceParts): keyof EncryptedResource | null {
  const { algorithm, ciphertext, nonce, associated_data: associatedData } = parts;
  if (algorithm !== ALGORITHM) return "algorithm";
  if (typeof ciphertext !== "string" || bytesOf(ciphertext).length < TAG_BYTES) return "ciphertext";
  if (typeof (associatedData ?? "") !== "string") return "associated_data";
  return typeof nonce === "string" && nonce !== "" ? null : "nonce";
}

/**
 * The decrypted text; null when the parts are not of this shape, or another key sealed them.
 * @see wechatpay, §4
 */
export function openResource(parts: ResourceParts, apiV3Key: string): string | null {
  if (misshapenPart(parts) !== null) return null;
  const { ciphertext, nonce, associated_data: associatedData } = parts as EncryptedResource;
  const bytes = bytesOf(ciphertext);
  try {
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv("aes-256-gcm", apiV3Key, nonce, options);
    decipher.setAAD(Buffer.from(associatedData ?? "")).setAuthTag(bytes.subarray(-TAG_BYTES));
    const opened = [decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()];
    return Buffer.concat(opened).toString("utf8");
  } catch {
    // The tag is wrong, or the nonce is longer than OpenSSL takes.
    return null;
  }
}

const bytesOf = (base64: string): Buffer => Buffer.from(base64, "base64");

const newNonce = () =>
  randomBytes(NONCE_CHARACTERS).toString("base64url").slice(0, NONCE_CHARACTERS);
