import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { NotificationKeys, SigningKey } from "../src/index.js";

/*
 * Keys for tests of every package: packages/wechatpay/test/keys.ts. They are generated when a test
 * begins, so none of them opens anything else.
 */

/** An APIv3 key: 32 characters. */
export const API_V3_KEY = "dingdan-test-api-v3-key-32-chars";

/** A key pair with which a test signs as WeChat Pay, or as a merchant. */
export interface TestKey extends SigningKey {
  readonly publicKey: KeyObject;
  /** SPKI, as WeChat Pay offers its public key for download. */
  readonly publicPem: string;
  /** PKCS#8, as a merchant has the key of its API certificate. */
  readonly privatePem: string;
}

/** Generates an RSA key. It takes about 0.1 s, so a test file makes few of them. */
export function makeKey(serial = "PUB_KEY_ID_0119000001092022052000000001"): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    serial,
    publicKey,
    privateKey,
    publicPem: String(publicKey.export({ type: "spki", format: "pem" })),
    privatePem: String(privateKey.export({ type: "pkcs8", format: "pem" })),
  };
}

/** The keys of a merchant that accepts what these keys sign. */
export const keysOf = (
  platformKeys: readonly TestKey[],
  apiV3Keys: readonly string[] = [API_V3_KEY],
): NotificationKeys => ({
  platformKeyOf: (serial) => platformKeys.find((key) => key.serial === serial)?.publicKey ?? null,
  apiV3Keys,
});

/** Header fields as node:http has them: with names in lower case. */
export const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
