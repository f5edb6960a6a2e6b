import type { KeyCheck, KeyHolder } from "../admin-keys/key-check.js";
import type { App } from "../domain/app.js";
import { hashSecret, matchesHash, newBearerToken, newId } from "../secrets/secret.js";
import type { ConsoleSession, ConsoleSessionStore } from "../storage/console-store.js";
import type { AppStore } from "../storage/store.js";

/** How long a console session lasts at most; after that it has expired. */
export const CONSOLE_SESSION_MS = 12 * 3_600_000;

export interface ConsoleStores {
  readonly apps: AppStore;
  readonly consoleSessions: ConsoleSessionStore;
}

export interface SessionTerms {
  readonly keys: KeyCheck;
  readonly nowMs: number;
}

/** The credential of a sign-in. */
export type Credential =
  | { readonly kind: "key"; readonly adminKey: string }
  | { readonly kind: "merchant"; readonly appid: string; readonly secret: string };

/** A valid session, with the name to show. */
export interface SignedIn {
  readonly session: ConsoleSession;
  /** The name of the admin key or of the merchant's app. */
  readonly name: string;
  /** The admin key that opened it; null for a merchant. */
  readonly keyId: string | null;
}

/** Whose credential it is; null when the key or the secret is wrong. */
export async function openerOf(
  credential: Credential,
  { apps }: Pick<ConsoleStores, "apps">,
  keys: KeyCheck,
): Promise<Opener | null> {
  return credential.kind === "key"
    ? ofKey(await keys.find(credential.adminKey))
    : ofApp(await apps.find(credential.appid), credential.secret);
}

/** Opens a session. */
export async function openSession(
  { name, keyId, endsAtMs, ...rights }: Opener,
  { consoleSessions }: Pick<ConsoleStores, "consoleSessions">,
  nowMs: number,
): Promise<SignedIn & { readonly token: string }> {
  const token = newBearerToken();
  const session: ConsoleSession = {
    ...rights,
    tokenHash: hashSecret(token),
    id: newId(),
    createdAtMs: nowMs,
    expiresAtMs: Math.min(nowMs + CONSOLE_SESSION_MS, endsAtMs ?? Number.POSITIVE_INFINITY),
  };
  await consoleSessions.put(session);
  return { token, session, name, keyId };
}

/** Whom a credential signs in. */
export interface Opener extends Pick<ConsoleSession, "role" | "appid" | "credentialHash"> {
  readonly name: string;
  readonly keyId: string | null;
  /** When its key ends; null for never. */
  readonly endsAtMs: number | null;
}

const ofKey = (key: KeyHolder | null): Opener | null =>
  key && {
    role: key.role,
    appid: null,
    credentialHash: key.keyHash,
    name: key.name,
    keyId: key.id,
    endsAtMs: key.expiresAtMs,
  };

const ofApp = (app: App | null, secret: string): Opener | null =>
  app !== null && matchesHash(secret, app.secretHash)
    ? {
        role: "merchant",
        appid: app.appid,
        credentialHash: app.secretHash,
        name: app.name,
        keyId: null,
        endsAtMs: null,
      }
    : null;

/** The session of a token; null when it has expired, or when its key or secret is no longer valid. */
export async function findSignedIn(
  token: string | undefined,
  stores: ConsoleStores,
  terms: SessionTerms,
): Promise<SignedIn | null> {
  if (!token) return null;
  const session = await stores.consoleSessions.find(hashSecret(token));
  return session && signedInOf(session, stores, terms);
}

/** A stored session with its name; null as in {@link findSignedIn}. */
export async function signedInOf(
  session: ConsoleSession,
  { apps }: Pick<ConsoleStores, "apps">,
  { keys, nowMs }: SessionTerms,
): Promise<SignedIn | null> {
  if (nowMs >= session.expiresAtMs) return null;
  if (session.appid === null) {
    const key = await keys.findByHash(session.credentialHash);
    return key && { session: { ...session, role: key.role }, name: key.name, keyId: key.id };
  }
  const app = await apps.find(session.appid);
  if (app === null || session.credentialHash !== app.secretHash) return null;
  return { session, name: app.name, keyId: null };
}
