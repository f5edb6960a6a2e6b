import { hashSecret, newBearerToken } from "../secrets/secret.js";
import type { SettingStore } from "../storage/store.js";

const SETTING = "admin_key_hash";

/**
 * The hash of the operator's key: the given key, or the stored one, or a new one. A new key is
 * returned here once; only its hash is stored.
 */
export async function adminKey(
  given: string | undefined,
  settings: SettingStore,
): Promise<{ readonly hash: string; readonly newKey: string | null }> {
  if (given !== undefined) return { hash: hashSecret(given), newKey: null };
  const newKey = newBearerToken();
  const newHash = hashSecret(newKey);
  // When several processes start on a new database at the same time, one process's key is valid for all.
  const hash = await settings.change(SETTING, (stored) => stored ?? newHash);
  return { hash, newKey: hash === newHash ? newKey : null };
}
