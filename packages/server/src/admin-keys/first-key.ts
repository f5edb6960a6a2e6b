import { type AdminKey, DEFAULT_KEY, hasLastingOwner } from "../domain/admin-key.js";
import { hashSecret, newBearerToken } from "../secrets/secret.js";
import type { AdminKeyStore } from "../storage/admin-key-store.js";

/**
 * Makes an owner key when none is left, and returns it this once: only its hash is stored. Null when the
 * stored owner keys are valid.
 */
export async function makeFirstKey(
  adminKeys: AdminKeyStore,
  nowMs: number,
): Promise<string | null> {
  // A start that needs no new key writes nothing.
  if (hasLastingOwner(await adminKeys.list(), nowMs)) return null;
  const newKey = newBearerToken();
  const secret = defaultKey(hashSecret(newKey), nowMs);
  // When several processes start on a new database at the same time, one process's key is valid for all.
  const isNew = await adminKeys.change((stored) =>
    hasLastingOwner(stored, nowMs) ? { result: false, put: [] } : { result: true, put: [secret] },
  );
  return isNew ? newKey : null;
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
