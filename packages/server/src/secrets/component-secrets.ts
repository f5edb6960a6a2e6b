import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
} from "node:crypto";

/** Tickets and codes in WeChat's form: their kind, then 256 random bits. */
export const newTicket = (): string => `ticket@@@${randomText()}`;
export const newPreAuthCode = (): string => `preauthcode@@@${randomText()}`;
export const newAuthorizationCode = (): string => `queryauthcode@@@${randomText()}`;

const randomText = () => randomBytes(32).toString("base64url");

/** The token that signs a platform's pushes when its owner set none. */
export const newCallbackToken = (): string => randomBytes(16).toString("hex");

/**
 * An EncodingAESKey: 32 random bytes in base64 without the `=`, with letters and digits only, as WeChat's
 * keys are. A few attempts find one.
 */
export function newEncodingAesKey(): string {
  for (;;) {
    const key = randomBytes(32).toString("base64").replace("=", "");
    if (/^[0-9A-Za-z]{43}$/.test(key)) return key;
  }
}

/** The nonce of a push: ten digits, as in WeChat's pushes. */
export const newNonce = (): string => String(randomInt(1_000_000_000, 10_000_000_000));

/**
 * The key of a platform's refresh tokens. It is derived from the secret that only the platform has, so it
 * cannot be computed from a copy of the database. Each component token stores it, sealed with the token.
 */
export const refreshKeyOf = (componentAppsecret: string): Buffer =>
  createHmac("sha256", componentAppsecret).update("authorizer_refresh_token").digest();

/**
 * A merchant's refresh token. The platform always receives the same one (api_query_auth,
 * api_get_authorizer_list) although it is not stored: it is derived for each call.
 */
export function deriveRefreshToken(
  refreshKey: Buffer,
  authorization: { readonly appid: string; readonly refreshSalt: string },
): string {
  const { appid, refreshSalt } = authorization;
  const bytes = createHmac("sha256", refreshKey).update(`${appid} ${refreshSalt}`).digest();
  return `refreshtoken@@@${bytes.toString("base64url")}`;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals a key with a token: only a holder of the token can open it. */
export function sealKey(key: Buffer, token: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", sealOf(token), nonce);
  const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** @throws Error when the key was sealed with another token */
export function openKey(sealedKey: string, token: string): Buffer {
  const bytes = Buffer.from(sealedKey, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", sealOf(token), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const sealed = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}

const sealOf = (token: string) =>
  Buffer.from(hkdfSync("sha256", token, "", "component refresh key", 32));
