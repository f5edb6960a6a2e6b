import type { BackupManifest } from "../backup/manifest.js";
import type { Watching } from "../backup/progress.js";
import { verifyBackup } from "../backup/verify-backup.js";
import type { ErasedAgain } from "../buyer-data/erase-again.js";
import { readMigrations } from "../storage/migrations.js";
import { engineOf } from "../storage/open-store.js";
import type { SealKeys } from "./erase-restored.js";
import { readErasureList } from "./erasure-list.js";
import { restoreSqlite } from "./restore-sqlite.js";
import { newerBackup, otherEngine, requireGoing } from "./target-faults.js";

export interface RestoreOptions extends Watching, SealKeys {
  /** Replaces a SQLite file; the old one stays beside it. @default false */
  readonly isForced?: boolean;
  /** The erasures that the installation has recorded since; null without a list. */
  readonly erasuresFile?: string | null;
}

export interface Restored {
  readonly manifest: BackupManifest;
  /** How many migrations the next start applies. */
  readonly pendingMigrations: number;
  /** Where the replaced SQLite file is; null without one. */
  readonly keptFile: string | null;
  /** Null when no list of erasures was given or found. */
  readonly erased: ErasedAgain | null;
}

/**
 * Restores a backup into a database that no process has open. It is checked first, and nothing is changed
 * before it is whole.
 * @throws SettingsError with the next step
 */
export async function restoreDatabase(
  databaseUrl: string,
  file: string,
  { erasuresFile = null, ...options }: RestoreOptions,
): Promise<Restored> {
  requireGoing(options.signal);
  const engine = engineOf(databaseUrl);
  const given = erasuresFile === null ? null : readErasureList(erasuresFile);
  const manifest = await verifyBackup(file, options);
  if (manifest.engine !== engine) throw otherEngine(shown(databaseUrl), manifest.engine);
  const known = readMigrations(engine).map(({ name }) => name);
  const newer = manifest.migrations.find((name) => !known.includes(name));
  if (newer !== undefined) throw newerBackup(file, newer);
  const work = { databaseUrl, file, manifest, given, ...options };
  const done = engine === "sqlite" ? await restoreSqlite(work) : await onPostgres(work);
  // Carrying out erasures migrates the database.
  const isMigrated = (done.erased?.newer ?? 0) > 0;
  const pending = isMigrated ? 0 : known.length - manifest.migrations.length;
  return { manifest, pendingMigrations: pending, ...done };
}

async function onPostgres(work: Parameters<typeof restoreSqlite>[0]) {
  // Only an installation on PostgreSQL loads its driver.
  const { restorePostgres } = await import("./restore-postgres.js");
  return restorePostgres(work);
}

const shown = (databaseUrl: string) =>
  databaseUrl.startsWith("sqlite:") ? databaseUrl : "a PostgreSQL database";
