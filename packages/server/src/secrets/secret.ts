import { createHmac, hash, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * The stored hash of a secret or token. The platform generates them with at least 128 random bits, so one
 * round of SHA-256 is enough: a dictionary attack is not possible.
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

/** An appid in WeChat's form: `wx` and 16 hex digits. */
export const newAppid = (): string => `wx${randomBytes(8).toString("hex")}`;

/** An admin key, a buyer's link or session: 256 random bits. */
export const newBearerToken = (): string => randomBytes(32).toString("base64url");

/** An access token in WeChat's form: a key generation, an underscore, URL-safe text. */
export const newAccessToken = (): string => `1_${randomBytes(64).toString("base64url")}`;

/** What names an admin key or a console session in lists: 16 hex digits, which open nothing. */
export const newId = (): string => randomBytes(8).toString("hex");

export const newSalt = (): string => randomBytes(16).toString("hex");

/**
 * A stable access token. It must be returned repeatedly although only its hash is stored, so it is
 * derived from the app's secret, which every request contains.
 */
export function deriveStableToken(secret: string, salt: string): string {
  const bytes = createHmac("sha512", secret).update(`stable_token ${salt}`).digest();
  return `1_${bytes.toString("base64url")}`;
}
