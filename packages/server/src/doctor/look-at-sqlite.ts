import { existsSync } from "node:fs";
import { text } from "@dingdan/contract";
import type { AppliedMigration } from "../storage/migrations.js";
import { loadDriver, versionOf } from "../storage/sqlite/driver.js";
import { journalCheck } from "../storage/sqlite/durability.js";
import { type Check, passed } from "./check.js";
import { checkDatabase, checkDurability, checkMigrations } from "./database-checks.js";
import { pendingMigrations } from "./pending-migrations.js";

/** Looks at a SQLite file without writing to it. @param file null for a database in memory */
export async function lookAtSqlite(file: string | null): Promise<readonly Check[]> {
  const driver = await loadDriver();
  const version = `SQLite ${versionOf(driver)}`;
  if (file === null) return [checkDatabase(null, `${version}, in memory`)];
  if (!existsSync(file)) {
    const found = text(
      `${file} does not exist yet; \`serve\` creates it`,
      `${file} 尚不存在，\`serve\` 启动时创建`,
    );
    return [passed("database", found)];
  }
  const connection = new driver.DatabaseSync(file, { readOnly: true });
  try {
    const all = <Row>(statement: string) => connection.prepare(statement).all() as Row[];
    const [mode] = all<{ journal_mode: string }>("PRAGMA journal_mode");
    const [table] = all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'");
    const applied =
      table === undefined
        ? []
        : all<AppliedMigration>("SELECT name, checksum FROM migrations ORDER BY name");
    const { pending, problem } = pendingMigrations("sqlite", applied);
    const journal = journalCheck(mode?.journal_mode ?? "");
    return [
      checkDatabase(null, `${version}, ${file}`),
      checkMigrations(pending, problem),
      // A file that Dingdan has never opened has another mode until then.
      ...(table === undefined ? [] : checkDurability([journal])),
    ];
  } finally {
    connection.close();
  }
}
