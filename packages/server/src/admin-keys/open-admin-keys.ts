import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.js";
import type { CallerLookups } from "../storage/cached-lookups.js";
import type { Store } from "../storage/store.js";
import { firstKey } from "./first-key.js";
import { KeyCheck } from "./key-check.js";

interface Parts {
  readonly store: Pick<Store, "adminKeys">;
  readonly lookups: Pick<CallerLookups, "adminKeys">;
  readonly clock: Clock;
  readonly log: Pick<FastifyBaseLogger, "warn">;
}

/**
 * The check of admin keys in a process that was given one, or none.
 * @returns with the key that its start shows; null when stored keys are valid
 */
export async function openAdminKeys(
  { store: { adminKeys }, lookups, clock, log }: Parts,
  given: string | undefined,
): Promise<{ readonly keys: KeyCheck; readonly shownKey: string | null }> {
  const { givenHash, newKey } = await firstKey(given, adminKeys, clock.nowMs());
  const stored = lookups.adminKeys;
  const keys = new KeyCheck({ givenHash, stored, uses: adminKeys, clock, log });
  return { keys, shownKey: given ?? newKey };
}
