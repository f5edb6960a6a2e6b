import { closeSync, openSync, readSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { text } from "@dingdan/contract";
import type { AppliedMigration } from "../storage/migrations.js";
import { type Connection, loadDriver, versionOf } from "../storage/sqlite/driver.js";
import { journalCheck } from "../storage/sqlite/durability.js";
import { messageOf, plain } from "./check.js";
import {
  checkDatabase,
  checkDurability,
  checkMigrations,
  reportedFault,
} from "./database-checks.js";
import { type DatabaseView, databaseView, SETTINGS, type SettingRow } from "./database-view.js";
import { accessFault, kindOf } from "./file-access.js";
import { pendingMigrations } from "./pending-migrations.js";
import { MERCHANTS, type MerchantRow } from "./wechatpay-checks.js";

/** Looks at a SQLite file without writing to it. @param file null for a database in memory */
export async function lookAtSqlite(file: string | null): Promise<DatabaseView> {
  const driver = await loadDriver();
  const version = `SQLite ${versionOf(driver)}`;
  if (file === null) return databaseView([checkDatabase(null, plain(`${version}, in memory`))]);
  const fault = accessFault(file);
  const description = text(
    `${file} does not exist yet; \`serve\` creates it`,
    `${file} 尚不存在，\`serve\` 启动时创建`,
  );
  if (fault !== null || kindOf(file) === "absent") {
    return databaseView([checkDatabase(fault, description)]);
  }
  let connection: Connection | null = null;
  try {
    connection = new driver.DatabaseSync(addressOf(file), { readOnly: true });
    return viewOf(connection, file, version);
  } catch (error) {
    const reported = reportedFault(`${file}: ${messageOf(error)}`);
    return databaseView([checkDatabase(reported, description)]);
  } finally {
    connection?.close();
  }
}

/**
 * Without a write-ahead log no process has the file open, and SQLite would create the log to read it; an
 * immutable file is read as it is.
 */
function addressOf(file: string): string | URL {
  if (kindOf(`${file}-wal`) !== "absent") return file;
  const address = pathToFileURL(file);
  address.searchParams.set("immutable", "1");
  return address;
}

const MODE_AT = 18;
const WAL = 2;

/** The journal mode by the header of the file: SQLite reports another for an immutable file. */
function isInWalMode(file: string): boolean {
  const descriptor = openSync(file, "r");
  try {
    const byte = Buffer.alloc(1);
    readSync(descriptor, byte, 0, 1, MODE_AT);
    return byte[0] === WAL;
  } finally {
    closeSync(descriptor);
  }
}

function viewOf(connection: Connection, file: string, version: string): DatabaseView {
  const all = <Row>(statement: string) => connection.prepare(statement).all() as Row[];
  const tables = all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
  const hasTable = (wanted: string) => tables.some(({ name }) => name === wanted);
  const hasMigrations = hasTable("migrations");
  const applied = hasMigrations
    ? all<AppliedMigration>("SELECT name, checksum FROM migrations ORDER BY name")
    : [];
  const journal = journalCheck(isInWalMode(file) ? "wal" : "delete");
  const { pending, problem } = pendingMigrations("sqlite", applied);
  return databaseView(
    [
      checkDatabase(null, plain(`${version}, ${file}`)),
      checkMigrations(pending, problem),
      // A file that Dingdan has never opened has another mode until then.
      ...(hasMigrations ? checkDurability([journal]) : []),
    ],
    hasTable("settings") ? all<SettingRow>(SETTINGS) : [],
    hasTable("wechatpay_merchants") ? all<MerchantRow>(MERCHANTS) : [],
  );
}
