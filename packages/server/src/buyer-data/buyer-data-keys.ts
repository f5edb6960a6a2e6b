import {
  createHash,
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  type JsonWebKey,
  randomBytes,
  sign,
} from "node:crypto";
import type { Opened, Sealer, SealFault } from "../secrets/seal.js";
import type { Buyer, SettingStore } from "../storage/store.js";
import { SealedTrails } from "./sealed-trails.js";

interface StoredKeys {
  /** The key of the hashes, base64url. It never changes: the hashes of erased buyers stay comparable. */
  readonly hashKey: string;
  /** An Ed25519 key, as a JWK, that signs receipts. */
  readonly signingKey: JsonWebKey;
}

/** The name of the setting with the keys. */
export const BUYER_DATA_KEYS = "buyer_data_keys";
const PLACE = `settings/${BUYER_DATA_KEYS}/value`;

export class BuyerDataKeysUnusable extends Error {
  readonly reason: SealFault | Exclude<Opened, { readonly kind: "opened" }>;

  constructor(reason: BuyerDataKeysUnusable["reason"]) {
    super(`the keys of erasures cannot be used: ${reason.kind}`);
    this.name = "BuyerDataKeysUnusable";
    this.reason = reason;
  }
}

/** Hashes what was erased, so that it is recognised without being stored. */
export interface ErasureHashes {
  readonly buyer: (buyer: Buyer) => string;
  /** Of a payment's name, an order key. */
  readonly name: (orderKey: string) => string;
}

/** The hash under which a buyer's erasure is recorded. */
export const buyerHash = (hashKey: Buffer, { appid, openid }: Buyer): string =>
  hashOf(hashKey, `buyer\n${appid}\n${openid}`);

const hashOf = (hashKey: Buffer, value: string): string =>
  createHmac("sha256", hashKey).update(value).digest("base64url");

/** The keys of erasures: they are a sealed setting, which the first use makes. */
export class BuyerDataKeys {
  readonly #settings: Pick<SettingStore, "get" | "change">;
  readonly #sealer: Sealer;
  #opened: Promise<StoredKeys> | null = null;

  constructor(settings: Pick<SettingStore, "get" | "change">, sealer: Sealer) {
    this.#settings = settings;
    this.#sealer = sealer;
  }

  /** @throws BuyerDataKeysUnusable without the seal key */
  async hashes(): Promise<ErasureHashes> {
    const hashKey = await this.#hashKey();
    return {
      buyer: (buyer) => buyerHash(hashKey, buyer),
      name: (orderKey) => hashOf(hashKey, `name\n${orderKey}`),
    };
  }

  /**
   * What seals the findings of an erasure until it is finished.
   * @throws BuyerDataKeysUnusable without the seal key
   */
  async trails(): Promise<SealedTrails> {
    return new SealedTrails(await this.#hashKey());
  }

  /**
   * Null without the seal key. Reports of payments are recorded all the same; only what was erased is not
   * recognised until the key is set again.
   */
  async hashesOrNull(): Promise<ErasureHashes | null> {
    try {
      return await this.hashes();
    } catch (error) {
      if (error instanceof BuyerDataKeysUnusable) return null;
      throw error;
    }
  }

  /**
   * Makes the JWS of a payload, in its compact form.
   * @throws BuyerDataKeysUnusable without the seal key
   */
  async signer(): Promise<(payload: string) => string> {
    const { signingKey } = await this.#find();
    const kid = thumbprintOf(signingKey);
    const key = createPrivateKey({ key: signingKey, format: "jwk" });
    return (payload) => {
      const input = [JSON.stringify({ alg: "EdDSA", kid }), payload]
        .map((part) => Buffer.from(part).toString("base64url"))
        .join(".");
      return `${input}.${sign(null, Buffer.from(input), key).toString("base64url")}`;
    };
  }

  /**
   * The keys with which receipts are verified, as JWKs.
   * @throws BuyerDataKeysUnusable without the seal key
   */
  async published(): Promise<readonly ReceiptKey[]> {
    const { signingKey } = await this.#find();
    const { x = "" } = signingKey;
    return [
      { kid: thumbprintOf(signingKey), kty: "OKP", crv: "Ed25519", x, use: "sig", alg: "EdDSA" },
    ];
  }

  async #hashKey(): Promise<Buffer> {
    return Buffer.from((await this.#find()).hashKey, "base64url");
  }

  /** The keys as they are stored, sealed; null before the first erasure. */
  sealed(): Promise<string | null> {
    return this.#settings.get(BUYER_DATA_KEYS);
  }

  /**
   * Takes over the keys of the same installation, where the database has none yet: it is a backup from before
   * the first erasure.
   * @returns false when the database has other keys, of another installation
   * @throws BuyerDataKeysUnusable when either cannot be opened with the seal key
   */
  async adopt(sealed: string): Promise<boolean> {
    const { hashKey } = this.#open(sealed);
    const stored = await this.#settings.change(BUYER_DATA_KEYS, (before) => before ?? sealed);
    return this.#open(stored).hashKey === hashKey;
  }

  #find(): Promise<StoredKeys> {
    // The keys never change, so they are read once.
    this.#opened ??= this.#read().catch((error: unknown) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  async #read(): Promise<StoredKeys> {
    if (this.#sealer.fault !== null) throw new BuyerDataKeysUnusable(this.#sealer.fault);
    const stored = await this.#settings.get(BUYER_DATA_KEYS);
    if (stored !== null) return this.#open(stored);
    const { privateKey } = generateKeyPairSync("ed25519");
    const first: StoredKeys = {
      hashKey: randomBytes(32).toString("base64url"),
      signingKey: privateKey.export({ format: "jwk" }),
    };
    const made = this.#sealer.seal(JSON.stringify(first), PLACE);
    // Of two processes that make keys at the same time, the keys of one stay.
    return this.#open(await this.#settings.change(BUYER_DATA_KEYS, (before) => before ?? made));
  }

  #open(sealed: string): StoredKeys {
    const opened = this.#sealer.open(sealed, PLACE);
    if (opened.kind !== "opened") throw new BuyerDataKeysUnusable(opened);
    return JSON.parse(opened.value) as StoredKeys;
  }
}

/** The public key of receipts. */
export interface ReceiptKey {
  readonly kid: string;
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
  readonly use: "sig";
  readonly alg: "EdDSA";
}

/** The same keys, sealed with the current seal key; null when they cannot be opened. */
export function resealedBuyerDataKeys(sealed: string, sealer: Sealer): string | null {
  const opened = sealer.open(sealed, PLACE);
  return opened.kind === "opened" ? sealer.seal(opened.value, PLACE) : null;
}

/** The members in the order of the alphabet, without spaces. @see https://www.rfc-editor.org/rfc/rfc8037 */
const thumbprintOf = ({ x = "" }: JsonWebKey): string =>
  createHash("sha256")
    .update(JSON.stringify({ crv: "Ed25519", kty: "OKP", x }))
    .digest("base64url");
