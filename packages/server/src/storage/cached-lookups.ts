import { LRUCache } from "lru-cache";
import type { Store } from "./store.js";

/**
 * The stores that the token of a call or of a buyer, an admin key, or the merchant of a notice is looked up
 * in.
 */
export type CallerStores = Pick<
  Store,
  | "accessTokens"
  | "apps"
  | "componentCredentials"
  | "authorizations"
  | "buyerTokens"
  | "adminKeys"
  | "wechatpay"
>;

/** The look-ups that every call, every request for a buyer's page, and every notice makes. */
export type CallerLookups = {
  readonly [Name in keyof CallerStores]: Pick<CallerStores[Name], "find">;
};

export interface LookupCacheOptions {
  /** How long an entry is used before it is read from the database again. @default 900 */
  readonly maxAgeMs?: number;
  /**
   * How many entries are kept for calls, and the same number for buyers. Past this, the entry that was
   * used least recently is dropped. @default 20,000
   */
  readonly countMax?: number;
  /** A monotonic clock; not the platform's clock, which a sandbox moves. */
  readonly nowMs?: () => number;
}

/**
 * Caches the look-ups of the tokens of calls and buyers, of admin keys and of merchants. A change by another
 * process takes effect within `maxAgeMs`; a change through the returned `store` takes effect immediately. A
 * look-up that finds nothing is not cached: another process may have issued the token a moment ago.
 */
export function cacheLookups(
  stored: Store,
  { maxAgeMs = 900, countMax = 20_000, nowMs = () => performance.now() }: LookupCacheOptions = {},
): { readonly store: Store; readonly lookups: CallerLookups } {
  const newCache = () => new LookupCache({ maxAgeMs, countMax, nowMs });
  const ofCalls = newCache();
  // Buyers sign in and out all day. That must not clear the cache of calls' tokens.
  const ofBuyers = newCache();
  const ofOperators = newCache();
  const ofMerchants = newCache();
  const { accessTokens, apps, componentCredentials, authorizations } = stored;
  const { buyerTokens, adminKeys, wechatpay } = stored;
  return {
    store: {
      ...stored,
      accessTokens: ofCalls.forgetting(accessTokens, ACCESS_TOKENS),
      apps: ofCalls.forgetting(apps, APPS),
      componentCredentials: ofCalls.forgetting(componentCredentials, COMPONENT_CREDENTIALS),
      authorizations: ofCalls.forgetting(authorizations, AUTHORIZATIONS),
      buyerTokens: ofBuyers.forgetting(buyerTokens, BUYER_TOKENS),
      adminKeys: ofOperators.forgetting(adminKeys, ADMIN_KEYS),
      wechatpay: ofMerchants.forgetting(wechatpay, WECHATPAY),
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
      adminKeys: { find: ofOperators.cached("key", (hash: string) => adminKeys.find(hash)) },
      wechatpay: { find: ofMerchants.cached("mchid", (mchid: string) => wechatpay.find(mchid)) },
    },
  };
}

type Method = (...given: unknown[]) => Promise<unknown>;
type Methods = Readonly<Record<string, Method | undefined>>;

/** Says for each method of a sub-store whether cached entries may be wrong after it. */
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
  changePermission: "writes",
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
  hasSession: "reads",
  // A cached token that was swept has expired, and callers reject expired tokens.
  sweep: "reads",
  put: "writes",
  delete: "writes",
  deleteOfBuyer: "writes",
  spend: "writes",
};
const ADMIN_KEYS: MethodKinds<CallerStores["adminKeys"]> = {
  find: "reads",
  list: "reads",
  // A cached key that was swept has ended, and callers reject it.
  sweep: "reads",
  change: "writes",
  noteUse: "writes",
};

const WECHATPAY: MethodKinds<CallerStores["wechatpay"]> = {
  find: "reads",
  list: "reads",
  change: "writes",
};

/** The entries found in some sub-stores. A write to any of them clears the cache. */
class LookupCache {
  readonly #nowMs: () => number;
  readonly #found: LRUCache<string, object>;
  #changes = 0;

  constructor({ maxAgeMs, countMax, nowMs }: Required<LookupCacheOptions>) {
    this.#nowMs = nowMs;
    this.#found = new LRUCache({
      // A cache with `max` would reserve the memory of all its entries when the process starts.
      maxSize: countMax,
      sizeCalculation: () => 1,
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

  /** The same sub-store, but every write, successful or failed, clears the cache. */
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
    // If a change was made meanwhile, this entry may have been read before the change.
    if (loaded !== null && this.#changes === changesBefore) {
      this.#found.set(key, loaded, { start: startedAtMs });
    }
    return loaded;
  }
}
