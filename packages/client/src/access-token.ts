import type { SharedTokens, StoredToken } from "./token-store.js";

/** A token as the platform issued it. */
export interface IssuedToken {
  readonly accessToken: string;
  /** 0: it is not kept, and asked for at each call. */
  readonly lifetimeMs: number;
}

// Time for a call that sets out with the token to arrive. WeChat renews a stable token 5 minutes
// before its end: a fetch that came earlier than that would be given the old one again.
const MARGIN_MS_MAX = 60_000;

interface AccessTokensParts {
  /** Fetches a token; forced, it makes the platform retire the current one, if it can. */
  readonly issue: (isForced: boolean) => Promise<IssuedToken>;
  /** Where other processes find the token. */
  readonly shared: SharedTokens;
  readonly key: string;
  readonly now: () => number;
}

/**
 * The access token of one app or platform: fetched when first needed, unless another process shared
 * one, and kept until shortly before its end. Whoever asks during a fetch waits for that fetch.
 */
export class AccessTokens {
  readonly #parts: AccessTokensParts;
  #kept: StoredToken | null = null;
  #pending: Promise<string> | null = null;
  #refused: string | null = null;
  /** The store did not take our last token, so what it holds is older. */
  #isStoreBehind = false;

  constructor(parts: AccessTokensParts) {
    this.#parts = parts;
  }

  /** A token that nobody refused yet, as far as is known here. */
  async get(): Promise<string> {
    if (this.#kept !== null && this.#isFresh(this.#kept)) return this.#kept.token;
    return this.#fetch(false);
  }

  /**
   * A token in place of one that the platform refused. Of many calls that one token fails, the first
   * fetches its successor, and the others get that; another process may have fetched it already. A
   * fetch is forced only when an ordinary one gives the refused token again: WeChat allows 20 forced
   * ones a day.
   */
  async replace(refused: string): Promise<string> {
    this.#drop(refused);
    const successor = await this.get();
    if (successor !== refused) return successor;
    this.#drop(refused);
    return this.#fetch(true);
  }

  /** Takes over a token that came by another way. */
  async put({ accessToken, lifetimeMs }: IssuedToken): Promise<void> {
    const { shared, key, now } = this.#parts;
    // A token near its end is kept for half of what it has left, or each call would fetch it again.
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
