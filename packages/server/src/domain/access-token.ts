/** How long an access token lives. */
export const ACCESS_TOKEN_SECONDS = 7200;

/** How long a token stays usable after the next one was issued. @see auth, §2 */
export const RETIREMENT_GRACE_MS = 5 * 60_000;

/** The last part of its life, in which a stable token is renewed when asked for. */
export const STABLE_RENEWAL_MS = 5 * 60_000;

/** Forced refreshes of a stable token: at least so far apart, and at most so many a day. */
export const FORCE_INTERVAL_MS = 30_000;
export const FORCE_COUNT_MAX_PER_DAY = 20;

/** An issued access token; the token itself is not kept. */
export interface AccessToken {
  readonly tokenHash: string;
  readonly appid: string;
  readonly kind: "ordinary" | "stable";
  readonly expiresAtMs: number;
  /** From then on it is no longer the latest; null while it is. */
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
  /** The token is derived from the app's secret and this: so the same one can be answered again. */
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
 * What a request for a stable token gets.
 * @param isDerivable whether the current token is the one that the caller's secret derives; after
 *   the secret was changed it is not, and nobody can be told the old token any more
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

/** The date in China, whose midnight begins a new daily quota. */
export function chinaDay(nowMs: number): string {
  return new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10);
}
