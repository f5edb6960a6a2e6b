import { type Text, text } from "@dingdan/contract";
import type { DurabilityCheck } from "../storage/durability.js";
import { type Check, type Fault, failed, passed, plain, warning } from "./check.js";

export const checkDatabase = (fault: Fault | null, description: Text): Check =>
  fault === null ? passed("database", description) : failed("database", fault.found, fault.next);

/** A fault that the database or its driver reports. */
export const reportedFault = (message: string): Fault => ({
  found: plain(message),
  next: text(
    "Fix the cause, or name another database with --database (DINGDAN_DATABASE_URL).",
    "请排除原因，或用 --database（DINGDAN_DATABASE_URL）指定其他数据库。",
  ),
});

/** @param problem why this version cannot use the database; null if it can */
export function checkMigrations(pending: readonly string[], problem: string | null): Check {
  if (problem !== null) {
    return failed(
      "migrations",
      plain(problem),
      text("Run the version of Dingdan that the message names.", "请运行提示中的 Dingdan 版本。"),
    );
  }
  if (pending.length === 0) return passed("migrations", text("up to date", "已是最新"));
  return warning(
    "migrations",
    text(`pending: ${pending.join(", ")}`, `待执行：${pending.join("、")}`),
    text(
      "Run `dingdan migrate`; `serve` also applies them when it starts.",
      "请运行 `dingdan migrate`；`serve` 启动时也会自动执行。",
    ),
  );
}

/** What a commit rests on; each setting that is not ok is a line of its own name. */
export function checkDurability(checks: readonly DurabilityCheck[]): readonly Check[] {
  const bad = checks.filter(({ state }) => state !== "ok");
  if (bad.length === 0) {
    return [passed("durability", plain(checks.map(settingOf).join(", ")))];
  }
  return bad.map((check) => badSetting(`durability ${check.name}`, check));
}

/** The file system of a SQLite database. */
export const checkFileSystem = (check: DurabilityCheck): Check =>
  check.state === "ok"
    ? passed("file system", plain(check.value))
    : badSetting("file system", check);

function badSetting(name: string, check: DurabilityCheck): Check {
  const { state, advice } = check;
  const result = state === "failed" ? failed : warning;
  return result(name, plain(settingOf(check)), advice ?? plain(""));
}

const settingOf = ({ name, value }: DurabilityCheck) => `${name} = ${value}`;

/** @param isLocal true for a server on this machine, to which no network leads */
export function checkTls(isEncrypted: boolean, isLocal: boolean): Check {
  if (isEncrypted) return passed("database TLS", text("encrypted", "已加密"));
  if (isLocal) {
    return passed("database TLS", text("not needed: same machine", "无需加密：位于本机"));
  }
  return warning(
    "database TLS",
    text("the connection is not encrypted", "连接未加密"),
    text(
      "Add ?sslmode=verify-full to the database URL, or use a private network that you trust.",
      "请在数据库 URL 后加上 ?sslmode=verify-full，或仅使用可信的专用网络。",
    ),
  );
}

/**
 * @param isStandby true for a server that accepts only reads
 * @param isReadOnly true where transactions are read-only by default
 */
export function checkPrimary(isStandby: boolean, isReadOnly: boolean): Check {
  if (isStandby) {
    return failed(
      "database role",
      text("a standby: accepts only reads", "备库，只读"),
      text("Name the primary server in the database URL.", "请在数据库 URL 中填写主库。"),
    );
  }
  if (!isReadOnly) return passed("database role", text("primary: accepts writes", "主库，可写"));
  return failed(
    "database role",
    plain("default_transaction_read_only = on"),
    text(
      "Set default_transaction_read_only = off for the server, the database and the user: ALTER SYSTEM, ALTER DATABASE, ALTER ROLE.",
      "请为服务器、数据库与用户设置 default_transaction_read_only = off：ALTER SYSTEM、ALTER DATABASE、ALTER ROLE。",
    ),
  );
}

/** @param fault what is wrong with the tables and the rights of the user; null when nothing is */
export function checkTables(fault: string | null): Check {
  if (fault === null) {
    return passed("database tables", text("this user may use all of them", "当前用户可使用全部表"));
  }
  return failed(
    "database tables",
    plain(fault),
    text(
      "Restore the tables or grant the rights, then run `dingdan doctor` again.",
      "请恢复缺失的表或授予权限，然后重新运行 `dingdan doctor`。",
    ),
  );
}

/** @param dumpVersion of pg_dump on this machine, by major version; null if it is not installed */
export function checkDump(dumpVersion: number | null, serverVersion: number): Check {
  const next = text(
    `Install pg_dump ${serverVersion} or newer for backups (package postgresql-client-${serverVersion}), or back up from another machine.`,
    `请安装 pg_dump ${serverVersion} 或更新版本用于备份（postgresql-client-${serverVersion}），或在其他机器上备份。`,
  );
  if (dumpVersion === null) {
    return warning("backup", text("pg_dump is not installed", "未安装 pg_dump"), next);
  }
  const found = text(
    `pg_dump ${dumpVersion}, server ${serverVersion}`,
    `pg_dump ${dumpVersion}，服务器 ${serverVersion}`,
  );
  return dumpVersion >= serverVersion ? passed("backup", found) : warning("backup", found, next);
}
