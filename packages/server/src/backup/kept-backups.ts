import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "../storage/migrations.js";
import { manifestFileOf } from "./manifest.js";

const NAME = /^dingdan-\d{8}T\d{6}Z\.(?:db|dump)$/;
/** What a process left that was killed while it made a backup. */
const DRAFT = /^\.dingdan-\d{8}T\d{6}Z\.(?:db|dump)\.\d+\.tmp/;
const DRAFT_KEPT_MS = 24 * 3_600_000;

/** `dingdan-20261130T120000Z.db`; `.dump` on PostgreSQL. */
export const backupName = (engine: Engine, atMs: number): string =>
  `dingdan-${new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, "")}.${engine === "sqlite" ? "db" : "dump"}`;

/**
 * Deletes the oldest backups of a folder beyond those that are kept, and drafts that nothing completes. Other
 * files stay.
 * @returns the names of the deleted backups
 */
export async function deleteOldBackups(
  folder: string,
  { keep, nowMs }: { readonly keep: number; readonly nowMs: number },
): Promise<string[]> {
  const names = await readdir(folder);
  const old = names
    .filter((name) => NAME.test(name))
    .toSorted()
    .toReversed()
    .slice(keep);
  for (const name of old) {
    const file = join(folder, name);
    await rm(file, { force: true });
    await rm(manifestFileOf(file), { force: true });
  }
  for (const name of names.filter((one) => DRAFT.test(one))) {
    const { mtimeMs } = await stat(join(folder, name));
    if (nowMs - mtimeMs > DRAFT_KEPT_MS) await rm(join(folder, name), { force: true });
  }
  return old;
}
