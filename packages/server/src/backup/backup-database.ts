import { statSync } from "node:fs";
import { resolve } from "node:path";
import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import { engineOf } from "../storage/open-store.js";
import { draftOf, onFile } from "./backup-files.js";
import { type BackupManifest, sha256Of } from "./manifest.js";
import type { Watching } from "./progress.js";
import { copySqlite, stopped } from "./sqlite-backup.js";

export interface BackupOptions extends Watching {
  /** Replaces an existing file. @default false */
  readonly isForced?: boolean;
  /** The version of Dingdan, for the manifest. */
  readonly version: string;
}

/**
 * Backs up a database that may be served meanwhile. The file and its manifest appear when they are complete
 * and on the disk; only their owner can read them.
 * @throws SettingsError with the next step when it cannot be made; then nothing is left of it
 */
export async function backupDatabase(
  databaseUrl: string,
  file: string,
  { isForced = false, version, ...watching }: BackupOptions,
): Promise<BackupManifest> {
  const engine = engineOf(databaseUrl);
  const path = databaseUrl.slice("sqlite:".length);
  if (engine === "sqlite" && path === ":memory:") {
    throw new SettingsError(
      text(
        "A database in memory cannot be backed up: name a file, --database sqlite:FILE.",
        "内存中的数据库无法备份：请以 --database sqlite:FILE 指定文件。",
      ),
    );
  }
  if (engine === "sqlite") refuseOwnFile(path, file);
  if (watching.signal?.aborted === true) throw stopped();
  const draft = await draftOf(file, isForced);
  try {
    const begunAt = new Date();
    const contents =
      engine === "sqlite"
        ? await copySqlite(path, draft.path, watching)
        : await dump(databaseUrl, draft.path, watching);
    const bytes = statSync(draft.path).size;
    const sha256 = await onFile(file, () => hashOf(draft.path, bytes, watching));
    const manifest: BackupManifest = {
      format: 1,
      engine,
      dingdan_version: version,
      ...("schema" in contents ? { schema: contents.schema } : {}),
      migrations: contents.migrations,
      begun_at: begunAt.toISOString(),
      ended_at: new Date().toISOString(),
      rows: contents.rows,
      bytes,
      sha256,
    };
    await draft.complete(manifest);
    return manifest;
  } finally {
    await draft.discard();
  }
}

/** A backup that takes the name of the database's own file would take the file from its server. */
function refuseOwnFile(path: string, file: string): void {
  const identityOf = (name: string) => {
    const found = statSync(name, { throwIfNoEntry: false });
    return found === undefined ? resolve(name) : `${found.dev}:${found.ino}`;
  };
  const own = ["", "-wal", "-shm"].map((suffix) => identityOf(path + suffix));
  if (!own.includes(identityOf(file))) return;
  throw new SettingsError(
    text(
      `${file} is a file of the database itself. Name another file.`,
      `${file} 是数据库自身的文件。请指定其他文件。`,
    ),
  );
}

async function dump(databaseUrl: string, copy: string, watching: Watching) {
  // Only an installation on PostgreSQL loads its driver.
  const { dumpPostgres } = await import("./postgres-backup.js");
  const contents = await dumpPostgres(databaseUrl, copy, watching);
  const { requireReadable } = await import("./postgres-archive.js");
  await requireReadable(copy);
  return contents;
}

const hashOf = (file: string, ofBytes: number, { onProgress }: Watching): Promise<string> =>
  sha256Of(file, (bytes) => onProgress?.({ step: "hash", bytes, ofBytes }));
