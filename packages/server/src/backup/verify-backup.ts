import { statSync } from "node:fs";
import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import { onFile } from "./backup-files.js";
import { type BackupManifest, COUNTED_TABLES, readManifest, sha256Of } from "./manifest.js";
import { requireReadable } from "./postgres-archive.js";
import type { Watching } from "./progress.js";
import { inspectSqlite } from "./sqlite-backup.js";

/**
 * Checks a backup: its size and SHA-256 are those of the manifest, and its engine can read all of it.
 * @throws SettingsError for one that must not be used
 */
export async function verifyBackup(file: string, watching: Watching = {}): Promise<BackupManifest> {
  const { bytes } = await onFile(file, async () => ({ bytes: statSync(file).size }));
  const manifest = readManifest(file);
  if (bytes !== manifest.bytes) throw differs(file, "size", manifest.bytes, bytes);
  const { onProgress } = watching;
  const sha256 = await onFile(file, () =>
    sha256Of(file, (read) => onProgress?.({ step: "hash", bytes: read, ofBytes: bytes })),
  );
  if (sha256 !== manifest.sha256) throw differs(file, "SHA-256", manifest.sha256, sha256);
  onProgress?.({ step: "check", bytes: 0, ofBytes: 0 });
  if (manifest.engine === "postgres") {
    await requireReadable(file);
    return manifest;
  }
  const { rows } = await inspectSqlite(file, watching);
  for (const table of COUNTED_TABLES) {
    if (rows[table] !== manifest.rows[table]) {
      throw differs(file, `${table} (rows)`, manifest.rows[table], rows[table]);
    }
  }
  return manifest;
}

const differs = (file: string, what: string, wanted: unknown, found: unknown) =>
  new SettingsError(
    text(
      `${file} is not the backup that its manifest describes: ${what} is ${String(found)}, not ${String(wanted)}. It was changed or not copied completely: copy both files again, or use another backup.`,
      `${file} 与其清单不符：${what} 为 ${String(found)}，应为 ${String(wanted)}。文件已被修改或未复制完整：请重新复制两个文件，或使用其他备份。`,
    ),
  );
