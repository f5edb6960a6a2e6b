import { type KeyObject, sign } from "node:crypto";
import {
  bitString,
  constructed,
  integer,
  objectIdentifier,
  sequence,
  set,
  time,
  utf8String,
} from "../../cli/src/certificates/der.js";

/*
 * X.509 certificates for tests of every package: packages/wechatpay/test/certificate.ts. node:crypto
 * reads certificates but cannot make them.
 */

const SHA256_WITH_RSA = sequence(objectIdentifier("1.2.840.113549.1.1.11"));
const ECDSA_WITH_SHA256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));
const COMMON_NAME = objectIdentifier("2.5.4.3");
const DAY_MS = 86_400_000;

export interface CertificateContent {
  /** Hexadecimal with an even number of digits. */
  readonly serial: string;
  /** The key that the certificate is about. */
  readonly publicKey: KeyObject;
  /** The key that signs it: RSA, or of a curve. Nothing checks this signature. */
  readonly privateKey: KeyObject;
  readonly expiresAtMs?: number;
}

/** A certificate as WeChat Pay issues them: with a serial number, a time of expiry and a key. Returns PEM. */
export function makeCertificate({
  serial,
  publicKey,
  privateKey,
  expiresAtMs = Date.UTC(2099, 0, 1),
}: CertificateContent): string {
  const algorithm = privateKey.asymmetricKeyType === "ec" ? ECDSA_WITH_SHA256 : SHA256_WITH_RSA;
  const name = sequence(set(sequence(COMMON_NAME, utf8String("Tenpay.com test"))));
  const toBeSigned = sequence(
    constructed(0, integer(Uint8Array.of(2))), // Version 3.
    integer(Buffer.from(serial, "hex")),
    algorithm,
    name,
    sequence(time(expiresAtMs - 1_800 * DAY_MS), time(expiresAtMs)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  const base64 = Buffer.from(sequence(toBeSigned, algorithm, bitString(signature)));
  const lines = base64.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
