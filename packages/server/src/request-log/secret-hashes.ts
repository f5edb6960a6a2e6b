import { LRUCache } from "lru-cache";
import type { RequestRecord } from "../domain/request-record.js";
import type { Store } from "../storage/store.js";

/** The stored hashes of the secrets of a call's app and of the platform that called for it. */
export type SecretHashesOf = (
  call: Pick<RequestRecord, "appid" | "componentAppid">,
) => Promise<readonly string[]>;

/** How long a hash is used before it is read again: the batch of one moment often has calls of one app. */
const MAX_AGE_MS = 900;
const COUNT_MAX = 1_000;

export function secretHashesFrom({
  apps,
  components,
}: Pick<Store, "apps" | "components">): SecretHashesOf {
  const cacheOf = (find: (id: string) => Promise<{ readonly secretHash: string } | null>) =>
    new LRUCache<string, string>({
      max: COUNT_MAX,
      ttl: MAX_AGE_MS,
      fetchMethod: async (id) => (await find(id))?.secretHash,
    });
  const ofApps = cacheOf((appid) => apps.find(appid));
  const ofComponents = cacheOf((componentAppid) => components.find(componentAppid));
  return async ({ appid, componentAppid }) => {
    const found = await Promise.all([
      appid === null ? undefined : ofApps.fetch(appid),
      componentAppid === null ? undefined : ofComponents.fetch(componentAppid),
    ]);
    return found.filter((hash) => hash !== undefined);
  };
}
