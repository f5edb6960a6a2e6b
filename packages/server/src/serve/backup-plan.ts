import { accessSync, constants, mkdirSync } from "node:fs";
import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import type { PlatformOptions } from "./options.js";

type BackupOptions = Pick<PlatformOptions, "backups" | "databaseUrl">;

const HOURS_MAX = 24 * 366;

/** @throws SettingsError for a plan of backups that cannot be kept; the message gives the next step */
export function requireBackupPlan({ backups = null, databaseUrl }: BackupOptions): void {
  if (backups === null) return;
  const { folder, everyHours, keep } = backups;
  if (!Number.isInteger(everyHours) || everyHours < 1 || everyHours > HOURS_MAX) {
    throw wrongNumber("everyHours (--backup-every-hours / DINGDAN_BACKUP_EVERY_HOURS)", everyHours);
  }
  if (!Number.isInteger(keep) || keep < 1) {
    throw wrongNumber("keep (--backup-keep / DINGDAN_BACKUP_KEEP)", keep);
  }
  if (folder === "" || (databaseUrl ?? "sqlite::memory:") === "sqlite::memory:") {
    throw new SettingsError(
      text(
        "Backups (--backup-folder / DINGDAN_BACKUP_FOLDER) need a folder and a database in a file or on PostgreSQL: name one with --database.",
        "备份（--backup-folder / DINGDAN_BACKUP_FOLDER）需要文件夹，且数据库须为文件或 PostgreSQL：请用 --database 指定。",
      ),
    );
  }
}

const wrongNumber = (name: string, value: number) =>
  new SettingsError(
    text(
      `${name} must be an integer of 1 or more, not ${value}.`,
      `${name} 须为不小于 1 的整数，不能是 ${value}。`,
    ),
  );

/**
 * Creates the folder of backups for its owner only, when it is absent.
 * @throws SettingsError when it cannot be written
 */
export function createBackupFolder({ backups = null }: BackupOptions): void {
  if (backups === null) return;
  try {
    mkdirSync(backups.folder, { recursive: true, mode: 0o700 });
    accessSync(backups.folder, constants.W_OK);
  } catch (error) {
    const { code = "?" } = error as NodeJS.ErrnoException;
    throw new SettingsError(
      text(
        `The folder of backups ${backups.folder} cannot be written (${code}): check the path and its permissions, or name another with --backup-folder.`,
        `无法写入备份文件夹 ${backups.folder}（${code}）：请检查路径与权限，或用 --backup-folder 指定其他文件夹。`,
      ),
      { cause: error },
    );
  }
}
