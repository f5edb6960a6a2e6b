import {
  hasCredential,
  OPERATIONS,
  type OperationKey,
  type OperationKeyWith,
} from "@dingdan/contract";

export type TriedKey = OperationKeyWith<"access_token">;

/** The interfaces that an app calls for itself. */
export const TRIED_KEYS: readonly TriedKey[] = (Object.keys(OPERATIONS) as OperationKey[]).filter(
  (key) => hasCredential(key, "access_token"),
);

/** By its key or the documents' name, in which a logged request names it. */
export const triedKeyOf = (name: string | undefined): TriedKey | null =>
  TRIED_KEYS.find((key) => key === name || OPERATIONS[key].name === name) ?? null;
