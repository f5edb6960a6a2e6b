import { MigrationError } from "../migrations.js";
import type { Queries } from "./queries.js";

/** Whether an installation was ever copied into this database, or is being copied. */
export async function hasCopyProgress(queries: Queries): Promise<boolean> {
  const row = await queries.first("SELECT to_regclass('copy_progress') IS NOT NULL AS is_there");
  return row?.["is_there"] === "t";
}

/**
 * A database that is copied half is no installation yet: whoever wrote to it would write between
 * rows that are still to come.
 * @throws MigrationError while a copying is unfinished
 */
export async function refuseHalfCopied(queries: Queries): Promise<void> {
  if (!(await hasCopyProgress(queries))) return;
  const missing = await queries.first(
    "SELECT table_name FROM copy_progress WHERE checksum IS NULL LIMIT 1",
  );
  if (missing !== null) {
    throw new MigrationError(
      "an installation is being copied into it, and the copying is not finished: run `dingdan migrate --to` again",
    );
  }
}
