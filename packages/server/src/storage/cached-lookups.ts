import { LRUCache } from "lru-cache";
import type { Store } from "./store.js";

/** What a token leads to: a call's, and a buyer's. */
export type CallerStores = Pick<
  Store,
  "accessTokens" | "apps" | "componentCredentials" | "authorizations" | "buyerTokens"
>;

/** The look-ups that every call of the wire makes, and every page of a buyer's. */
export type CallerLookups = {
  readonly [Name in keyof CallerStores]: Pick<CallerStores[Name], "find">;
};

export interface LookupCacheOptions {
  /** How long a found thing may be used without asking again. @default 900 */
  readonly maxAgeMs?: number;
  /** How many things are kept, of calls and as many of buyers. @default 20,000 */
  readonly countMax?: number;
  /** A clock that only goes forward; not the platform's, which a sandbox moves. */
  readonly nowMs?: () => number;
}

/**
 * Keeps in memory what the tokens of calls and buyers lead to. What another process revokes or changes is seen within
 * `maxAgeMs`; what is changed through the answered `store` is seen at once. What was not found is
 * asked for every time: a token may have been issued elsewhere a moment ago.
 */
export function cacheLookups(
  stored: Store,
  { maxAgeMs = 900, countMax = 20_000, nowMs = () => performance.now() }: LookupCacheOptions = {},
): { readonly store: Store; readonly lookups: CallerLookups } {
  const newCache = () => new LookupCache({ maxAgeMs, countMax, nowMs });
  const ofCalls = newCache();
  // Buyers sign in and out all day; that must not make calls' tokens be asked for again.
  const ofBuyers = newCache();
  const { accessTokens, apps, componentCredentials, authorizations, buyerTokens } = stored;
  return {
    store: {
      ...stored,
      accessTokens: ofCalls.forgetting(accessTokens),
      apps: ofCalls.forgetting(apps),
      componentCredentials: ofCalls.forgetting(componentCredentials),
      authorizations: ofCalls.forgetting(authorizations),
      buyerTokens: ofBuyers.forgetting(buyerTokens),
    },
    lookups: {
      accessTokens: { find: ofCalls.cached("token", (hash: string) => accessTokens.find(hash)) },
      apps: { find: ofCalls.cached("app", (appid: string) => apps.find(appid)) },
      componentCredentials: {
        find: ofCalls.cached("credential", (hash: string) => componentCredentials.find(hash)),
      },
      authorizations: {
        find: ofCalls.cached("authorization", (appid: string, componentAppid: string) =>
          authorizations.find(appid, componentAppid),
        ),
      },
      buyerTokens: { find: ofBuyers.cached("buyer", (hash: string) => buyerTokens.find(hash)) },
    },
  };
}

/** What was found of some sub-stores, until any of them is written to. */
class LookupCache {
  readonly #nowMs: () => number;
  readonly #found: LRUCache<string, object>;
  #changes = 0;

  constructor({ maxAgeMs, countMax, nowMs }: Required<LookupCacheOptions>) {
    this.#nowMs = nowMs;
    this.#found = new LRUCache({
      max: countMax,
      ttl: maxAgeMs,
      ttlResolution: 0,
      perf: { now: nowMs },
    });
  }

  cached<Arguments extends readonly string[], Found extends object>(
    name: string,
    find: (...given: Arguments) => Promise<Found | null>,
  ): (...given: Arguments) => Promise<Found | null> {
    return (...given) => {
      const key = `${name} ${given.join(" ")}`;
      const known = this.#found.get(key) as Found | undefined;
      if (known !== undefined) return Promise.resolve(known);
      return this.#load(key, () => find(...given));
    };
  }

  /** The same sub-store, which says after each of its writes, done or failed, that there was one. */
  forgetting<SubStore extends object>(subStore: SubStore): SubStore {
    const forget = () => {
      this.#changes++;
      this.#found.clear();
    };
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

  async #load<Found extends object>(
    key: string,
    find: () => Promise<Found | null>,
  ): Promise<Found | null> {
    const startedAtMs = this.#nowMs();
    const changesBefore = this.#changes;
    const loaded = await find();
    // What was changed meanwhile may have been read before the change.
    if (loaded !== null && this.#changes === changesBefore) {
      this.#found.set(key, loaded, { start: startedAtMs });
    }
    return loaded;
  }
}

const READS = /^(find|list)/;
