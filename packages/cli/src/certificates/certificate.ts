import { createHash, type KeyObject, randomBytes, sign } from "node:crypto";
import {
  bitString,
  booleanTrue,
  constructed,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  primitive,
  sequence,
  set,
  time,
  utf8String,
} from "./der.js";

/*
 * Generates the kinds of X.509 certificate (RFC 5280) that the command line needs: two for the proxy, and
 * one that replaces WeChat Pay's platform certificate in tests. node:crypto reads and verifies certificates
 * but cannot generate them, and packages that can have ten dependencies.
 */

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface Validity {
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/**
 * The self-signed certificate of an authority. It is limited to the servers of one domain and its
 * subdomains, so that a program that trusts it does not trust its key for all other hosts.
 * @param keys on the curve P-256
 * @returns PEM
 */
export function authorityCertificate(
  name: string,
  keys: KeyPair,
  domain: string,
  validity: Validity,
): string {
  const issuer = { name, keys };
  return certificate({ subject: name, publicKey: keys.publicKey, issuer, validity }, [
    extension("2.5.29.19", CRITICAL, sequence(booleanTrue(), integer(Uint8Array.of(0)))),
    extension("2.5.29.15", CRITICAL, KEY_USAGE.signsCertificates),
    extension("2.5.29.37", ORDINARY, sequence(SERVER_AUTHENTICATION)),
    extension("2.5.29.30", CRITICAL, serversOnlyOf(domain)),
    extension("2.5.29.14", ORDINARY, octetString(keyIdentifier(keys.publicKey))),
  ]);
}

/**
 * The certificate of one server.
 * @param publicKey on the curve P-256
 * @returns PEM
 */
export function serverCertificate(
  host: string,
  publicKey: KeyObject,
  issuer: { readonly name: string; readonly keys: KeyPair },
  validity: Validity,
): string {
  return certificate({ subject: host, publicKey, issuer, validity }, [
    extension("2.5.29.19", CRITICAL, sequence()),
    extension("2.5.29.15", CRITICAL, KEY_USAGE.signsHandshakes),
    extension("2.5.29.37", ORDINARY, sequence(SERVER_AUTHENTICATION)),
    extension("2.5.29.17", ORDINARY, sequence(primitive(DNS_NAME, Buffer.from(host, "ascii")))),
    extension("2.5.29.14", ORDINARY, octetString(keyIdentifier(publicKey))),
    extension("2.5.29.35", ORDINARY, sequence(primitive(0, keyIdentifier(issuer.keys.publicKey)))),
  ]);
}

/**
 * A certificate in the form of WeChat Pay's platform certificates, signed with its own key. It is for tests:
 * no authority has issued it.
 * @param keys RSA
 * @returns PEM
 */
export function platformCertificate(name: string, keys: KeyPair, validity: Validity): string {
  const issuer = { name, keys };
  return certificate({ subject: name, publicKey: keys.publicKey, issuer, validity }, [
    extension("2.5.29.19", ORDINARY, sequence()),
    extension("2.5.29.15", CRITICAL, KEY_USAGE.signsHandshakes),
    extension("2.5.29.14", ORDINARY, octetString(keyIdentifier(keys.publicKey))),
  ]);
}

const CRITICAL = true;
const ORDINARY = false;

/** The tags of a GeneralName. */
const DNS_NAME = 2;
const IP_ADDRESS = 7;

const KEY_USAGE = {
  signsHandshakes: bitString(Uint8Array.of(0b1000_0000), 7),
  signsCertificates: bitString(Uint8Array.of(0b0000_0110), 1),
};

const SERVER_AUTHENTICATION = objectIdentifier("1.3.6.1.5.5.7.3.1");
const ECDSA_WITH_SHA256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));
const RSA_WITH_SHA256 = sequence(objectIdentifier("1.2.840.113549.1.1.11"), nullValue());
const COMMON_NAME = objectIdentifier("2.5.4.3");

/** A constraint on DNS names does not restrict IP addresses, so a second one excludes all addresses. */
function serversOnlyOf(domain: string): Uint8Array {
  const everyAddress = [8, 32].map((size) => sequence(primitive(IP_ADDRESS, new Uint8Array(size))));
  return sequence(
    constructed(0, sequence(primitive(DNS_NAME, Buffer.from(domain, "ascii")))),
    constructed(1, ...everyAddress),
  );
}

interface Subject {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly issuer: { readonly name: string; readonly keys: KeyPair };
  readonly validity: Validity;
}

function certificate(
  { subject, publicKey, issuer, validity }: Subject,
  extensions: readonly Uint8Array[],
): string {
  const isRsa = issuer.keys.privateKey.asymmetricKeyType === "rsa";
  const algorithm = isRsa ? RSA_WITH_SHA256 : ECDSA_WITH_SHA256;
  const toBeSigned = sequence(
    constructed(0, integer(Uint8Array.of(2))), // Version 3.
    integer(randomBytes(16)),
    algorithm,
    distinguishedName(issuer.name),
    sequence(time(validity.notBeforeMs), time(validity.notAfterMs)),
    distinguishedName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    constructed(3, sequence(...extensions)),
  );
  const signature = sign("sha256", toBeSigned, issuer.keys.privateKey);
  return pem(sequence(toBeSigned, algorithm, bitString(signature)));
}

function extension(id: string, isCritical: boolean, value: Uint8Array): Uint8Array {
  const critical = isCritical ? [booleanTrue()] : [];
  return sequence(objectIdentifier(id), ...critical, octetString(value));
}

const distinguishedName = (commonName: string): Uint8Array =>
  sequence(set(sequence(COMMON_NAME, utf8String(commonName))));

/** Any digest of the key is valid if issuer and subject use the same one (RFC 7093). */
function keyIdentifier(publicKey: KeyObject): Uint8Array {
  const key = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest().subarray(0, 20);
}

function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
