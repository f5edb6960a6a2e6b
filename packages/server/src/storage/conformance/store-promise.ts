import type { Store } from "../store.js";

/** One promise of every Store. */
export interface StorePromise {
  /** A sentence without its subject, the store: "keeps one app apart from another". */
  readonly title: string;
  /**
   * @param store on an empty database
   * @param reopen closes the store and opens another on the same database
   */
  readonly check: (store: Store, reopen: () => Promise<Store>) => Promise<void>;
}

export const promise = (title: string, check: StorePromise["check"]): StorePromise => ({
  title,
  check,
});
