import type { Queries } from "./queries.js";

/** The name of an app's row: the appid, and the row's key within the app. */
export type RowName = readonly [appid: string, key: string];

/** A table whose rows are read by their names, many at a time. */
export interface RowsOfApps<R> {
  select(queries: Pick<Queries, "all" | "isDistributed">, names: readonly RowName[]): Promise<R[]>;
  /** Locks the rows until the transaction ends, in the order of their names. */
  lock(queries: Queries, names: readonly RowName[]): Promise<R[]>;
}

/**
 * Reads all rows with one statement. On distributed tables it uses one statement for each app, which runs
 * on the server with that app's rows: a lock cannot span servers, and a read is cheaper on one.
 */
export function rowsOf<R>(table: string, columns: string, key: string): RowsOfApps<R> {
  const ofAll = `SELECT ${columns} FROM ${table}
    JOIN unnest($1::text[], $2::text[]) AS named (appid, ${key}) USING (appid, ${key})`;
  const ofApp = `SELECT ${columns} FROM ${table} WHERE appid = $1 AND ${key} = ANY ($2::text[])`;
  const locking = `ORDER BY appid, ${key} FOR UPDATE OF ${table}`;
  return {
    select: asking<R>(ofAll, ofApp),
    lock: asking<R>(`${ofAll} ${locking}`, `${ofApp} ${locking}`),
  };
}

function asking<R>(ofAll: string, ofApp: string): RowsOfApps<R>["select"] {
  return async (queries, names) => {
    if (names.length === 0) return [];
    if (!queries.isDistributed) {
      return queries.all<R>(ofAll, [names.map(([appid]) => appid), names.map(([, name]) => name)]);
    }
    const rows: R[] = [];
    for (const [appid, keys] of byApp(names)) {
      rows.push(...(await queries.all<R>(ofApp, [appid, keys])));
    }
    return rows;
  };
}

/** The keys of each app, in the order of the appids. */
function byApp(names: readonly RowName[]): [string, string[]][] {
  const keys = new Map<string, string[]>();
  for (const [appid, key] of names) keys.set(appid, [...(keys.get(appid) ?? []), key]);
  return [...keys].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
