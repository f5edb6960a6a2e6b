import { readFileSync } from "node:fs";

/**
 * Where Citus keeps the rows of a table: distributed over the servers by a key; copied to every server
 * (`reference`); or only on the coordinator, as without Citus.
 */
export type Distribution = { readonly key: string } | "reference" | "coordinator";

const FILE = new URL("../../../migrations/postgres/distribution.json", import.meta.url);

/** How each table of the schema is distributed. The file is next to the migrations that create them. */
export function readDistribution(): Readonly<Record<string, Distribution>> {
  return JSON.parse(readFileSync(FILE, "utf8")) as Record<string, Distribution>;
}

/** The tables with this key are colocated with the first of them, so an app's rows are on one server. */
const APP_KEY = "appid";
const FIRST_OF_APP = "apps";

/**
 * The statements that distribute the tables. Each runs in a separate transaction.
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
      // The existing rows have been copied to their servers, but the coordinator still has them too.
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
