import {
  hasCredential,
  OPERATIONS,
  type OperationKey,
  type OperationKeyWith,
} from "@dingdan/contract";

export type TriedKey = OperationKeyWith<"access_token">;

/** The operations that take an app's access_token. */
export const TRIED_KEYS: readonly TriedKey[] = (Object.keys(OPERATIONS) as OperationKey[]).filter(
  (key) => hasCredential(key, "access_token"),
);

/** Finds an operation by its key or its documented name, which logged requests use. */
export const triedKeyOf = (name: string | undefined): TriedKey | null =>
  TRIED_KEYS.find((key) => key === name || OPERATIONS[key].name === name) ?? null;
