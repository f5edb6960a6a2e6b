import { hashSecret, matchesHash, newBearerToken } from "../secrets/secret.js";
import type { ConsoleSession, ConsoleSessionStore } from "../storage/console-store.js";
import type { AppStore } from "../storage/store.js";

/** How long somebody stays signed in at the console. */
export const CONSOLE_SESSION_MS = 12 * 3_600_000;

export interface ConsoleStores {
  readonly apps: AppStore;
  readonly consoleSessions: ConsoleSessionStore;
}

/** What somebody signs in with. */
export type Credential =
  | { readonly role: "operator"; readonly adminKey: string }
  | { readonly role: "merchant"; readonly appid: string; readonly secret: string };

/** Somebody who is signed in, and the name to greet it with. */
export interface SignedIn {
  readonly session: ConsoleSession;
  /** The app's; empty for the operator. */
  readonly name: string;
}

/** Opens a session, or answers null when the key or the secret is wrong. */
export async function signIn(
  credential: Credential,
  { apps, consoleSessions }: ConsoleStores,
  { adminKeyHash, nowMs }: { readonly adminKeyHash: string; readonly nowMs: number },
): Promise<(SignedIn & { readonly token: string }) | null> {
  const app = credential.role === "merchant" ? await apps.find(credential.appid) : null;
  const credentialHash = credential.role === "merchant" ? app?.secretHash : adminKeyHash;
  const secret = credential.role === "merchant" ? credential.secret : credential.adminKey;
  if (credentialHash === undefined || !matchesHash(secret, credentialHash)) return null;
  const token = newBearerToken();
  const session: ConsoleSession = {
    tokenHash: hashSecret(token),
    role: credential.role,
    appid: app?.appid ?? null,
    credentialHash,
    expiresAtMs: nowMs + CONSOLE_SESSION_MS,
  };
  await consoleSessions.put(session);
  return { token, session, name: app?.name ?? "" };
}

/** Who is signed in with a token, or null: also once the key or the secret it came by was changed. */
export async function findSignedIn(
  token: string | undefined,
  { apps, consoleSessions }: ConsoleStores,
  { adminKeyHash, nowMs }: { readonly adminKeyHash: string; readonly nowMs: number },
): Promise<SignedIn | null> {
  if (!token) return null;
  const session = await consoleSessions.find(hashSecret(token));
  if (session === null || nowMs >= session.expiresAtMs) return null;
  const app = session.appid === null ? null : await apps.find(session.appid);
  const credentialHash = session.role === "operator" ? adminKeyHash : app?.secretHash;
  if (session.credentialHash !== credentialHash) return null;
  return { session, name: app?.name ?? "" };
}
