import { constants, existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { chmod, copyFile, mkdir } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { onFile, requireSpace, sync } from "../backup/backup-files.js";
import { type BackupManifest, sha256Of } from "../backup/manifest.js";
import type { Watching } from "../backup/progress.js";
import { BUYER_DATA_KEYS } from "../buyer-data/buyer-data-keys.js";
import type { ErasedAgain } from "../buyer-data/erase-again.js";
import { sealKeyFileOf } from "../serve/seal-key-file.js";
import { onSqlite } from "../storage/open-store.js";
import { SqliteDatabase } from "../storage/sqlite/database.js";
import { openLocked } from "../storage/sqlite/open-alone.js";
import { eraseRestored, type SealKeys } from "./erase-restored.js";
import type { ErasureList } from "./erasure-list.js";
import { processesWith } from "./open-by.js";
import { hasFeed, newEpoch, RENEW_FEED } from "./renew-feed.js";
import { damagedCopy, inUse, notEmptyFile, requireGoing } from "./target-faults.js";

export interface RestoreWork extends Watching, SealKeys {
  readonly databaseUrl: string;
  readonly file: string;
  readonly manifest: BackupManifest;
  /** The erasures of a list that was given; null without one. */
  readonly given: ErasureList | null;
  readonly isForced?: boolean;
}

export interface RestoreOutcome {
  readonly keptFile: string | null;
  readonly erased: ErasedAgain | null;
}

/** A copy needs this much more space than the file: a margin for its log and its migrations. */
const SPACE_MARGIN_BYTES = 16 * 1024 * 1024;

/**
 * Copies a backup beside the file, carries out erasures in the copy, and then renames it. A file that it
 * replaces is locked meanwhile, so that no server opens it.
 */
export async function restoreSqlite(work: RestoreWork): Promise<RestoreOutcome> {
  const { databaseUrl, file, manifest, isForced = false, given, onProgress } = work;
  const path = databaseUrl.slice("sqlite:".length);
  const exists = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
  if (exists && !isForced) throw notEmptyFile(path);
  const old = exists ? await lock(path) : null;
  const draft = `${path}.${process.pid}.restoring`;
  try {
    await onFile(path, () => mkdir(dirname(resolve(path)), { recursive: true, mode: 0o700 }));
    await requireSpace(dirname(resolve(path)), manifest.bytes + SPACE_MARGIN_BYTES);
    onProgress?.({ step: "restore", bytes: 0, ofBytes: manifest.bytes });
    await onFile(path, () => copyTo(file, draft));
    if ((await sha256Of(draft)) !== manifest.sha256) throw damagedCopy(draft);
    requireGoing(work.signal);
    await renewFeed(draft, manifest);
    // The list may be older than the file that is replaced: what either knows is carried out.
    const lists = [given, old === null ? null : erasuresIn(old)].filter((list) => list !== null);
    onProgress?.({ step: "erase", bytes: 0, ofBytes: 0 });
    const counts: ErasedAgain[] = [];
    for (const list of lists) {
      counts.push(await eraseRestored(`sqlite:${draft}`, list, keysFor(work, path)));
    }
    const erased = counts.length === 0 ? null : sumOf(counts);
    await onFile(path, () => sync(draft));
    requireGoing(work.signal);
    const keptFile = old === null ? null : keptName(path);
    // The lock is on the old file, and goes with it.
    if (keptFile !== null) renameSync(path, keptFile);
    removeLog(path);
    renameSync(draft, path);
    await onFile(path, () => sync(dirname(resolve(path))));
    return { keptFile, erased };
  } finally {
    for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(draft + suffix, { force: true });
    await old?.close();
  }
}

/** What the second list repeats is known after the first, and counted once. */
const sumOf = (counts: readonly ErasedAgain[]): ErasedAgain => ({
  newer: counts.reduce((sum, { newer }) => sum + newer, 0),
  buyers: counts.reduce((sum, { buyers }) => sum + buyers, 0),
});

async function copyTo(file: string, draft: string): Promise<void> {
  await copyFile(file, draft, constants.COPYFILE_FICLONE);
  await chmod(draft, 0o600);
  await sync(draft);
}

async function renewFeed(draft: string, { migrations }: BackupManifest): Promise<void> {
  if (!hasFeed(migrations)) return;
  await onSqlite(draft, async () => {
    const database = await SqliteDatabase.open(draft);
    try {
      await database.write(() => database.run(RENEW_FEED.sqlite, newEpoch()));
    } finally {
      await database.close();
    }
  });
}

/** @throws SettingsError with the processes that have the file open */
async function lock(path: string): Promise<SqliteDatabase> {
  const users = processesWith(path).map(({ pid, command }) => `${pid} (${command})`);
  const old = users.length > 0 ? null : await onSqlite(path, () => openLocked(path));
  if (old === null) throw inUse(`sqlite:${path}`, users);
  return old;
}

/** The erasures that a database has recorded; null when its version knew none. */
function erasuresIn(database: SqliteDatabase): ErasureList | null {
  const hasTable = (name: string) =>
    database.first("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", name) !== null;
  if (!hasTable("erased_buyers")) return null;
  const keys = database.first<{ value: string }>(
    "SELECT value FROM settings WHERE name = ?",
    BUYER_DATA_KEYS,
  );
  return {
    sealedKeys: keys?.value ?? null,
    erasures: database.all(
      `SELECT appid, buyer_hash AS "buyerHash", erased_at_ms AS "erasedAtMs" FROM erased_buyers`,
    ),
  };
}

/** A sandbox keeps its key beside its file. */
function keysFor({ sealKey, previousSealKey }: RestoreWork, path: string): SealKeys {
  const previous = previousSealKey === undefined ? {} : { previousSealKey };
  if (sealKey !== undefined) return { sealKey, ...previous };
  const ofSandbox = sealKeyFileOf(path);
  return existsSync(ofSandbox) ? { sealKey: readFileSync(ofSandbox, "utf8"), ...previous } : {};
}

/** `dingdan.db.before-restore-20261130T120000Z` */
function keptName(path: string): string {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const wanted = resolve(dirname(path), `${basename(path)}.before-restore-${time}`);
  for (let number = 2, name = wanted; ; number++, name = `${wanted}-${number}`) {
    if (!existsSync(name)) return name;
  }
}

/** SQLite would read a log that another file has left into this one. */
function removeLog(path: string): void {
  for (const suffix of ["-wal", "-shm", "-journal"]) rmSync(path + suffix, { force: true });
}
