import { LRUCache } from "lru-cache";
import type { Store } from "./store.js";

/** What a call's token leads to. */
export type CallerStores = Pick<
  Store,
  "accessTokens" | "apps" | "componentCredentials" | "authorizations"
>;

/** The look-ups that every call of the wire makes. */
export type CallerLookups = {
  readonly [Name in keyof CallerStores]: Pick<CallerStores[Name], "find">;
};

export interface LookupCacheOptions {
  /** How long a found thing may be used without asking again. @default 900 */
  readonly maxAgeMs?: number;
  /** How many things are kept. @default 20,000 */
  readonly countMax?: number;
  /** A clock that only goes forward; not the platform's, which a sandbox moves. */
  readonly nowMs?: () => number;
}

/**
 * Keeps in memory what calls' tokens lead to. What another process revokes or changes is seen within
 * `maxAgeMs`; what is changed through the answered `store` is seen at once. What was not found is
 * asked for every time: a token may have been issued elsewhere a moment ago.
 */
export function cacheLookups(
  stored: Store,
  { maxAgeMs = 900, countMax = 20_000, nowMs = () => performance.now() }: LookupCacheOptions = {},
): { readonly store: Store; readonly lookups: CallerLookups } {
  const found = new LRUCache<string, object>({
    max: countMax,
    ttl: maxAgeMs,
    ttlResolution: 0,
    perf: { now: nowMs },
  });
  let changes = 0;
  const forget = () => {
    changes++;
    found.clear();
  };

  const cached =
    <Arguments extends readonly string[], Found extends object>(
      name: string,
      find: (...given: Arguments) => Promise<Found | null>,
    ) =>
    (...given: Arguments): Promise<Found | null> => {
      const key = `${name} ${given.join(" ")}`;
      const known = found.get(key) as Found | undefined;
      if (known !== undefined) return Promise.resolve(known);
      return load(key, () => find(...given));
    };

  async function load<Found extends object>(
    key: string,
    find: () => Promise<Found | null>,
  ): Promise<Found | null> {
    const startedAtMs = nowMs();
    const changesBefore = changes;
    const loaded = await find();
    // What was changed meanwhile may have been read before the change.
    if (loaded !== null && changes === changesBefore) {
      found.set(key, loaded, { start: startedAtMs });
    }
    return loaded;
  }

  const { accessTokens, apps, componentCredentials, authorizations } = stored;
  return {
    store: {
      ...stored,
      accessTokens: forgetting(accessTokens, forget),
      apps: forgetting(apps, forget),
      componentCredentials: forgetting(componentCredentials, forget),
      authorizations: forgetting(authorizations, forget),
    },
    lookups: {
      accessTokens: { find: cached("token", (hash: string) => accessTokens.find(hash)) },
      apps: { find: cached("app", (appid: string) => apps.find(appid)) },
      componentCredentials: {
        find: cached("credential", (hash: string) => componentCredentials.find(hash)),
      },
      authorizations: {
        find: cached("authorization", (appid: string, componentAppid: string) =>
          authorizations.find(appid, componentAppid),
        ),
      },
    },
  };
}

const READS = /^(find|list)/;

/** The same sub-store, which says after each of its writes, done or failed, that there was one. */
function forgetting<SubStore extends object>(subStore: SubStore, forget: () => void): SubStore {
  return new Proxy(subStore, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== "function") return method;
      if (typeof name === "string" && READS.test(name)) return method.bind(target) as unknown;
      return async (...given: unknown[]): Promise<unknown> => {
        try {
          return await (Reflect.apply(method, target, given) as Promise<unknown>);
        } finally {
          forget();
        }
      };
    },
  });
}
