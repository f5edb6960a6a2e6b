import { existsSync, statSync } from "node:fs";
import { SettingsError } from "../settings-error.js";
import { engineOf, onSqlite } from "./open-store.js";
import { openAlone } from "./sqlite/open-alone.js";
import { noteOverwritten } from "./sqlite/overwritten.js";

export type RewriteOutcome =
  | { readonly kind: "rewritten"; readonly bytesBefore: number; readonly bytesAfter: number }
  /** Another process has the file open. */
  | { readonly kind: "in_use" };

/**
 * Writes a SQLite file again, without what was deleted in it: versions before erasures existed did not
 * overwrite that. No process may serve it meanwhile. It needs as much free space as the file is large, twice.
 * @throws SettingsError when it is no SQLite file, or cannot be opened or written
 */
export async function rewriteDatabase(databaseUrl: string): Promise<RewriteOutcome> {
  const path = databaseUrl.slice("sqlite:".length);
  if (engineOf(databaseUrl) !== "sqlite" || path === ":memory:") {
    throw new SettingsError(
      "Only an installation in a SQLite file can be rewritten: --database sqlite:FILE. On PostgreSQL, run VACUUM FULL.",
    );
  }
  if (!existsSync(path)) throw new SettingsError(`There is no file ${path} to rewrite.`);
  return onSqlite(path, async () => {
    const database = await openAlone(path);
    if (database === null) return { kind: "in_use" };
    try {
      const bytesBefore = statSync(path).size;
      database.script("VACUUM");
      noteOverwritten(database);
      return { kind: "rewritten", bytesBefore, bytesAfter: statSync(path).size };
    } finally {
      await database.close();
    }
  });
}
