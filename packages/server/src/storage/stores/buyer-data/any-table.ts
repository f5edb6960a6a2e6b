import type { Kysely } from "kysely";
import type { Dialect } from "../../statements/dialect.js";

/** Tables and columns that are parameters, which Kysely's own types cannot follow. */
export type AnyTables = Record<string, Record<string, unknown>>;

export const anyTable = ({ db }: Dialect): Kysely<AnyTables> => db as unknown as Kysely<AnyTables>;

/** How many keys one statement names. */
export const KEYS_MAX = 100;

export function* chunksOf<T>(list: readonly T[], size = KEYS_MAX): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}

/** Lets other work run between two steps. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
