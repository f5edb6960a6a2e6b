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
      accessTokens: ofCalls.forgetting(accessTokens, ACCESS_TOKENS),
      apps: ofCalls.forgetting(apps, APPS),
      componentCredentials: ofCalls.forgetting(componentCredentials, COMPONENT_CREDENTIALS),
      authorizations: ofCalls.forgetting(authorizations, AUTHORIZATIONS),
      buyerTokens: ofBuyers.forgetting(buyerTokens, BUYER_TOKENS),
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

type Method = (...given: unknown[]) => Promise<unknown>;
type Methods = Readonly<Record<string, Method | undefined>>;

/** Of each method of a sub-store, whether what was found before may be wrong after it. */
type MethodKinds<SubStore> = { readonly [Name in keyof SubStore]-?: "reads" | "writes" };

const ACCESS_TOKENS: MethodKinds<CallerStores["accessTokens"]> = {
  find: "reads",
  issue: "writes",
  changeStable: "writes",
};
const APPS: MethodKinds<CallerStores["apps"]> = {
  find: "reads",
  list: "reads",
  findDueReview: "reads",
  create: "writes",
  change: "writes",
};
const COMPONENT_CREDENTIALS: MethodKinds<CallerStores["componentCredentials"]> = {
  find: "reads",
  issue: "writes",
  exchange: "writes",
};
const AUTHORIZATIONS: MethodKinds<CallerStores["authorizations"]> = {
  find: "reads",
  listOf: "reads",
  listOfApp: "reads",
  findOption: "reads",
  grant: "writes",
  revoke: "writes",
  putOption: "writes",
};
const BUYER_TOKENS: MethodKinds<CallerStores["buyerTokens"]> = {
  find: "reads",
  // What has expired is not used, whether it is found or not.
  sweep: "reads",
  put: "writes",
  delete: "writes",
  spend: "writes",
};

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

  /** The same sub-store, of which every write, done or failed, forgets what was found. */
  forgetting<SubStore extends object>(
    subStore: SubStore,
    methods: MethodKinds<SubStore>,
  ): SubStore {
    const forget = () => {
      this.#changes++;
      this.#found.clear();
    };
    const wrapped = Object.entries(methods).map(([name, kind]) => {
      const method = (subStore as Methods)[name]?.bind(subStore) as Method;
      if (kind === "reads") return [name, method];
      const forgetful: Method = async (...given) => {
        try {
          return await method(...given);
        } finally {
          forget();
        }
      };
      return [name, forgetful];
    });
    return Object.fromEntries(wrapped) as SubStore;
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
