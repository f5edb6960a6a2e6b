import { existsSync } from "node:fs";
import { stat, statfs } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { sealKeyFileOf } from "../serve/seal-key-file.js";
import type { Check } from "./check.js";
import { checkDisk, checkFileModes, checkFileSystem, type FileMode } from "./machine-checks.js";

/** Looks at the disk and the files of a SQLite database. */
export async function lookAtFolder(file: string): Promise<readonly Check[]> {
  const folder = nearestFolder(dirname(resolve(file)));
  const { type, bsize, bavail, blocks } = await statfs(folder);
  const disk = { folder, freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  const modes = await Promise.all(filesOf(file).map(modeOf));
  return [
    checkDisk(disk),
    checkFileSystem({ folder, type: type >>> 0 }),
    // Windows has no such modes.
    ...(process.platform === "win32" || modes.length === 0 ? [] : [checkFileModes(modes)]),
  ];
}

/** The folder, or the nearest one above it that exists. */
function nearestFolder(folder: string): string {
  let nearest = folder;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  return nearest;
}

/** The database's file and those beside it that hold its data or its keys. */
const filesOf = (file: string): readonly string[] =>
  [
    file,
    `${file}-wal`,
    `${file}-shm`,
    sealKeyFileOf(file),
    join(dirname(file), "sandbox.json"),
  ].filter((path) => existsSync(path));

async function modeOf(path: string): Promise<FileMode> {
  const { mode } = await stat(path);
  return { path, mode: mode & 0o777, isFolder: false };
}
