import { PostgresDatabase } from "./database.js";
import { distributionStatements } from "./distribution.js";
import { migratePostgres } from "./migrate.js";
import type { Queries } from "./queries.js";

/** The tables that Citus has distributed; null for a database without Citus. */
export async function distributedTables(queries: Queries): Promise<ReadonlySet<string> | null> {
  const extension = await queries.first("SELECT extname FROM pg_extension WHERE extname = 'citus'");
  if (extension === null) return null;
  const rows = await queries.all<{ name: string }>(
    "SELECT logicalrelid::regclass::text AS name FROM pg_dist_partition",
  );
  return new Set(rows.map(({ name }) => name));
}

/**
 * Migrates the database, then distributes the tables that are not distributed yet.
 * @returns the statements that were run; null for a database without Citus
 */
export async function distribute(databaseUrl: string): Promise<string[] | null> {
  const database = new PostgresDatabase(databaseUrl, { poolSize: 1, statementTimeoutMs: 0 });
  try {
    const distributed = await distributedTables(database);
    if (distributed === null) return null;
    await migratePostgres(database);
    const statements = distributionStatements(distributed);
    for (const statement of statements) await database.run(statement);
    return statements;
  } finally {
    await database.close();
  }
}
