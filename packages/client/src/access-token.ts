import type { SharedTokens, StoredToken } from "./token-store.js";

/** A token as the platform issued it. */
export interface IssuedToken {
  readonly accessToken: string;
  /** How long the token is valid. 0: the token is not kept; each call asks for one. */
  readonly lifetimeMs: number;
}

// A token is replaced this long before it expires, so that a call which carries it arrives in time.
// WeChat renews a stable token 5 minutes before it expires: an earlier fetch returns the old one.
const MARGIN_MS_MAX = 60_000;

interface AccessTokensParts {
  /** Fetches a token. When forced, it makes the platform replace the current token, if it can. */
  readonly issue: (isForced: boolean) => Promise<IssuedToken>;
  /** The store that other processes read. */
  readonly shared: SharedTokens;
  readonly key: string;
  readonly now: () => number;
}

/**
 * The access token of one app or platform. It is fetched when it is first needed, unless another
 * process has shared one, and kept until shortly before it expires. Calls that need a token during a
 * fetch wait for that fetch.
 */
export class AccessTokens {
  readonly #parts: AccessTokensParts;
  #kept: StoredToken | null = null;
  #pending: Promise<string> | null = null;
  #refused: string | null = null;
  /** True: storing our last token failed, so a token in the store is older. */
  #isStoreBehind = false;

  constructor(parts: AccessTokensParts) {
    this.#parts = parts;
  }

  /** A token that the platform has not rejected yet, as far as this process knows. */
  async get(): Promise<string> {
    if (this.#kept !== null && this.#isFresh(this.#kept)) return this.#kept.token;
    return this.#fetch(false);
  }

  /**
   * Replaces a token that the platform rejected. If several calls failed with it, the first one
   * fetches a new token and the others get the same; another process may have fetched it already. A
   * fetch is forced only when an ordinary one returns the rejected token: WeChat allows 20 forced
   * fetches a day.
   */
  async replace(refused: string): Promise<string> {
    this.#drop(refused);
    const successor = await this.get();
    if (successor !== refused) return successor;
    this.#drop(refused);
    return this.#fetch(true);
  }

  /** Keeps a token, in memory and in the store. */
  async put({ accessToken, lifetimeMs }: IssuedToken): Promise<void> {
    const { shared, key, now } = this.#parts;
    // A token that expires soon is kept for half of the time left. Otherwise each call would fetch it.
    const marginMs = Math.min(MARGIN_MS_MAX, lifetimeMs / 2);
    const kept = { token: accessToken, expiresAtMs: now() + lifetimeMs - marginMs };
    this.#kept = kept;
    if (lifetimeMs > 0) this.#isStoreBehind = !(await shared.keep(key, kept));
  }

  #drop(refused: string): void {
    this.#refused = refused;
    if (this.#kept?.token === refused) this.#kept = null;
  }

  #fetch(isForced: boolean): Promise<string> {
    this.#pending ??= this.#findOrIssue(isForced).finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  async #findOrIssue(isForced: boolean): Promise<string> {
    const { issue, shared, key, now } = this.#parts;
    const found = isForced || this.#isStoreBehind ? null : await shared.find(key);
    if (found !== null && found.token !== this.#refused && this.#isFresh(found)) {
      this.#kept = found;
      return found.token;
    }
    const askedAtMs = now();
    const { accessToken, lifetimeMs } = await issue(isForced);
    await this.put({ accessToken, lifetimeMs: Math.max(0, lifetimeMs - (now() - askedAtMs)) });
    return accessToken;
  }

  #isFresh({ expiresAtMs }: StoredToken): boolean {
    return expiresAtMs !== null && this.#parts.now() < expiresAtMs;
  }
}
