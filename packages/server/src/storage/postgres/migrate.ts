import {
  type AppliedMigration,
  MigrationError,
  outstandingMigrations,
  readMigrations,
} from "../migrations.js";
import type { PostgresDatabase } from "./database.js";
import { lock } from "./locks.js";
import type { Transaction } from "./queries.js";
import { splitStatements } from "./split-statements.js";

/**
 * Brings a database up to date and returns the names of the applied migrations. All of them run in one
 * transaction under a lock, so when several processes start at the same time, one migrates and the
 * others wait. Each statement is sent separately: a distributed database accepts only one at a time.
 */
export function migratePostgres(database: PostgresDatabase): Promise<string[]> {
  const migrations = readMigrations("postgres");
  return database.transaction(async (transaction) => {
    await refuseUnfit(transaction);
    await lock(transaction, "migrations");
    const outstanding = outstandingMigrations(migrations, await record(transaction));
    for (const { name, sql, checksum } of outstanding) {
      for (const statement of splitStatements(sql)) await transaction.run(statement);
      await transaction.run("INSERT INTO migrations (name, checksum) VALUES ($1, $2)", [
        name,
        checksum,
      ]);
    }
    return outstanding.map(({ name }) => name);
  });
}

const OLDEST_VERSION = 15;

interface ServerRow {
  readonly version: number;
  readonly encoding: string;
  readonly schema: string | null;
}

async function refuseUnfit(transaction: Transaction): Promise<void> {
  const server = await transaction.first<ServerRow>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version,
       current_setting('server_encoding') AS encoding, current_schema()::text AS schema`,
  );
  const { version, encoding, schema } = server ?? {};
  if (Number(version) < OLDEST_VERSION) {
    throw new MigrationError(
      `the server is PostgreSQL ${version}: Dingdan needs ${OLDEST_VERSION} or newer`,
    );
  }
  if (encoding !== "UTF8") {
    throw new MigrationError(
      `the database has the encoding ${encoding}: create one with ENCODING 'UTF8' TEMPLATE template0`,
    );
  }
  if (schema === null) {
    throw new MigrationError(
      "none of the schemas in its search_path exists: create one of them, or set another search_path",
    );
  }
}

/** Reads the record, and creates it only when it is absent: a user may lack the right to create tables. */
async function record(transaction: Transaction): Promise<AppliedMigration[]> {
  const there = await transaction.first<{ is_there: "t" | "f" }>(
    "SELECT to_regclass('migrations') IS NOT NULL AS is_there",
  );
  if (there?.is_there !== "t") {
    await transaction.run(
      `CREATE TABLE migrations (
         name text COLLATE "C" NOT NULL PRIMARY KEY,
         checksum text NOT NULL,
         applied_at timestamptz NOT NULL DEFAULT now()
       )`,
    );
  }
  return transaction.all<AppliedMigration>("SELECT name, checksum FROM migrations ORDER BY name");
}
