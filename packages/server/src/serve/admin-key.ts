import { hashSecret, newBearerToken } from "../secrets/secret.js";
import type { SettingStore } from "../storage/store.js";

const SETTING = "admin_key_hash";

/**
 * The hash of the operator's key: of the one given, of the one stored, or of a new one, which is
 * told this once and never again.
 */
export async function adminKey(
  given: string | undefined,
  settings: SettingStore,
): Promise<{ readonly hash: string; readonly newKey: string | null }> {
  if (given !== undefined) return { hash: hashSecret(given), newKey: null };
  const newKey = newBearerToken();
  const newHash = hashSecret(newKey);
  // Of processes that start at once on a new database, one makes the key that holds for all.
  const hash = await settings.change(SETTING, (stored) => stored ?? newHash);
  return { hash, newKey: hash === newHash ? newKey : null };
}
