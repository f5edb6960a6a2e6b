import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Why values cannot be sealed. */
export type SealFault =
  /** No seal key is set. */
  | { readonly kind: "no_key" }
  /** The database was sealed with the key that has this id; the key that is set has another. */
  | { readonly kind: "wrong_key"; readonly keyId: string; readonly sealedWith: string };

export type Opened =
  | { readonly kind: "opened"; readonly value: string }
  /** It was sealed with a key that is not set. */
  | { readonly kind: "other_key"; readonly sealedWith: string }
  /** It was changed, or it belongs to another place. */
  | { readonly kind: "damaged" };

/**
 * Seals values that the platform must read again without a caller, so that a copy of the database does
 * not show them. The key is not in the database.
 *
 * A sealed value is `s1.KEYID.DATA`: AES-256-GCM under a key that is derived (HKDF-SHA-256) from the seal
 * key and a salt; DATA is the salt, the nonce, the tag and the ciphertext in base64url. It opens only in the
 * place for which it was sealed, so no one who writes to the database can move it to another row.
 */
export class Sealer {
  readonly #current: SealKey | null;
  readonly #keys: readonly SealKey[];
  #fault: SealFault | null;

  /** @param previous a key that still opens what it sealed, during a change of keys */
  constructor(current: Buffer | null, previous: Buffer | null = null) {
    this.#current = current && new SealKey(current);
    this.#keys = [this.#current, previous && new SealKey(previous)].filter((key) => key !== null);
    this.#fault = this.#current === null ? { kind: "no_key" } : null;
  }

  /** Null when values can be sealed. */
  get fault(): SealFault | null {
    return this.#fault;
  }

  /** Stops sealing: the database was sealed with another key, which would be mixed with this one. */
  refuse(sealedWith: string): void {
    this.#fault = { kind: "wrong_key", keyId: this.#current?.id ?? "none", sealedWith };
  }

  /**
   * @param place the table, the row and the column: `components/wx12/callback`
   * @throws Error while there is a fault: see `fault`
   */
  seal(value: string, place: string): string {
    if (this.#current === null || this.#fault !== null) throw new Error("there is no seal key");
    return `${VERSION}.${this.#current.id}.${this.#current.seal(value, place)}`;
  }

  open(sealed: string, place: string): Opened {
    const [version, id = "", data = ""] = sealed.split(".");
    if (version !== VERSION) return { kind: "damaged" };
    const key = this.#keys.find((candidate) => candidate.id === id);
    if (key === undefined) return { kind: "other_key", sealedWith: id };
    const value = key.open(data, place);
    return value === null ? { kind: "damaged" } : { kind: "opened", value };
  }

  /** True when the value was sealed with the current key. */
  isCurrent(sealed: string): boolean {
    return this.#current !== null && sealed.startsWith(`${VERSION}.${this.#current.id}.`);
  }

  /**
   * A keyed hash by which a value can be found without storing it: 22 characters; null without a key.
   * @param purpose separates the hashes of different columns: `openid`
   */
  hash(value: string, purpose: string): string | null {
    return this.#fault === null ? (this.#current?.hash(value, purpose) ?? null) : null;
  }

  /** The hashes under which a value may be stored: those of the current and of the previous key. */
  hashes(value: string, purpose: string): string[] {
    return this.#keys.map((key) => key.hash(value, purpose));
  }
}

const VERSION = "s1";
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** How many values share a derived key: far below 2^32, the limit of GCM with random nonces. */
const SEALS_MAX = 2 ** 24;
/** How many derived keys are kept for opening: each start of a process makes one. */
const OPENERS_MAX = 256;

class SealKey {
  readonly id: string;
  readonly #key: Buffer;
  readonly #hashKeys = new Map<string, Buffer>();
  readonly #openers = new Map<string, Buffer>();
  #salt = randomBytes(SALT_BYTES);
  #derived: Buffer;
  #seals = 0;

  constructor(key: Buffer) {
    this.#key = key;
    this.id = this.#derive("", "key id", 6).toString("base64url");
    this.#derived = this.#derive(this.#salt, "seal");
  }

  seal(value: string, place: string): string {
    if (++this.#seals > SEALS_MAX) {
      this.#seals = 1;
      this.#salt = randomBytes(SALT_BYTES);
      this.#derived = this.#derive(this.#salt, "seal");
    }
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#derived, nonce).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
    return Buffer.concat([this.#salt, nonce, cipher.getAuthTag(), sealed]).toString("base64url");
  }

  /** Null when the data was changed or sealed for another place. */
  open(data: string, place: string): string | null {
    const bytes = Buffer.from(data, "base64url");
    if (bytes.length < SALT_BYTES + NONCE_BYTES + TAG_BYTES) return null;
    const parts = partsOf(bytes);
    const options = { authTagLength: TAG_BYTES };
    const key = this.#openerOf(parts.salt);
    const decipher = createDecipheriv("aes-256-gcm", key, parts.nonce, options);
    decipher.setAAD(Buffer.from(place)).setAuthTag(parts.tag);
    try {
      return decipher.update(parts.sealed, undefined, "utf8") + decipher.final("utf8");
    } catch {
      return null;
    }
  }

  hash(value: string, purpose: string): string {
    let key = this.#hashKeys.get(purpose);
    if (key === undefined) {
      key = this.#derive("", `hash ${purpose}`);
      this.#hashKeys.set(purpose, key);
    }
    return createHmac("sha256", key).update(value).digest("base64url").slice(0, 22);
  }

  #openerOf(salt: Buffer): Buffer {
    const name = salt.toString("latin1");
    const kept = this.#openers.get(name);
    if (kept !== undefined) return kept;
    const derived = this.#derive(salt, "seal");
    if (this.#openers.size >= OPENERS_MAX) this.#openers.clear();
    this.#openers.set(name, derived);
    return derived;
  }

  #derive(salt: Buffer | string, use: string, bytes = 32): Buffer {
    return Buffer.from(hkdfSync("sha256", this.#key, salt, `dingdan ${use}`, bytes));
  }
}

function partsOf(bytes: Buffer) {
  const nonceAt = SALT_BYTES;
  const tagAt = nonceAt + NONCE_BYTES;
  const sealedAt = tagAt + TAG_BYTES;
  return {
    salt: bytes.subarray(0, nonceAt),
    nonce: bytes.subarray(nonceAt, tagAt),
    tag: bytes.subarray(tagAt, sealedAt),
    sealed: bytes.subarray(sealedAt),
  };
}
