import { AccessTokens, type IssuedToken } from "./access-token.js";
import { AuthorizationMissingError, AuthorizerError } from "./errors.js";
import type { SharedTokens } from "./token-store.js";

/** A merchant's tokens as the platform's server issued them. */
export interface AuthorizerGrant extends IssuedToken {
  /** Null: the reply contained none, and the previous refresh token stays valid. */
  readonly refreshToken: string | null;
}

interface AuthorizerTokensParts {
  readonly authorizerAppid: string;
  /** Exchanges a refresh token for an access token, with `api_authorizer_token`. */
  readonly refresh: (refreshToken: string) => Promise<AuthorizerGrant>;
  readonly shared: SharedTokens;
  /** The key of a token in the store, by the kind of the token. */
  readonly keyOf: (kind: "authorizer_access_token" | "authorizer_refresh_token") => string;
  readonly now: () => number;
}

/**
 * One merchant's tokens. Each refresh token in a reply replaces the one before. The store's refresh
 * token is tried before the one in memory, since another process may have received a newer consent.
 */
export class AuthorizerTokens {
  readonly accessTokens: AccessTokens;
  readonly #parts: AuthorizerTokensParts;
  readonly #refreshKey: string;
  #kept: string | null = null;
  /** Passed in by the program. It is tried last, since it may be old. */
  #given: string | null = null;
  /** True: our last refresh token is not in the store (yet), so a refresh token there is older. */
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

  /** Adds a refresh token, which is used when no other is known or valid. */
  give(refreshToken: string): void {
    this.#given = refreshToken;
  }

  /** Keeps the tokens of a new consent. */
  async adopt(refreshToken: string | null, issued: IssuedToken | null): Promise<void> {
    if (refreshToken !== null) await this.#keep(refreshToken);
    if (issued !== null) await this.accessTokens.put(issued);
  }

  async #issue(): Promise<IssuedToken> {
    const tried = new Set<string>();
    let refusal: AuthorizerError | null = null;
    for (;;) {
      // Read again each time: a consent may have replaced the token that was just rejected.
      const candidates = await this.#candidates();
      const refreshToken = candidates.find((candidate) => !tried.has(candidate));
      if (refreshToken === undefined) {
        throw refusal ?? new AuthorizationMissingError(this.#parts.authorizerAppid);
      }
      tried.add(refreshToken);
      const keptBefore = this.#kept;
      try {
        const grant = await this.#parts.refresh(refreshToken);
        // A consent that arrived during the refresh brought a newer refresh token than this reply.
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

  /** The known refresh tokens, the one most likely to be valid first. */
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
