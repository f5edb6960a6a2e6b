import type { AdminRole } from "@dingdan/contract";

/** One secret of an admin key. A rotated key has several secrets, all with the id of the key. */
export interface AdminKey {
  readonly keyHash: string;
  readonly id: string;
  readonly name: string;
  readonly role: AdminRole;
  /** When the key was created; a rotation keeps it. */
  readonly createdAtMs: number;
  /** When this secret was made. */
  readonly issuedAtMs: number;
  /** Null before the first use. Written at most once in {@link USE_NOTED_EVERY_MS}. */
  readonly lastUsedAtMs: number | null;
  /** Null: it does not expire. */
  readonly expiresAtMs: number | null;
  readonly revokedAtMs: number | null;
}

/** The id and name of the key that a platform has from its first start. */
export const DEFAULT_KEY = "default";
export const ACTIVE_KEYS_MAX = 100;
/** How long keys that have ended stay in the list. */
export const ENDED_KEYS_KEPT_MS = 90 * 24 * 3_600_000;
/** How often the last use of a key is written. */
export const USE_NOTED_EVERY_MS = 3_600_000;

export const isActive = ({ revokedAtMs, expiresAtMs }: AdminKey, nowMs: number): boolean =>
  revokedAtMs === null && (expiresAtMs === null || nowMs < expiresAtMs);

/** The keys of a list of secrets: of each key its secrets, the newest first. */
export function groupById(secrets: readonly AdminKey[]): AdminKey[][] {
  const groups = new Map<string, AdminKey[]>();
  for (const secret of secrets.toSorted((a, b) => b.issuedAtMs - a.issuedAtMs)) {
    const group = groups.get(secret.id);
    if (group === undefined) groups.set(secret.id, [secret]);
    else group.push(secret);
  }
  return [...groups.values()].toSorted(([a], [b]) => (a && b ? compareKeys(a, b) : 0));
}

/** The key of the first start, then the oldest; by name when two were created at one time. */
const compareKeys = (a: AdminKey, b: AdminKey): number =>
  Number(b.id === DEFAULT_KEY) - Number(a.id === DEFAULT_KEY) ||
  a.createdAtMs - b.createdAtMs ||
  (a.name < b.name ? -1 : 1);

export type NewKeyDecision =
  | { readonly kind: "created" }
  | { readonly kind: "name_taken" }
  | { readonly kind: "too_many" };

/** Decides whether a key may be created beside the stored ones. */
export function decideNewKey(
  stored: readonly AdminKey[],
  name: string,
  nowMs: number,
): NewKeyDecision {
  const active = stored.filter((secret) => isActive(secret, nowMs));
  if (active.some((secret) => secret.name === name)) return { kind: "name_taken" };
  const count = new Set(active.map(({ id }) => id)).size;
  return { kind: count < ACTIVE_KEYS_MAX ? "created" : "too_many" };
}

export type RotationDecision =
  /** The secrets to write: the new one, and the older ones with their new ends. */
  | { readonly kind: "rotated"; readonly secret: AdminKey; readonly older: readonly AdminKey[] }
  | { readonly kind: "unknown" }
  | { readonly kind: "ended" };

/** Decides on a new secret for a key. The older ones stay valid until the overlap ends, or their own end. */
export function decideRotation(
  stored: readonly AdminKey[],
  id: string,
  { keyHash, overlapMs, nowMs }: { keyHash: string; overlapMs: number; nowMs: number },
): RotationDecision {
  const [current, ...replaced] = secretsOf(stored, id);
  if (current === undefined) return { kind: "unknown" };
  if (!isActive(current, nowMs)) return { kind: "ended" };
  const endsAtMs = nowMs + overlapMs;
  const older = [current, ...replaced]
    .filter((secret) => isActive(secret, nowMs))
    .map((secret) => ({
      ...secret,
      expiresAtMs: Math.min(secret.expiresAtMs ?? Number.POSITIVE_INFINITY, endsAtMs),
    }));
  // Secrets are sorted by this time, so two of one millisecond must differ.
  const issuedAtMs = Math.max(nowMs, current.issuedAtMs + 1);
  return { kind: "rotated", secret: { ...current, keyHash, issuedAtMs }, older };
}

export type RevocationDecision =
  | { readonly kind: "revoked"; readonly secrets: readonly AdminKey[] }
  | { readonly kind: "unknown" }
  | { readonly kind: "last_owner" };

/**
 * Decides on the end of a key. An owner key that does not expire must remain, unless the process was given
 * one as a setting. A key that has ended stays as it is.
 */
export function decideRevocation(
  stored: readonly AdminKey[],
  id: string,
  { nowMs, hasGivenKey }: { nowMs: number; hasGivenKey: boolean },
): RevocationDecision {
  const secrets = secretsOf(stored, id);
  if (secrets.length === 0) return { kind: "unknown" };
  const active = secrets.filter((secret) => isActive(secret, nowMs));
  const others = stored.filter((secret) => secret.id !== id);
  const endsAnOwner = active.some(({ role }) => role === "owner");
  if (endsAnOwner && !hasGivenKey && !hasLastingOwner(others, nowMs)) return { kind: "last_owner" };
  return { kind: "revoked", secrets: active.map((secret) => ({ ...secret, revokedAtMs: nowMs })) };
}

/** Whether one of the secrets is an owner's and does not expire. */
export const hasLastingOwner = (secrets: readonly AdminKey[], nowMs: number): boolean =>
  secrets.some(
    (secret) => secret.role === "owner" && secret.expiresAtMs === null && isActive(secret, nowMs),
  );

/** The secrets of a key, the newest first. */
const secretsOf = (stored: readonly AdminKey[], id: string) =>
  stored.filter((secret) => secret.id === id).toSorted((a, b) => b.issuedAtMs - a.issuedAtMs);
