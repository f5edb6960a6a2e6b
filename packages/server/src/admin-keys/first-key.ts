import { type AdminKey, DEFAULT_KEY, hasLastingOwner } from "../domain/admin-key.js";
import { hashSecret, newBearerToken } from "../secrets/secret.js";
import type { AdminKeyStore } from "../storage/admin-key-store.js";

/** The owner key that a process starts with. */
export interface FirstKey {
  /** The hash of the key that the process was given; null without one. */
  readonly givenHash: string | null;
  /** A new key, which is returned here once; only its hash is stored. */
  readonly newKey: string | null;
}

/**
 * The given key; without one, the stored owner keys stay valid, and a new key is made when no owner key
 * is left.
 */
export async function firstKey(
  given: string | undefined,
  adminKeys: AdminKeyStore,
  nowMs: number,
): Promise<FirstKey> {
  if (given !== undefined) return { givenHash: hashSecret(given), newKey: null };
  // A start that needs no new key writes nothing.
  if (hasLastingOwner(await adminKeys.list(), nowMs)) return { givenHash: null, newKey: null };
  const newKey = newBearerToken();
  const secret = defaultKey(hashSecret(newKey), nowMs);
  // When several processes start on a new database at the same time, one process's key is valid for all.
  const isNew = await adminKeys.change((stored) =>
    hasLastingOwner(stored, nowMs) ? { result: false, put: [] } : { result: true, put: [secret] },
  );
  return { givenHash: null, newKey: isNew ? newKey : null };
}

const defaultKey = (keyHash: string, nowMs: number): AdminKey => ({
  keyHash,
  id: DEFAULT_KEY,
  name: DEFAULT_KEY,
  role: "owner",
  createdAtMs: nowMs,
  issuedAtMs: nowMs,
  lastUsedAtMs: null,
  expiresAtMs: null,
  revokedAtMs: null,
});
