import { MigrationError } from "../migrations.js";
import type { Queries } from "./queries.js";

/** Whether a copy of an installation into this database was ever started. */
export async function hasCopyProgress(queries: Queries): Promise<boolean> {
  const row = await queries.first("SELECT to_regclass('copy_progress') IS NOT NULL AS is_there");
  return row?.["is_there"] === "t";
}

/**
 * Rejects a database whose copy is unfinished: a server would write to it before all rows have arrived.
 * @throws MigrationError while a copy is unfinished
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
