import { AccessTokens, type IssuedToken } from "./access-token.js";
import { AuthorizationMissingError, AuthorizerError } from "./errors.js";
import type { SharedTokens } from "./token-store.js";

/** A merchant's tokens as the platform's server issued them. */
export interface AuthorizerGrant extends IssuedToken {
  /** Null: the reply held none, and the one before stays good. */
  readonly refreshToken: string | null;
}

interface AuthorizerTokensParts {
  readonly authorizerAppid: string;
  /** Gets an access token for a refresh token, by `api_authorizer_token`. */
  readonly refresh: (refreshToken: string) => Promise<AuthorizerGrant>;
  readonly shared: SharedTokens;
  /** Of a kind of token, which names it in the store. */
  readonly keyOf: (kind: "authorizer_access_token" | "authorizer_refresh_token") => string;
  readonly now: () => number;
}

/**
 * One merchant's tokens. The refresh token is overwritten with whatever comes back; the store's goes
 * before the memory's, since another process may have met a newer consent.
 */
export class AuthorizerTokens {
  readonly accessTokens: AccessTokens;
  readonly #parts: AuthorizerTokensParts;
  readonly #refreshKey: string;
  #kept: string | null = null;
  /** Handed over by the program: the last resort, for it may be old. */
  #given: string | null = null;
  /** The store did not take our last refresh token, or has not yet. */
  #isStoreBehind = false;

  constructor(parts: AuthorizerTokensParts) {
    const { shared, keyOf, now } = parts;
    this.#parts = parts;
    this.#refreshKey = keyOf("authorizer_refresh_token");
    this.accessTokens = new AccessTokens({
      issue: () => this.#issue(),
      shared,
      key: keyOf("authorizer_access_token"),
      now,
    });
  }

  /** Offers a refresh token for when no other is known, or none is good. */
  give(refreshToken: string): void {
    this.#given = refreshToken;
  }

  /** Takes over what a consent brought. */
  async adopt(refreshToken: string | null, issued: IssuedToken | null): Promise<void> {
    if (refreshToken !== null) await this.#keep(refreshToken);
    if (issued !== null) await this.accessTokens.put(issued);
  }

  async #issue(): Promise<IssuedToken> {
    const tried = new Set<string>();
    let refusal: AuthorizerError | null = null;
    for (;;) {
      // Read anew each time: a consent may have replaced the token that was refused just now.
      const candidates = await this.#candidates();
      const refreshToken = candidates.find((candidate) => !tried.has(candidate));
      if (refreshToken === undefined) {
        throw refusal ?? new AuthorizationMissingError(this.#parts.authorizerAppid);
      }
      tried.add(refreshToken);
      const keptBefore = this.#kept;
      try {
        const grant = await this.#parts.refresh(refreshToken);
        // A consent that came meanwhile brought a newer refresh token than this reply holds.
        const isNewest = this.#kept === keptBefore;
        if (isNewest) await this.#keep(grant.refreshToken ?? refreshToken);
        return grant;
      } catch (error) {
        const isRefused =
          error instanceof AuthorizerError && error.reason === "REFRESH_TOKEN_INVALID";
        if (!isRefused) throw error;
        refusal = error;
      }
    }
  }

  /** The refresh tokens that are known, the likeliest first. */
  async #candidates(): Promise<string[]> {
    const found = (await this.#parts.shared.find(this.#refreshKey))?.token ?? null;
    const known = this.#isStoreBehind ? [this.#kept, found] : [found, this.#kept];
    return [...known, this.#given].filter((token) => token !== null);
  }

  async #keep(refreshToken: string): Promise<void> {
    this.#kept = refreshToken;
    this.#isStoreBehind = true;
    const token = { token: refreshToken, expiresAtMs: null };
    this.#isStoreBehind = !(await this.#parts.shared.keep(this.#refreshKey, token));
  }
}
