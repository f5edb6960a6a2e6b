import { createHmac, hash, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * What is stored of a secret or token. They are made by us with at least 128 random bits, so one
 * round of SHA-256 is enough: there is no dictionary to try.
 */
export function hashSecret(secret: string): string {
  return hash("sha256", secret, "hex");
}

/** Compares a secret with a stored hash, in constant time. */
export function matchesHash(secret: string, secretHash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret)), Buffer.from(secretHash));
}

/** An app's secret: 32 hex digits, as WeChat's are. */
export const newAppSecret = (): string => randomBytes(16).toString("hex");

/** An appid in WeChat's look: `wx` and 16 hex digits. */
export const newAppid = (): string => `wx${randomBytes(8).toString("hex")}`;

/** An admin key, a buyer's link or session: 256 random bits. */
export const newBearerToken = (): string => randomBytes(32).toString("base64url");

/** An access token in WeChat's look: a key generation, an underscore, URL-safe text. */
export const newAccessToken = (): string => `1_${randomBytes(64).toString("base64url")}`;

export const newSalt = (): string => randomBytes(16).toString("hex");

/**
 * A stable access token. It must be answered again and again although only its hash is stored, so
 * it is derived from what its owner sends with every request: the app's secret.
 */
export function deriveStableToken(secret: string, salt: string): string {
  const bytes = createHmac("sha512", secret).update(`stable_token ${salt}`).digest();
  return `1_${bytes.toString("base64url")}`;
}
