/** A token as the platform issued it. */
export interface IssuedToken {
  readonly accessToken: string;
  readonly lifetimeMs: number;
}

// Time for a call that sets out with the token to arrive. WeChat renews a stable token 5 minutes
// before its end: a fetch that came earlier than that would be given the old one again.
const MARGIN_MS_MAX = 60_000;

/**
 * The access token of one client: fetched when first needed, and kept until shortly before its end.
 * Whoever asks during a fetch waits for that fetch.
 */
export class AccessTokens {
  readonly #issue: (isForced: boolean) => Promise<IssuedToken>;
  readonly #now: () => number;
  #kept: { readonly accessToken: string; readonly keptUntilMs: number } | null = null;
  #pending: Promise<string> | null = null;

  /** @param issue fetches a token; forced, it makes the platform retire the current one */
  constructor(issue: (isForced: boolean) => Promise<IssuedToken>, now: () => number) {
    this.#issue = issue;
    this.#now = now;
  }

  /** A token that nobody refused yet, as far as is known here. */
  async get(): Promise<string> {
    const kept = this.#kept;
    if (kept !== null && this.#now() < kept.keptUntilMs) return kept.accessToken;
    return this.#fetch(false);
  }

  /**
   * A token in place of one that the platform refused. Of many calls that one token fails, the first
   * fetches its successor, and the others get that. A fetch is forced only when an ordinary one gives
   * the refused token again: WeChat allows 20 forced ones a day.
   */
  async replace(refused: string): Promise<string> {
    this.#drop(refused);
    const successor = await this.get();
    if (successor !== refused) return successor;
    this.#drop(refused);
    return this.#fetch(true);
  }

  #drop(refused: string): void {
    if (this.#kept?.accessToken === refused) this.#kept = null;
  }

  #fetch(isForced: boolean): Promise<string> {
    this.#pending ??= this.#fetchAndKeep(isForced).finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  async #fetchAndKeep(isForced: boolean): Promise<string> {
    const askedAtMs = this.#now();
    const { accessToken, lifetimeMs } = await this.#issue(isForced);
    // A token near its end is kept for half of what it has left, or each call would fetch it again.
    const marginMs = Math.min(MARGIN_MS_MAX, lifetimeMs / 2);
    this.#kept = { accessToken, keptUntilMs: askedAtMs + lifetimeMs - marginMs };
    return accessToken;
  }
}
