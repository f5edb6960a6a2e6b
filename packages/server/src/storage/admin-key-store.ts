import type { AdminKey } from "../domain/admin-key.js";

/** The admin keys that are stored: their hashes, names and roles. */
export interface AdminKeyStore {
  /** The key of a secret, active or not. */
  find(keyHash: string): Promise<AdminKey | null>;
  /** All secrets; there are at most some hundred. */
  list(): Promise<AdminKey[]>;
  /**
   * Makes a decision on all secrets and writes those that it puts, in one transaction. Two changes never
   * run at the same time.
   */
  change<T>(decide: (stored: readonly AdminKey[]) => AdminKeyChange<T>): Promise<T>;
  /** Writes the time of a use, unless a use after `unlessAfterMs` is stored. */
  noteUse(keyHash: string, nowMs: number, unlessAfterMs: number): Promise<void>;
  /** Deletes the secrets that ended at `beforeMs` or before, and returns how many. */
  sweep(beforeMs: number): Promise<number>;
}

export interface AdminKeyChange<T> {
  /** What `change` returns. */
  readonly result: T;
  /** The secrets to write. They replace those with the same hash. */
  readonly put: readonly AdminKey[];
}
