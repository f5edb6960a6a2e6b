import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.js";
import { hashSecret } from "../secrets/secret.js";
import type { CallerLookups } from "../storage/cached-lookups.js";
import type { Store } from "../storage/store.js";
import { makeFirstKey } from "./first-key.js";
import { KeyCheck } from "./key-check.js";

interface Parts {
  readonly store: Pick<Store, "adminKeys">;
  readonly lookups: Pick<CallerLookups, "adminKeys">;
  readonly clock: Clock;
  readonly log: Pick<FastifyBaseLogger, "warn">;
}

export interface OpenAdminKeys {
  readonly keys: KeyCheck;
  /**
   * The key that the start shows: the given one, or a new one when no owner key is left; null when stored
   * keys are valid. A new key is stored by this call, so it is called when nothing can end the start any
   * more: a key that is stored and not shown is lost.
   */
  readonly keyToShow: () => Promise<string | null>;
}

/** The check of admin keys in a process that was given one, or none. */
export function openAdminKeys(
  { store: { adminKeys }, lookups, clock, log }: Parts,
  given: string | undefined,
): OpenAdminKeys {
  const givenHash = given === undefined ? null : hashSecret(given);
  const stored = lookups.adminKeys;
  return {
    keys: new KeyCheck({ givenHash, stored, uses: adminKeys, clock, log }),
    keyToShow: async () => given ?? (await makeFirstKey(adminKeys, clock.nowMs())),
  };
}
