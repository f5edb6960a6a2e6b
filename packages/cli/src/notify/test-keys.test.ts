import { X509Certificate } from "node:crypto";
import { isSigned, parsePlatformKey, sign } from "@dingdan/wechatpay";
import { describe, expect, test } from "vitest";
import { newTestKeys, parseTestKeys, signersOf } from "./test-keys.js";

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5);
const KEYS = newTestKeys("1900000109", NOW_MS);

describe("test keys", () => {
  test("are read back from the text of their file", () => {
    expect(parseTestKeys(JSON.stringify(KEYS))).toEqual(KEYS);
    expect(KEYS.public_key.id).toMatch(/^PUB_KEY_ID_\d{34}$/);
    expect(KEYS.api_v3_key).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(KEYS.created_at).toBe("2026-01-02T11:04:05+08:00");
  });

  test("sign so that the key of the receiver verifies, in both modes", () => {
    const { main, other } = signersOf(KEYS, "public-key");
    expect([main.serial, other.serial]).toEqual([KEYS.public_key.id, KEYS.certificate.serial]);
    for (const [signer, pem] of [
      [main, KEYS.public_key.pem],
      [other, KEYS.certificate.pem],
    ] as const) {
      const signature = sign(["1", "n", "{}"], signer.privateKey);
      expect(isSigned(["1", "n", "{}"], signature, parsePlatformKey(pem).key)).toBe(true);
    }
    expect(signersOf(KEYS, "certificate").main.serial).toBe(KEYS.certificate.serial);
  });

  test("have a certificate that is self-signed, of RSA, and valid for five years", () => {
    const certificate = new X509Certificate(KEYS.certificate.pem);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyType).toBe("rsa");
    expect(certificate.ca).toBe(false);
    expect(parsePlatformKey(KEYS.certificate.pem).serial).toBe(KEYS.certificate.serial);
    expect(Date.parse(certificate.validTo) - NOW_MS).toBe(5 * 365 * 86_400_000);
  });

  const { public_key: publicKey, certificate } = KEYS;
  test.each([
    ["mchid", { mchid: 1900000109 }],
    ["api_v3_key", { api_v3_key: "short" }],
    ["public_key.id", { public_key: undefined }],
    ["certificate.serial", { certificate: {} }],
    [
      "public_key.private_key",
      { public_key: { ...certificate, ...publicKey, pem: certificate.pem } },
    ],
    ["created_at", { created_at: "yesterday" }],
  ])("of a file in which %s is wrong are refused with its path", (badPath, change) => {
    expect(parseTestKeys(JSON.stringify({ ...KEYS, ...change }))).toEqual({ badPath });
  });

  test.each(["", "[]", "no JSON"])("cannot be read from %j", (source) => {
    expect(parseTestKeys(source)).toEqual({ badPath: "" });
  });
});
