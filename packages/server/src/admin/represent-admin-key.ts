import type { AdminKeyRepresentation } from "@dingdan/contract";
import { type AdminKey, DEFAULT_KEY, isActive } from "../domain/admin-key.js";

/** The key that the process was given. Its uses and its age are not stored. */
export const GIVEN_KEY: AdminKeyRepresentation = {
  id: DEFAULT_KEY,
  name: DEFAULT_KEY,
  role: "owner",
  source: "setting",
  state: "active",
};

/** @param secrets of one key, the newest first; at least one */
export function representAdminKey(
  secrets: readonly AdminKey[],
  nowMs: number,
): AdminKeyRepresentation {
  const [current, previous] = secrets;
  if (current === undefined) throw new Error("a key has at least one secret");
  const { id, name, role, createdAtMs, issuedAtMs, expiresAtMs } = current;
  const uses = secrets.flatMap(({ lastUsedAtMs }) => lastUsedAtMs ?? []);
  return {
    id,
    name,
    role,
    source: "stored",
    state: stateOf(current, nowMs),
    created_at: instant(createdAtMs),
    ...(issuedAtMs > createdAtMs ? { rotated_at: instant(issuedAtMs) } : {}),
    ...(uses.length > 0 ? { last_used_at: instant(Math.max(...uses)) } : {}),
    ...(expiresAtMs === null ? {} : { expires_at: instant(expiresAtMs) }),
    ...(previous !== undefined && previous.expiresAtMs !== null && isActive(previous, nowMs)
      ? { previous_valid_until: instant(previous.expiresAtMs) }
      : {}),
  };
}

const stateOf = (secret: AdminKey, nowMs: number): AdminKeyRepresentation["state"] => {
  if (isActive(secret, nowMs)) return "active";
  return secret.revokedAtMs === null ? "expired" : "revoked";
};

const instant = (ms: number) => new Date(ms).toISOString();
