import {
  createHash,
  createHmac,
  generateKeyPairSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import type { Clock } from "../clock.js";
import type { Opened, Sealer, SealFault } from "../secrets/seal.js";
import type { SettingStore } from "../storage/store.js";

/** A key that signs, ECDSA on P-256 (ES256), as a JWK. */
export interface UcpKey {
  readonly kid: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
  readonly createdAtMs: number;
  /** Receivers may keep a profile that they have read, so a new key is published before it signs. */
  readonly signsFromMs: number;
  /** Null while nothing replaces it. */
  readonly publishedUntilMs: number | null;
}

interface StoredUcpKeys {
  /** The newest first. */
  readonly keys: readonly UcpKey[];
  /** The key of the codes in permalinks, base64url. It is never changed: sent links stay valid. */
  readonly linkKey: string;
}

/** The name of the setting with the keys. */
export const UCP_KEYS = "ucp_keys";
const PLACE = `settings/${UCP_KEYS}/value`;

/** How long receivers may keep the profile. */
export const PROFILE_KEPT_S = 300;
/** How long a new key is published before it signs. */
const AHEAD_MS = 2 * PROFILE_KEPT_S * 1_000;

/** 128 bits, in base64url. */
const CODE_CHARACTERS = 22;

export class UcpKeysUnusable extends Error {
  readonly reason: SealFault | Exclude<Opened, { readonly kind: "opened" }>;

  constructor(reason: UcpKeysUnusable["reason"]) {
    super(`the keys of the Universal Commerce Protocol cannot be used: ${reason.kind}`);
    this.name = "UcpKeysUnusable";
    this.reason = reason;
  }
}

/** The keys with which orders are signed. They are a sealed setting, which the first use makes. */
export class UcpKeys {
  readonly #settings: Pick<SettingStore, "get" | "change">;
  readonly #sealer: Sealer;
  readonly #clock: Clock;
  #opened: { readonly sealed: string; readonly keys: StoredUcpKeys } | null = null;

  constructor(given: {
    readonly settings: Pick<SettingStore, "get" | "change">;
    readonly sealer: Sealer;
    readonly clock: Clock;
  }) {
    this.#settings = given.settings;
    this.#sealer = given.sealer;
    this.#clock = given.clock;
  }

  /**
   * The keys that are published, the newest first.
   * @throws UcpKeysUnusable without the seal key
   */
  async published(): Promise<readonly UcpKey[]> {
    const nowMs = this.#clock.nowMs();
    return publishedAt((await this.#find()).keys, nowMs);
  }

  /**
   * The key that signs now.
   * @throws UcpKeysUnusable without the seal key
   */
  async signing(): Promise<UcpKey> {
    const nowMs = this.#clock.nowMs();
    const { keys } = await this.#find();
    const ready = keys.find(({ signsFromMs }) => signsFromMs <= nowMs);
    // A clock that was set back leaves the oldest.
    return (ready ?? keys.at(-1)) as UcpKey;
  }

  /**
   * Makes a new key. It is published at once, and signs ten minutes later; the old ones are published for the
   * overlap from then on. Without an overlap the old ones are withdrawn, and the new one signs, at once.
   * @throws UcpKeysUnusable without the seal key
   */
  async rotate(overlapMs: number): Promise<readonly UcpKey[]> {
    await this.#find();
    const nowMs = this.#clock.nowMs();
    const signsFromMs = overlapMs === 0 ? nowMs : nowMs + AHEAD_MS;
    const made = newKey(nowMs, signsFromMs);
    const endsAtMs = signsFromMs + overlapMs;
    const sealed = await this.#settings.change(UCP_KEYS, (before) => {
      const stored = this.#open(before ?? "");
      const kept = publishedAt(stored.keys, nowMs)
        .map((key) => ({
          ...key,
          publishedUntilMs: Math.min(key.publishedUntilMs ?? endsAtMs, endsAtMs),
        }))
        .filter(() => overlapMs > 0);
      return this.#sealer.seal(JSON.stringify({ ...stored, keys: [made, ...kept] }), PLACE);
    });
    return publishedAt(this.#open(sealed).keys, nowMs);
  }

  /** The code of an order's permalink, which no client can guess. @throws UcpKeysUnusable without the seal key */
  async codeOf(orderId: string): Promise<string> {
    const { linkKey } = await this.#find();
    const code = createHmac("sha256", Buffer.from(linkKey, "base64url")).update(orderId);
    return code.digest("base64url").slice(0, CODE_CHARACTERS);
  }

  async isCodeOf(orderId: string, code: string): Promise<boolean> {
    const right = Buffer.from(await this.codeOf(orderId));
    const given = Buffer.from(code);
    return given.length === right.length && timingSafeEqual(given, right);
  }

  async #find(): Promise<StoredUcpKeys> {
    if (this.#sealer.fault !== null) throw new UcpKeysUnusable(this.#sealer.fault);
    const stored = await this.#settings.get(UCP_KEYS);
    if (stored !== null) return this.#open(stored);
    const nowMs = this.#clock.nowMs();
    const first: StoredUcpKeys = {
      keys: [newKey(nowMs, nowMs)],
      linkKey: randomBytes(32).toString("base64url"),
    };
    const made = this.#sealer.seal(JSON.stringify(first), PLACE);
    // Of two processes that make keys at the same time, the keys of one stay.
    return this.#open(await this.#settings.change(UCP_KEYS, (before) => before ?? made));
  }

  #open(sealed: string): StoredUcpKeys {
    if (this.#opened?.sealed === sealed) return this.#opened.keys;
    const opened = this.#sealer.open(sealed, PLACE);
    if (opened.kind !== "opened") throw new UcpKeysUnusable(opened);
    const keys = JSON.parse(opened.value) as StoredUcpKeys;
    this.#opened = { sealed, keys };
    return keys;
  }
}

/** The same keys, sealed with the current seal key; null when they cannot be opened. */
export function resealedUcpKeys(sealed: string, sealer: Sealer): string | null {
  const opened = sealer.open(sealed, PLACE);
  return opened.kind === "opened" ? sealer.seal(opened.value, PLACE) : null;
}

const publishedAt = (keys: readonly UcpKey[], nowMs: number): UcpKey[] =>
  keys.filter(({ publishedUntilMs: until }) => until === null || until > nowMs);

function newKey(createdAtMs: number, signsFromMs: number): UcpKey {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "", d = "" } = privateKey.export({ format: "jwk" });
  return { kid: thumbprintOf({ x, y }), x, y, d, createdAtMs, signsFromMs, publishedUntilMs: null };
}

/** The members in the order of the alphabet, without spaces. @see https://www.rfc-editor.org/rfc/rfc7638 */
const thumbprintOf = ({ x, y }: Pick<UcpKey, "x" | "y">): string =>
  createHash("sha256")
    .update(JSON.stringify({ crv: "P-256", kty: "EC", x, y }))
    .digest("base64url");

/** A key as others may see it. */
export const publicJwkOf = ({ kid, x, y }: Pick<UcpKey, "kid" | "x" | "y">) => ({
  kid,
  kty: "EC",
  crv: "P-256",
  x,
  y,
  use: "sig",
  alg: "ES256",
});
