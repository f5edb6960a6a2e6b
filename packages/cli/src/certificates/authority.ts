import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  X509Certificate,
} from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import { authorityCertificate, type KeyPair, serverCertificate } from "./certificate.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const AUTHORITY_LIFETIME_MS = 2 * 365 * DAY_MS;
/** Short: it is made again whenever it is needed. */
const SERVER_LIFETIME_MS = 30 * DAY_MS;
/** A certificate this near its end is made again, so that none ends while it is used. */
const RENEWED_BEFORE_MS = DAY_MS;
/** Clocks differ, a container's from its host's too. */
const BACKDATED_MS = HOUR_MS;

/** An authority as it is kept: its key and its certificate, both as PEM. */
export interface AuthorityDocuments {
  readonly key: string;
  readonly certificate: string;
}

/** A new authority for the servers of a domain. */
export function newAuthority(domain: string, nowMs: number): AuthorityDocuments {
  const keys = newKeyPair();
  // The name tells one authority from another in a list of trusted ones.
  const name = `Dingdan local CA ${randomBytes(4).toString("hex")} for ${domain}`;
  const validity = { notBeforeMs: nowMs - BACKDATED_MS, notAfterMs: nowMs + AUTHORITY_LIFETIME_MS };
  return {
    key: keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: authorityCertificate(name, keys, domain, validity),
  };
}

/** Issues the certificates with which the proxy answers in the name of a host. */
export class Authority {
  /** What programs must trust, as PEM. */
  readonly certificate: string;
  /** When it must be replaced by a new one. */
  readonly usableUntilMs: number;
  readonly #keys: KeyPair;
  readonly #name: string;
  readonly #nowMs: () => number;
  readonly #issued = new Map<string, { context: SecureContext; usableUntilMs: number }>();

  /** @throws Error when the documents are not what {@link newAuthority} makes */
  constructor({ key, certificate }: AuthorityDocuments, nowMs: () => number) {
    const parsed = new X509Certificate(certificate);
    const privateKey = createPrivateKey(key);
    const name = /^CN=([\w. ]+)$/.exec(parsed.subject)?.[1];
    if (name === undefined || !parsed.checkPrivateKey(privateKey)) {
      throw new Error("the certificate is not ours, or the key is not its own");
    }
    this.certificate = certificate;
    this.usableUntilMs = Date.parse(parsed.validTo) - SERVER_LIFETIME_MS;
    this.#keys = { privateKey, publicKey: createPublicKey(privateKey) };
    this.#name = name;
    this.#nowMs = nowMs;
  }

  /** What a server needs to speak for a host; kept until its certificate nears its end. */
  secureContextFor(host: string): SecureContext {
    const nowMs = this.#nowMs();
    const known = this.#issued.get(host);
    if (known !== undefined && nowMs < known.usableUntilMs) return known.context;
    const keys = newKeyPair();
    const notAfterMs = nowMs + SERVER_LIFETIME_MS;
    const issuer = { name: this.#name, keys: this.#keys };
    const validity = { notBeforeMs: nowMs - BACKDATED_MS, notAfterMs };
    const context = createSecureContext({
      key: keys.privateKey.export({ type: "pkcs8", format: "pem" }),
      cert: serverCertificate(host, keys.publicKey, issuer, validity),
    });
    this.#issued.set(host, { context, usableUntilMs: notAfterMs - RENEWED_BEFORE_MS });
    return context;
  }
}

const newKeyPair = (): KeyPair => generateKeyPairSync("ec", { namedCurve: "P-256" });
