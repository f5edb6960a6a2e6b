import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";

/** Why a database does not receive a backup: nothing was changed. */

export const inUse = (database: string, users: readonly string[]) => {
  const named = users.length === 0 ? "" : `: ${users.join("; ")}`;
  return new SettingsError(
    text(
      `Another process has ${database} open${named}. Stop it first; nothing was changed.`,
      `另一个进程正在使用 ${database}${named}。请先停止它；未做任何改动。`,
    ),
  );
};

export const otherEngine = (database: string, engine: string) =>
  new SettingsError(
    text(
      `The backup is one of ${engine}, and ${database} is not. Name a database of the same kind with --database; dingdan migrate --to copies from SQLite to PostgreSQL.`,
      `该备份来自 ${engine}，而 ${database} 不是。请用 --database 指定同类数据库；dingdan migrate --to 可从 SQLite 复制到 PostgreSQL。`,
    ),
  );

export const notEmptyFile = (path: string) =>
  new SettingsError(
    text(
      `${path} exists. Restore to another file, or replace it with --force, which keeps the old file beside it; nothing was changed.`,
      `${path} 已存在。请恢复到其他文件，或用 --force 替换（旧文件会保留在旁边）；未做任何改动。`,
    ),
  );

export const notEmptyDatabase = (database: string) =>
  new SettingsError(
    text(
      `${database} has tables. Make an empty database (createdb) and name it with --database; the one in use stays as it is. --force replaces only SQLite files.`,
      `${database} 中已有表。请新建一个空数据库（createdb）并用 --database 指定；原数据库保持不变。--force 仅用于替换 SQLite 文件。`,
    ),
  );

export const otherSchema = (database: string, schema: string) =>
  new SettingsError(
    text(
      `The backup is of the schema ${schema}, which is not the first of the search_path of ${database}. Create it there, and set it: ALTER ROLE … SET search_path = ${schema}.`,
      `该备份的模式为 ${schema}，而 ${database} 的 search_path 首个模式不是它。请在其中创建该模式并设置：ALTER ROLE … SET search_path = ${schema}。`,
    ),
  );

/** @throws SettingsError when the command was stopped */
export function requireGoing(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw stoppedRestore();
}

export const stoppedRestore = () =>
  new SettingsError(
    text(
      "The restore was stopped before it was complete; nothing was changed. Run it again.",
      "恢复在完成之前被停止，未做任何改动。请重新执行。",
    ),
  );

export const damagedCopy = (copy: string) =>
  new SettingsError(
    text(
      `What was copied to ${copy} is not what the backup contains. Check the disk; nothing was changed.`,
      `复制到 ${copy} 的内容与备份不一致。请检查磁盘；未做任何改动。`,
    ),
  );

export const newerBackup = (file: string, migration: string) =>
  new SettingsError(
    text(
      `${file} was made by a newer version of Dingdan: it has the migration ${migration}. Restore it with that version or a newer one.`,
      `${file} 由更新版本的 Dingdan 创建，包含迁移 ${migration}。请使用该版本或更新版本恢复。`,
    ),
  );
