import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { checkFileModes } from "../storage/file-modes.js";
import { fileSystemCheck } from "../storage/sqlite/durability.js";
import type { Check } from "./check.js";
import { checkFileSystem } from "./database-checks.js";
import { kindOf, nearestFolder } from "./file-access.js";
import { checkDisk, checkModes } from "./machine-checks.js";

/** Looks at the disk and the files of a SQLite database. */
export async function lookAtFolder(file: string): Promise<readonly Check[]> {
  const folder = nearestFolder(dirname(resolve(file)));
  const { type, bsize, bavail, blocks } = await statfs(folder);
  const fileSystem = fileSystemCheck(process.platform === "linux" ? type : null);
  return [
    checkDisk({ folder, freeBytes: bavail * bsize, totalBytes: blocks * bsize }),
    checkFileSystem(fileSystem),
    ...(kindOf(file) === "file" ? [checkModes(checkFileModes(file))] : []),
  ];
}
