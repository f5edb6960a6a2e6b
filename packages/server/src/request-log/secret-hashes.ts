import { LRUCache } from "lru-cache";
import type { Store } from "../storage/store.js";

/** The stored hashes of the secrets of apps and third-party platforms. */
export type SecretHashesOf = (ids: readonly string[]) => Promise<ReadonlySet<string>>;

/** How long a hash is used before it is read again: the batch of one moment often has calls of one app. */
const MAX_AGE_MS = 900;
const COUNT_MAX = 1_000;

export function secretHashesFrom({
  apps,
  components,
}: Pick<Store, "apps" | "components">): SecretHashesOf {
  // An unknown id has no hash; that is remembered as well.
  const hashes = new LRUCache<string, readonly string[]>({
    max: COUNT_MAX,
    ttl: MAX_AGE_MS,
    fetchMethod: async (id) => {
      const found = await Promise.all([apps.find(id), components.find(id)]);
      return found.flatMap((whose) => whose?.secretHash ?? []);
    },
  });
  return async (ids) => {
    const found = await Promise.all(ids.map((id) => hashes.fetch(id)));
    return new Set(found.flatMap((ofOne) => ofOne ?? []));
  };
}
