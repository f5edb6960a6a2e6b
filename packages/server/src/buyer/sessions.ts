import type { Clock } from "../clock.js";
import { atBuyerLink, atBuyerSession } from "../guesses/doors.js";
import type { GuessLimit } from "../guesses/guess-limit.js";
import { requireMayGuess } from "../guesses/try-credential.js";
import { hashSecret, newBearerToken } from "../secrets/secret.js";
import type { Buyer, BuyerToken, BuyerTokenStore } from "../storage/store.js";

/** How long a one-time link is valid; after that it cannot be opened. */
export const LINK_MS = 15 * 60_000;

/** How long a buyer stays signed in. */
export const SESSION_MS = 12 * 3_600_000;

/** How long a preview lasts: shorter than a session, because it shows a buyer's orders to a merchant. */
export const PREVIEW_MS = 30 * 60_000;

/** A new one-time link. Only the buyer receives the token; the platform stores the rest. */
export function newBuyerLink(
  { buyers, isPreview }: { readonly buyers: readonly Buyer[]; readonly isPreview: boolean },
  nowMs: number,
): { token: string; link: BuyerToken } {
  const token = newBearerToken();
  const tokenHash = hashSecret(token);
  const expiresAtMs = nowMs + LINK_MS;
  return { token, link: { tokenHash, purpose: "link", buyers, isPreview, expiresAtMs } };
}

/** The URL of a one-time link. Opening it does not use it up, because link previews open links, too. */
export const buyerLinkUrl = (publicUrl: string, token: string): string =>
  `${publicUrl}/buyer/sessions/${token}`;

/** Where a one-time link is presented. */
export interface LinkDoor {
  readonly buyerTokens: BuyerTokenStore;
  readonly guesses: GuessLimit;
  /** The client's IP address. */
  readonly address: string;
}

/**
 * True when a link has not been used and has not expired.
 * @throws Problem 429 when the network has presented too many wrong links
 */
export async function isOpenLink(
  linkToken: string,
  { buyerTokens, guesses, address }: LinkDoor,
  nowMs: number,
): Promise<boolean> {
  const attempt = atBuyerLink(address);
  requireMayGuess(guesses, attempt);
  const link = await buyerTokens.find(hashSecret(linkToken));
  if (link === null) await guesses.wrong(attempt);
  return link?.purpose === "link" && nowMs < link.expiresAtMs;
}

/**
 * Uses up a link and opens a session; null when the link was used, has expired or never existed.
 * @throws Problem 429 when the network has presented too many wrong links
 */
export async function openSession(
  linkToken: string,
  { buyerTokens, guesses, address }: LinkDoor,
  nowMs: number,
): Promise<{ token: string; session: BuyerToken } | null> {
  const attempt = atBuyerLink(address);
  requireMayGuess(guesses, attempt);
  const token = newBearerToken();
  const session = await buyerTokens.spend(hashSecret(linkToken), (link) =>
    nowMs >= link.expiresAtMs
      ? null
      : {
          ...link,
          tokenHash: hashSecret(token),
          purpose: "session",
          expiresAtMs: nowMs + (link.isPreview ? PREVIEW_MS : SESSION_MS),
        },
  );
  if (session === null) {
    await guesses.wrong(attempt);
    return null;
  }
  guesses.right(attempt);
  return { token, session };
}

/** Ends a session. Its token becomes invalid immediately, in other processes within a second. */
export const closeSession = (session: BuyerToken, buyerTokens: BuyerTokenStore): Promise<void> =>
  buyerTokens.delete(session.tokenHash);

/** What a session is found with. */
export interface SessionLookup {
  /** May read from memory. */
  readonly sessions: Pick<BuyerTokenStore, "find">;
  readonly clock: Clock;
  readonly guesses: GuessLimit;
}

/**
 * The session that a token opens, or null.
 * @throws Problem 429 when the network has presented too many tokens that open none
 */
export async function findSession(
  token: string | null | undefined,
  address: string,
  { sessions, clock, guesses }: SessionLookup,
): Promise<BuyerToken | null> {
  if (!token) return null;
  const attempt = atBuyerSession(address);
  requireMayGuess(guesses, attempt);
  const session = await sessions.find(hashSecret(token));
  if (session === null) await guesses.wrong(attempt);
  return session?.purpose === "session" && clock.nowMs() < session.expiresAtMs ? session : null;
}
