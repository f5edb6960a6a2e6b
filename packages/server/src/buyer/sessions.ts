import { hashSecret, newBearerToken } from "../secrets/secret.js";
import type { BuyerToken, BuyerTokenStore } from "../storage/store.js";

/** How long a one-time link waits to be opened. */
export const LINK_MS = 15 * 60_000;

/** How long a buyer stays signed in. */
export const SESSION_MS = 12 * 3_600_000;

/** Whose orders are shown. */
export interface Buyer {
  readonly appid: string;
  readonly openid: string;
}

/** A new one-time link; its token is for the buyer alone, the rest is stored. */
export function newBuyerLink(buyer: Buyer, nowMs: number): { token: string; link: BuyerToken } {
  const token = newBearerToken();
  const tokenHash = hashSecret(token);
  return { token, link: { tokenHash, purpose: "link", ...buyer, expiresAtMs: nowMs + LINK_MS } };
}

/** Where a one-time link leads. Opening it spends nothing: link previews open links, too. */
export const buyerLinkUrl = (publicUrl: string, token: string): string =>
  `${publicUrl}/buyer/sessions/${token}`;

/** Spends a link for a session, or null when it was spent, has expired or never was. */
export async function openSession(
  linkToken: string,
  buyerTokens: BuyerTokenStore,
  nowMs: number,
): Promise<{ token: string; session: BuyerToken } | null> {
  const token = newBearerToken();
  const session = await buyerTokens.spend(
    hashSecret(linkToken),
    ({ appid, openid, expiresAtMs }) =>
      nowMs >= expiresAtMs
        ? null
        : {
            tokenHash: hashSecret(token),
            purpose: "session",
            appid,
            openid,
            expiresAtMs: nowMs + SESSION_MS,
          },
  );
  return session && { token, session };
}

/** The session that a token opens, or null. */
export async function findSession(
  token: string | null | undefined,
  buyerTokens: BuyerTokenStore,
  nowMs: number,
): Promise<BuyerToken | null> {
  if (!token) return null;
  const session = await buyerTokens.find(hashSecret(token));
  return session?.purpose === "session" && nowMs < session.expiresAtMs ? session : null;
}
