import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { makeCertificate } from "../test/certificate.js";
import { makeKey } from "../test/keys.js";
import { KeyError, parsePlatformKey, parsePrivateKey } from "./keys.js";

const key = makeKey();
const EXPIRES_AT_MS = Date.UTC(2027, 4, 20, 5, 29, 34);
const certificateOf = (publicKey: KeyObject, serial = "5157F09EFDC096DE") =>
  makeCertificate({ serial, publicKey, privateKey: key.privateKey, expiresAtMs: EXPIRES_AT_MS });
const CERTIFICATE = certificateOf(key.publicKey);

const spki = (publicKey: KeyObject) => String(publicKey.export({ type: "spki", format: "pem" }));
const pkcs8 = (privateKey: KeyObject) =>
  String(privateKey.export({ type: "pkcs8", format: "pem" }));

const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
const pss = generateKeyPairSync("rsa-pss", { modulusLength: 2048 });
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });

const indented = (pem: string) => `\uFEFF\n${pem.replaceAll(/^/gm, "    ")}`;

/** The message of the KeyError that a call throws. */
function errorOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(KeyError);
    return (error as Error).message;
  }
  throw new Error("the key was accepted");
}

describe("a platform key is read from", () => {
  const publicOnly = { serial: null, expiresAtMs: null };
  const certified = { serial: "5157F09EFDC096DE", expiresAtMs: EXPIRES_AT_MS };
  const pkcs1 = String(key.publicKey.export({ type: "pkcs1", format: "pem" }));

  test.each([
    ["a public key", key.publicPem, publicOnly],
    ["a public key in PKCS#1", pkcs1, publicOnly],
    ["a public key with CRLF", key.publicPem.replaceAll("\n", "\r\n"), publicOnly],
    ["a public key after a BOM", `\uFEFF${key.publicPem}`, publicOnly],
    ["an indented public key", indented(key.publicPem), publicOnly],
    ["a public key after text", `WeChat Pay public key\n${key.publicPem}`, publicOnly],
    ["a certificate", CERTIFICATE, certified],
    ["a certificate with CRLF", CERTIFICATE.replaceAll("\n", "\r\n"), certified],
    ["a certificate after a BOM", `\uFEFF${CERTIFICATE}`, certified],
    ["an indented certificate", indented(CERTIFICATE), certified],
    ["a certificate without its last line break", CERTIFICATE.trim(), certified],
    ["a certificate as OpenSSL prints it", `Certificate:\n    Data:\n${CERTIFICATE}`, certified],
  ])("%s", (_, pem, expected) => {
    const read = parsePlatformKey(pem);
    expect(read).toMatchObject(expected);
    expect(spki(read.key)).toBe(key.publicPem);
  });

  test.each([
    ["0A", "A"],
    ["00FF12", "FF12"],
    ["F157F09EFDC096DE15EBE81A47057A7232F1B8E1", "F157F09EFDC096DE15EBE81A47057A7232F1B8E1"],
  ])("a certificate with the serial number %s as %s", (serial, read) => {
    expect(parsePlatformKey(certificateOf(key.publicKey, serial)).serial).toBe(read);
  });
});

describe("no platform key is", () => {
  test.each([
    ["a private key in PKCS#8", key.privatePem, "is a private key"],
    [
      "a private key in PKCS#1",
      String(key.privateKey.export({ type: "pkcs1", format: "pem" })),
      "is a private key",
    ],
    [
      "a private key of a curve",
      String(curve.privateKey.export({ type: "sec1", format: "pem" })),
      "is a private key",
    ],
    ["a certificate with its private key", CERTIFICATE + key.privatePem, "is a private key"],
    ["a chain of certificates", CERTIFICATE + CERTIFICATE, "has 2 PEM blocks"],
    ["two public keys", key.publicPem + key.publicPem, "has 2 PEM blocks"],
    ["a key of 1,024 bits", spki(weak.publicKey), "has 1024 bits"],
    ["a certificate of 1,024 bits", certificateOf(weak.publicKey), "has 1024 bits"],
    ["a key for RSA-PSS", spki(pss.publicKey), "is not an RSA key, but one of type rsa-pss"],
    ["a certificate for RSA-PSS", certificateOf(pss.publicKey), "one of type rsa-pss"],
    ["a key of a curve", spki(curve.publicKey), "is not an RSA key, but one of type ec"],
    ["a certificate of a curve", certificateOf(curve.publicKey), "one of type ec"],
    ["a damaged certificate", CERTIFICATE.replace("MII", "MIX"), "is not a valid certificate"],
    ["a damaged public key", key.publicPem.replace("MII", "MIX"), "is not a PEM of a public key"],
    ["base64 without a frame", key.publicPem.split("\n")[1] ?? "", "is not a PEM"],
    ["another text", "PUB_KEY_ID_0114232134912410000000000000", "is not a PEM"],
    ["an empty text", "", "is not a PEM"],
  ])("%s", (_, pem, message) => {
    expect(errorOf(() => parsePlatformKey(pem))).toContain(message);
  });
});

describe("a merchant's private key is read from", () => {
  const pkcs1 = String(key.privateKey.export({ type: "pkcs1", format: "pem" }));

  test.each([
    ["PKCS#8", key.privatePem],
    ["PKCS#1", pkcs1],
    ["a file with CRLF", key.privatePem.replaceAll("\n", "\r\n")],
    ["a file that begins with a BOM", `\uFEFF${key.privatePem}`],
    ["an indented text", indented(key.privatePem)],
  ])("%s", (_, pem) => {
    expect(pkcs8(parsePrivateKey(pem))).toBe(key.privatePem);
  });
});

describe("no private key is", () => {
  const encrypted = String(
    key.privateKey.export({
      type: "pkcs8",
      format: "pem",
      cipher: "aes-256-cbc",
      passphrase: "password",
    }),
  );

  test.each([
    ["an encrypted one", encrypted, "without a password"],
    ["a public key", key.publicPem, "is not a PEM of an RSA private key"],
    ["a certificate", CERTIFICATE, "is not a PEM of an RSA private key"],
    ["one of 1,024 bits", pkcs8(weak.privateKey), "has 1024 bits"],
    ["one for RSA-PSS", pkcs8(pss.privateKey), "one of type rsa-pss"],
    ["one of a curve", pkcs8(curve.privateKey), "one of type ec"],
    ["an empty text", "", "is not a PEM of an RSA private key"],
  ])("%s", (_, pem, message) => {
    expect(errorOf(() => parsePrivateKey(pem))).toContain(message);
  });
});

test("no message repeats the key", () => {
  const secret = key.privatePem.split("\n")[1] ?? "";
  expect(errorOf(() => parsePlatformKey(key.privatePem))).not.toContain(secret);
  expect(errorOf(() => parsePrivateKey(key.privatePem.replace("MII", "MIX")))).not.toContain(
    secret,
  );
});
