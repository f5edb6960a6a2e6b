import { SettingsError } from "../settings-error.js";
import { engineOf, onPostgres } from "./open-store.js";

/** The SQL that distributes a new database over the servers of Citus. */
export async function plannedDistribution(): Promise<string[]> {
  const { distributionStatements } = await import("./postgres/distribution.js");
  return distributionStatements(new Set());
}

/**
 * Distributes the tables of a PostgreSQL database over the servers of Citus. Tables that are distributed
 * already stay as they are.
 * @returns the SQL that was run; null when the database has no Citus
 * @throws SettingsError when it is not a PostgreSQL database, or cannot be opened
 */
export async function distributeDatabase(databaseUrl: string): Promise<string[] | null> {
  if (engineOf(databaseUrl) !== "postgres") {
    throw new SettingsError(
      "Only a PostgreSQL database can be distributed: --database postgres://USER:PASSWORD@HOST/DATABASE.",
    );
  }
  const { distribute } = await import("./postgres/distribute.js");
  return onPostgres(databaseUrl, () => distribute(databaseUrl));
}
