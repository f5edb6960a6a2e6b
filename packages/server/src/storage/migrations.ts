import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

/** One step from one version of the schema to the next. A released one never changes. */
export interface Migration {
  /** `0001-initial` */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL, in hex. */
  readonly checksum: string;
}

/** The kind of a database, which is also the name of its folder of migrations. */
export type Engine = "sqlite" | "postgres";

const FOLDER = new URL("../../migrations/", import.meta.url);

/** The migrations of one engine, in order. */
export function readMigrations(engine: Engine): Migration[] {
  const folder = new URL(`${engine}/`, FOLDER);
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  return files.toSorted().map((file) => {
    const sql = readFileSync(new URL(file, folder), "utf8");
    const checksum = createHash("sha256").update(sql).digest("hex");
    return { name: file.replace(/\.sql$/, ""), sql, checksum };
  });
}

/** One row of a database's record of its migrations. */
export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
}

/** A database that this version of the program cannot bring up to date. */
export class MigrationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MigrationError";
  }
}

/**
 * The migrations that a database still lacks.
 * @throws MigrationError unless the applied migrations are the first of the known ones
 */
export function outstandingMigrations(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration[] {
  for (const [index, { name, checksum }] of applied.entries()) {
    const migration = known[index];
    if (migration?.name !== name) {
      throw new MigrationError(
        `the database has the migration ${name}, which this version of Dingdan does not know: run the version that made it, or a newer one`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new MigrationError(
        `the migration ${name} differs from the one that the database was made with: restore the released file`,
      );
    }
  }
  return known.slice(applied.length);
}
