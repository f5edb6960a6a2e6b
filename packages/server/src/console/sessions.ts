import { hashSecret, matchesHash, newBearerToken } from "../secrets/secret.js";
import type { ConsoleSession, ConsoleSessionStore } from "../storage/console-store.js";
import type { AppStore } from "../storage/store.js";

/** How long a console session lasts; after that it has expired. */
export const CONSOLE_SESSION_MS = 12 * 3_600_000;

export interface ConsoleStores {
  readonly apps: AppStore;
  readonly consoleSessions: ConsoleSessionStore;
}

/** The credential of a sign-in. */
export type Credential =
  | { readonly role: "operator"; readonly adminKey: string }
  | { readonly role: "merchant"; readonly appid: string; readonly secret: string };

/** A valid session, with the name to show. */
export interface SignedIn {
  readonly session: ConsoleSession;
  /** The app's; empty for the operator. */
  readonly name: string;
}

/** Opens a session; null when the key or the secret is wrong. */
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

/** The session of a token; null when it has expired, or when its key or secret has been changed. */
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
