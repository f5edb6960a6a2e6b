import { isObject } from "@dingdan/contract";
import { untilAborted } from "./abort.js";
import { type Hooks, notify } from "./hooks.js";
import { redactorOf, withoutSecrets } from "./secrets.js";

/** A token as a store keeps it. It is a secret. */
export interface StoredToken {
  readonly token: string;
  /**
   * Milliseconds since 1970 after which it is used no more, a little before its end at the platform;
   * null for a refresh token, which lives until it is replaced or revoked.
   */
  readonly expiresAtMs: number | null;
}

/**
 * Where the processes of a program share their tokens. A key names the kind of the token, the app and
 * the platform's address, and holds no secret:
 * `stable_access_token:wxd678efh567hg6787@https://api.weixin.qq.com`. Refresh tokens must outlive the
 * processes.
 */
export interface TokenStore {
  /** The token last kept under a key, or null. One past its end may be answered or not. */
  get(key: string): Promise<StoredToken | null | undefined>;
  /** Keeps a token in place of what was there. */
  set(key: string, token: StoredToken): Promise<void>;
}

interface StoreSettings {
  /** How long one use of the store may take; 0: as long as it does. */
  readonly timeoutMs: number;
  readonly hooks: Hooks;
}

/** A program's store as the client uses it: its failures end no call, and are told to a hook. */
export class SharedTokens {
  readonly #store: TokenStore | undefined;
  readonly #settings: StoreSettings;

  /** @param store undefined: tokens are shared with no other process */
  constructor(store: TokenStore | undefined, settings: StoreSettings) {
    this.#store = store;
    this.#settings = settings;
  }

  /** What the store holds under a key; null if nothing, or if it failed. */
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

  /** Answers whether other processes will find the token. */
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
  throw new TypeError("the store answered something else than { token, expiresAtMs }");
}
