import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { normalSerial } from "./signature-headers.js";

const MODULUS_BITS_MIN = 2048;

/** A PEM text that is not the key it should be. The message ends a sentence that names the key. */
export class KeyError extends Error {
  override readonly name = "KeyError";
  /** The message in Chinese. */
  readonly zh: string;

  constructor(message: string, zh: string) {
    super(message);
    this.zh = zh;
  }
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
 * Reads a platform certificate or a WeChat Pay public key from a PEM text. A BOM, CRLF, indentation
 * and text around the PEM block, as OpenSSL prints it, are accepted.
 * @throws KeyError for another text, for several keys or certificates in one text, and for a key that is
 *   not RSA (PKCS#1 v1.5) of 2,048 bits or more
 */
export function parsePlatformKey(pem: string): PlatformKey {
  const blocks = blocksOf(pem);
  if (blocks.some((label) => label.endsWith("PRIVATE KEY"))) {
    throw new KeyError(
      "is a private key: send the certificate or the public key",
      "是私钥：请传证书或公钥",
    );
  }
  if (blocks.length > 1) {
    throw new KeyError(
      `has ${blocks.length} PEM blocks: send each key or certificate by itself`,
      `含 ${blocks.length} 个 PEM 块：请逐个传密钥或证书`,
    );
  }
  return blocks[0]?.endsWith("CERTIFICATE") ? certificateKey(pem) : publicKey(pem);
}

/**
 * Reads the private key of a merchant's API certificate from a PEM text, in PKCS#1 or PKCS#8.
 * @throws KeyError for another text, an encrypted key, and a key that is not RSA of 2,048 bits or more
 */
export function parsePrivateKey(pem: string): KeyObject {
  const read = () => createPrivateKey(withoutIndent(pem));
  return strongRsa(
    attempt(
      read,
      "is not a PEM of an RSA private key without a password",
      "不是无密码的 RSA 私钥 PEM",
    ),
  );
}

function certificateKey(pem: string): PlatformKey {
  return attempt(
    () => {
      const certificate = new X509Certificate(withoutIndent(pem));
      const expiresAtMs = Date.parse(certificate.validTo);
      // OpenSSL prints a time that it cannot read as words.
      if (Number.isNaN(expiresAtMs)) {
        throw new KeyError("has no valid time of expiry", "没有有效的过期时间");
      }
      const serial = normalSerial(certificate.serialNumber);
      return { key: strongRsa(certificate.publicKey), serial, expiresAtMs };
    },
    "is not a valid certificate",
    "不是有效的证书",
  );
}

function publicKey(pem: string): PlatformKey {
  const read = () => createPublicKey(withoutIndent(pem));
  const key = attempt(
    read,
    "is not a PEM of a public key or a certificate",
    "不是公钥或证书的 PEM",
  );
  return { key: strongRsa(key), serial: null, expiresAtMs: null };
}

function strongRsa(key: KeyObject): KeyObject {
  // "rsa-pss" is a key for another padding, whose signatures WeChat Pay does not make.
  if (key.asymmetricKeyType !== "rsa") {
    const type = key.asymmetricKeyType ?? "unknown";
    throw new KeyError(
      `is not an RSA key, but one of type ${type}`,
      `不是 RSA 密钥，类型为 ${type}`,
    );
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits >= MODULUS_BITS_MIN) return key;
  throw new KeyError(
    `has ${bits} bits: an RSA key of ${MODULUS_BITS_MIN} bits or more is needed`,
    `为 ${bits} 位：须为 ${MODULUS_BITS_MIN} 位或以上的 RSA 密钥`,
  );
}

/** The labels of the PEM blocks of a text: `CERTIFICATE`, `RSA PRIVATE KEY`. */
const blocksOf = (pem: string): readonly string[] =>
  [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, label = ""]) => label);

/** OpenSSL finds a PEM block at the beginning of a line only; settings in YAML are often indented. */
const withoutIndent = (pem: string): string => pem.replaceAll(/^[^\S\r\n]+/gm, "");

function attempt<T>(read: () => T, reason: string, zh: string): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof KeyError ? error : new KeyError(reason, zh);
  }
}
