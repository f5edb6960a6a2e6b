import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { normalSerial } from "./signature-headers.js";

const MODULUS_BITS_MIN = 2048;

/** A PEM text that is not the key it should be. The message ends a sentence that names the key. */
export class KeyError extends Error {
  override readonly name = "KeyError";
}

/** A key with which WeChat Pay signs: that of a platform certificate, or a public key of its own. */
export interface PlatformKey {
  readonly key: KeyObject;
  /** Only of a certificate: its serial number, in upper-case hexadecimal without leading zeros. */
  readonly serial: string | null;
  /** Only of a certificate: when it expires. */
  readonly expiresAtMs: number | null;
}

/**
 * Reads a platform certificate or a WeChat Pay public key from a PEM text.
 * @throws KeyError for another text, and for a key that is not RSA of 2,048 bits or more
 */
export function parsePlatformKey(pem: string): PlatformKey {
  const text = pem.trim();
  if (/-----BEGIN (?:RSA |ENCRYPTED )?PRIVATE KEY-----/.test(text)) {
    throw new KeyError("is a private key: send the certificate or the public key");
  }
  if (text.startsWith("-----BEGIN CERTIFICATE-----")) {
    const certificate = attempt(() => new X509Certificate(text), "is not a valid certificate");
    return {
      key: strongRsa(certificate.publicKey),
      serial: normalSerial(certificate.serialNumber),
      expiresAtMs: Date.parse(certificate.validTo),
    };
  }
  const key = attempt(() => createPublicKey(text), "is not a PEM of a public key or a certificate");
  return { key: strongRsa(key), serial: null, expiresAtMs: null };
}

/**
 * Reads the private key of a merchant's API certificate from a PEM text.
 * @throws KeyError for another text, an encrypted key, and a key that is not RSA of 2,048 bits or more
 */
export function parsePrivateKey(pem: string): KeyObject {
  const reason = "is not a PEM of an RSA private key without a password";
  return strongRsa(attempt(() => createPrivateKey(pem.trim()), reason));
}

function strongRsa(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== "rsa") throw new KeyError("is not an RSA key");
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits >= MODULUS_BITS_MIN) return key;
  throw new KeyError(`has ${bits} bits: an RSA key of ${MODULUS_BITS_MIN} bits or more is needed`);
}

function attempt<T>(read: () => T, reason: string): T {
  try {
    return read();
  } catch {
    throw new KeyError(reason);
  }
}
