import { existsSync } from "node:fs";
import { chmod, open, rename, rm, statfs, writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import { type BackupManifest, manifestFileOf } from "./manifest.js";

/** A backup that is being made. Its files get their names when it is complete. */
export interface DraftBackup {
  /** Where it is written; there is no file yet. */
  readonly path: string;
  /** Syncs the draft, and gives it and its manifest their names. */
  readonly complete: (manifest: BackupManifest) => Promise<void>;
  /** Removes what was written. */
  readonly discard: () => Promise<void>;
}

/** @throws SettingsError when the file exists, unless it may be replaced */
export async function draftOf(file: string, isForced: boolean): Promise<DraftBackup> {
  if (existsSync(file) && !isForced) {
    throw new SettingsError(
      text(
        `${file} exists. Name another file, or replace it with --force.`,
        `${file} 已存在。请指定其他文件，或用 --force 覆盖。`,
      ),
    );
  }
  const path = resolve(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  const manifestPath = `${path}.manifest`;
  const discard = async () => {
    await Promise.all(
      [path, `${path}-journal`, manifestPath].map((one) => rm(one, { force: true })),
    );
  };
  // What a process with the same id left when it was killed.
  await discard();
  // No other user may read it while it is written. Also finds a folder that cannot be written.
  await onFile(file, () => writeFile(path, "", { mode: 0o600, flag: "wx" }));
  return {
    path,
    complete: (manifest) =>
      onFile(file, async () => {
        const json = `${JSON.stringify(manifest, null, 2)}\n`;
        await writeFile(manifestPath, json, { mode: 0o600, flag: "wx" });
        await chmod(path, 0o600);
        await sync(path);
        await sync(manifestPath);
        // The manifest comes first: a file that has its name has its manifest, too.
        await rename(manifestPath, manifestFileOf(file));
        await rename(path, file);
        await sync(dirname(resolve(file)));
      }),
    discard,
  };
}

/** Syncs a file or a folder to the disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } catch (error) {
    // Some systems cannot sync a folder.
    if (!["EINVAL", "EISDIR", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      throw error;
    }
  } finally {
    await handle.close();
  }
}

/** @throws SettingsError when a folder has less free space than is needed */
export async function requireSpace(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await onFile(folder, () => statfs(folder));
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  const [needed, free] = [neededBytes, freeBytes].map((bytes) => `${Math.ceil(bytes / MIB)} MiB`);
  throw new SettingsError(
    text(
      `${folder} has ${free} of free space, and ${needed} are needed. Free space, or name a file on another disk.`,
      `${folder} 剩余空间为 ${free}，需要 ${needed}。请释放空间，或指定其他磁盘上的文件。`,
    ),
  );
}

const MIB = 1024 * 1024;

/** Runs work on a file. An error of the system names it. @throws SettingsError */
export async function onFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof SettingsError) throw error;
    throw new SettingsError(
      text(
        `${file} cannot be used (${code}): check the path, its permissions and the space on its disk.`,
        `无法使用 ${file}（${code}）：请检查路径、权限与磁盘空间。`,
      ),
      { cause: error },
    );
  }
}
