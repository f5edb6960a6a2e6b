/** How long an access token is valid. */
export const ACCESS_TOKEN_SECONDS = 7200;

/** How long a token remains valid after the next one was issued. @see auth, §2 */
export const RETIREMENT_GRACE_MS = 5 * 60_000;

/** A request this close to the expiry of a stable token gets a new one. */
export const STABLE_RENEWAL_MS = 5 * 60_000;

/**
 * Forced refreshes of a stable token. One that follows sooner returns the current token; above the daily
 * limit they are rejected.
 */
export const FORCE_INTERVAL_MS = 30_000;
export const FORCE_COUNT_MAX_PER_DAY = 20;

/** An issued access token; the token itself is not stored. */
export interface AccessToken {
  readonly tokenHash: string;
  readonly appid: string;
  readonly kind: "ordinary" | "stable";
  readonly expiresAtMs: number;
  /** When the token stops being valid because a newer one was issued; null for the latest token. */
  readonly retiredAtMs: number | null;
}

export type AccessTokenState = "valid" | "expired" | "superseded";

export function accessTokenState(
  token: Pick<AccessToken, "expiresAtMs" | "retiredAtMs">,
  nowMs: number,
): AccessTokenState {
  if (token.retiredAtMs !== null && nowMs >= token.retiredAtMs) return "superseded";
  return nowMs >= token.expiresAtMs ? "expired" : "valid";
}

/** An app's current stable token, and how often it was forced. */
export interface StableToken {
  readonly appid: string;
  /** The token is derived from the app's secret and this salt, so the same token can be returned again. */
  readonly salt: string;
  readonly tokenHash: string;
  readonly expiresAtMs: number;
  readonly forcedAtMs: number | null;
  /** The day, UTC+8, that `forceCount` counts. */
  readonly forceDay: string;
  readonly forceCount: number;
}

export type StableTokenDecision = "answer_current" | "issue_new" | "force_new" | "quota_reached";

/**
 * Decides whether a request for a stable token gets the current token or a new one.
 * @param isDerivable true when the current token can be derived from the caller's secret; false after a
 *   change of the secret, when the current token can no longer be returned and a new one is issued
 */
export function decideStableToken(
  current: StableToken | null,
  request: {
    readonly forceRefresh: boolean;
    readonly isDerivable: boolean;
    readonly nowMs: number;
  },
): StableTokenDecision {
  const { nowMs } = request;
  if (current === null || !request.isDerivable) return "issue_new";
  if (!request.forceRefresh) {
    return nowMs < current.expiresAtMs - STABLE_RENEWAL_MS ? "answer_current" : "issue_new";
  }
  const isTooEarly = current.forcedAtMs !== null && nowMs - current.forcedAtMs < FORCE_INTERVAL_MS;
  if (isTooEarly && nowMs < current.expiresAtMs) return "answer_current";
  const count = current.forceDay === chinaDay(nowMs) ? current.forceCount : 0;
  return count >= FORCE_COUNT_MAX_PER_DAY ? "quota_reached" : "force_new";
}

/** The date in China. Its midnight starts a new daily quota. */
export function chinaDay(nowMs: number): string {
  return new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10);
}
