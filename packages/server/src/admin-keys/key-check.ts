import { timingSafeEqual } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.js";
import { type AdminKey, DEFAULT_KEY, isActive, USE_NOTED_EVERY_MS } from "../domain/admin-key.js";
import { hashSecret } from "../secrets/secret.js";
import type { AdminKeyStore } from "../storage/admin-key-store.js";
import { within } from "../within.js";

/** A valid admin key. */
export type KeyHolder = Pick<AdminKey, "id" | "name" | "role" | "keyHash" | "expiresAtMs">;

export interface KeyCheckParts {
  /** The hash of the key that the process was given; null without one. */
  readonly givenHash: string | null;
  /** May read from memory. */
  readonly stored: Pick<AdminKeyStore, "find">;
  readonly uses: Pick<AdminKeyStore, "noteUse">;
  readonly clock: Clock;
  readonly log: Pick<FastifyBaseLogger, "warn">;
}

/** Less than a scrape of the metrics waits. */
const LOOK_UP_TIMEOUT_MS = 1_000;

/** After an attempt to write the use of a key, the next one waits this long. */
const NOTE_PAUSE_MS = 60_000;

/** Says whether a secret is an admin key, and whose. The given key is compared without the database. */
export class KeyCheck {
  readonly #parts: KeyCheckParts;
  readonly #given: { readonly hash: Buffer; readonly holder: KeyHolder } | null;
  /** When the use of each key was last written or tried. */
  readonly #notedAtMs = new Map<string, number>();
  /** The stored keys that were valid at their last look-up, by their hashes. */
  readonly #lastValid = new Map<string, AdminKey>();

  constructor(parts: KeyCheckParts) {
    this.#parts = parts;
    const { givenHash } = parts;
    this.#given =
      givenHash === null ? null : { hash: Buffer.from(givenHash), holder: holderOf(givenHash) };
  }

  /** True when the process was given its `default` key, so that a stored `default` key is not valid. */
  get hasGivenKey(): boolean {
    return this.#given !== null;
  }

  /** The key with this secret; null when no key has it, or the key has ended. Notes the use. */
  find(secret: string): KeyHolder | Promise<KeyHolder | null> {
    const hash = hashSecret(secret);
    return this.#findGiven(hash) ?? this.#findUsed(hash);
  }

  /**
   * Like {@link find}, but while the database does not answer, a key is valid that was at its last look-up.
   * Only for the metrics, which an operator needs most during an outage.
   */
  async findDespiteOutage(secret: string): Promise<KeyHolder | null> {
    const look = Promise.resolve(this.find(secret));
    try {
      return await within(look, LOOK_UP_TIMEOUT_MS, "the look-up of an admin key");
    } catch (error) {
      const last = this.#lastValid.get(hashSecret(secret));
      if (last !== undefined && isActive(last, this.#parts.clock.nowMs())) return last;
      throw error;
    }
  }

  /** The key with this hash; null as in {@link find}. For sessions that a key opened. */
  findByHash(hash: string): KeyHolder | Promise<KeyHolder | null> {
    return this.#findGiven(hash) ?? this.#findStored(hash);
  }

  #findGiven(hash: string): KeyHolder | null {
    const given = this.#given;
    return given !== null && timingSafeEqual(Buffer.from(hash), given.hash) ? given.holder : null;
  }

  async #findStored(hash: string): Promise<AdminKey | null> {
    const key = await this.#parts.stored.find(hash);
    if (key === null || !this.#isValid(key)) {
      this.#lastValid.delete(hash);
      return null;
    }
    this.#lastValid.set(hash, key);
    return key;
  }

  #isValid(key: AdminKey): boolean {
    if (this.hasGivenKey && key.id === DEFAULT_KEY) return false;
    return isActive(key, this.#parts.clock.nowMs());
  }

  async #findUsed(hash: string): Promise<AdminKey | null> {
    const key = await this.#findStored(hash);
    if (key !== null) this.#noteUse(key);
    return key;
  }

  /** No call waits for this write, and none fails with it. */
  #noteUse({ keyHash, id, lastUsedAtMs }: AdminKey): void {
    const { uses, clock, log } = this.#parts;
    const nowMs = clock.nowMs();
    const unlessAfterMs = nowMs - USE_NOTED_EVERY_MS;
    if (lastUsedAtMs !== null && lastUsedAtMs > unlessAfterMs) return;
    const notedAtMs = this.#notedAtMs.get(keyHash);
    if (notedAtMs !== undefined && nowMs < notedAtMs + NOTE_PAUSE_MS) return;
    this.#notedAtMs.set(keyHash, nowMs);
    uses.noteUse(keyHash, nowMs, unlessAfterMs).catch((err: unknown) => {
      log.warn({ err, adminKey: id }, "the last use of an admin key was not written; will retry");
    });
  }
}

const holderOf = (keyHash: string): KeyHolder => ({
  id: DEFAULT_KEY,
  name: DEFAULT_KEY,
  role: "owner",
  keyHash,
  expiresAtMs: null,
});
