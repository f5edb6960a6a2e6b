import { readFileSync } from "node:fs";

/**
 * Where the rows of a table are when Citus spreads a database over servers: spread by a key; copied
 * whole to each server; or on the coordinator alone, as every row is without Citus.
 */
export type Distribution = { readonly key: string } | "reference" | "coordinator";

const FILE = new URL("../../../migrations/postgres/distribution.json", import.meta.url);

/** How each table of the schema is distributed; it stands beside the migrations that make them. */
export function readDistribution(): Readonly<Record<string, Distribution>> {
  return JSON.parse(readFileSync(FILE, "utf8")) as Record<string, Distribution>;
}

/** The tables of one app are kept together: the first of them is what the others keep to. */
const APP_KEY = "appid";
const FIRST_OF_APP = "apps";

/**
 * What distributes the tables, each statement a transaction of its own.
 * @param distributed tables that are distributed already
 */
export function distributionStatements(distributed: ReadonlySet<string>): string[] {
  const tables = Object.entries(readDistribution()).toSorted(
    ([one], [other]) => Number(other === FIRST_OF_APP) - Number(one === FIRST_OF_APP),
  );
  return tables.flatMap(([table, distribution]) => {
    if (distribution === "coordinator" || distributed.has(table)) return [];
    return [
      statementOf(table, distribution),
      // The rows that were there before are on their servers now, and still in the way here.
      `SELECT truncate_local_data_after_distributing_table('${table}')`,
    ];
  });
}

function statementOf(table: string, distribution: Exclude<Distribution, "coordinator">): string {
  if (distribution === "reference") return `SELECT create_reference_table('${table}')`;
  const { key } = distribution;
  const neighbour = key === APP_KEY && table !== FIRST_OF_APP ? FIRST_OF_APP : "none";
  return `SELECT create_distributed_table('${table}', '${key}', colocate_with => '${neighbour}')`;
}
