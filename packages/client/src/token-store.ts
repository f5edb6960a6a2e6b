import { isObject } from "@dingdan/contract";
import { untilAborted } from "./abort.js";
import { type Hooks, notify } from "./hooks.js";
import { redactorOf, withoutSecrets } from "./secrets.js";

/** A token in the store. It is a secret. */
export interface StoredToken {
  readonly token: string;
  /**
   * Milliseconds since 1970 at which the client stops using the token, shortly before the platform
   * expires it. Null for a refresh token, which is valid until it is replaced or revoked.
   */
  readonly expiresAtMs: number | null;
}

/**
 * The store through which the processes of a program share their tokens. A key consists of the kind of
 * the token, the app and the platform's URL, and contains no secret:
 * `stable_access_token:wxd678efh567hg6787@https://api.weixin.qq.com`. Refresh tokens must outlive the
 * processes.
 */
export interface TokenStore {
  /** Returns the token that was last set for the key, or null. It may return an expired token. */
  get(key: string): Promise<StoredToken | null | undefined>;
  /** Stores a token and replaces the previous one. */
  set(key: string, token: StoredToken): Promise<void>;
}

interface StoreSettings {
  /** The limit for one use of the store; after that the use has failed. 0: no limit. */
  readonly timeoutMs: number;
  readonly hooks: Hooks;
}

/** A program's store as the client uses it. A failure does not fail the call; a hook is notified. */
export class SharedTokens {
  readonly #store: TokenStore | undefined;
  readonly #settings: StoreSettings;

  /** @param store undefined: other processes do not share the tokens */
  constructor(store: TokenStore | undefined, settings: StoreSettings) {
    this.#store = store;
    this.#settings = settings;
  }

  /** Returns the stored token; null if there is none, or if the store failed. */
  async find(key: string): Promise<StoredToken | null> {
    const store = this.#store;
    if (store === undefined) return null;
    try {
      const found: unknown = await this.#inTime(async () => store.get(key));
      return storedTokenOf(found);
    } catch (fault) {
      this.#report("get", key, withoutSecrets(fault, String));
      return null;
    }
  }

  /** Stores a token. Returns true if other processes will find it. */
  async keep(key: string, token: StoredToken): Promise<boolean> {
    const store = this.#store;
    if (store === undefined) return false;
    try {
      await this.#inTime(async () => store.set(key, token));
      return true;
    } catch (fault) {
      this.#report("set", key, withoutSecrets(fault, redactorOf([token.token])));
      return false;
    }
  }

  #inTime<T>(work: () => Promise<T>): Promise<T> {
    const { timeoutMs } = this.#settings;
    return untilAborted(work(), timeoutMs === 0 ? undefined : AbortSignal.timeout(timeoutMs));
  }

  #report(action: "get" | "set", key: string, error: Error): void {
    notify(this.#settings.hooks.onTokenStoreError, { action, key, error });
  }
}

function storedTokenOf(found: unknown): StoredToken | null {
  if (found === null || found === undefined) return null;
  if (isObject(found)) {
    const { token, expiresAtMs } = found;
    const isInstant = expiresAtMs === null || Number.isFinite(expiresAtMs);
    if (typeof token === "string" && token !== "" && isInstant) {
      return { token, expiresAtMs: expiresAtMs as number | null };
    }
  }
  throw new TypeError("the store returned something other than { token, expiresAtMs }");
}
