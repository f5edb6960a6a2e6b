import { accessSync, constants, statSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, resolve } from "node:path";
import { type Text, text } from "@dingdan/contract";
import type { Fault } from "./check.js";

/** `unknown`: this user may not look into a folder on the path. */
type Kind = "file" | "folder" | "other" | "absent" | "unknown";

export function kindOf(path: string): Kind {
  try {
    const found = statSync(path);
    return found.isFile() ? "file" : found.isDirectory() ? "folder" : "other";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? "absent" : "unknown";
  }
}

/** The folder, or the nearest one above it that exists for this user. */
export function nearestFolder(folder: string): string {
  let nearest = resolve(folder);
  while (["absent", "unknown"].includes(kindOf(nearest)) && dirname(nearest) !== nearest) {
    nearest = dirname(nearest);
  }
  return nearest;
}

/** What `serve` writes: the file, and beside it the files of its write-ahead log. */
const SUFFIXES = ["", "-wal", "-shm"];

/**
 * Why `serve` cannot open or create the file of a database as this user; null if it can. Creates nothing.
 * @param isAllowed whether this user has a permission: `access` by default
 */
export function accessFault(file: string, isAllowed = mayAccess): Fault | null {
  const kind = kindOf(file);
  if (kind === "folder" || kind === "other") return notAFile(file);
  const folder = nearestFolder(dirname(file));
  if (kindOf(folder) !== "folder") return notAFolder(folder);
  // New files appear in the folder: the database or a new folder for it, and the write-ahead log.
  if (!isAllowed(folder, constants.R_OK | constants.W_OK | constants.X_OK)) {
    return deniedFolder(folder, dirname(resolve(file)));
  }
  const files = SUFFIXES.map((suffix) => file + suffix).filter((path) => kindOf(path) !== "absent");
  const refused = files.find((path) => !isAllowed(path, constants.R_OK | constants.W_OK));
  return refused === undefined ? null : denied(refused);
}

function mayAccess(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

const notAFile = (path: string): Fault => ({
  found: text(`${path} is not a file`, `${path} 不是文件`),
  next: text(
    `Name a file with --database (DINGDAN_DATABASE_URL), such as sqlite:${path.replace(/\/+$/, "")}/dingdan.db.`,
    `请用 --database（DINGDAN_DATABASE_URL）指定文件，例如 sqlite:${path.replace(/\/+$/, "")}/dingdan.db。`,
  ),
});

const notAFolder = (path: string): Fault => ({
  found: text(
    `${path} is not a folder, so no database can be in it`,
    `${path} 不是目录，其中无法存放数据库`,
  ),
  next: text(
    "Name another file with --database (DINGDAN_DATABASE_URL).",
    "请用 --database（DINGDAN_DATABASE_URL）指定其他文件。",
  ),
});

function denied(path: string): Fault {
  const username = userName();
  return {
    found: notAllowed(path),
    next: text(
      `Run as the user that owns the file, give it to ${username} (chown), or name another file with --database (DINGDAN_DATABASE_URL).`,
      `请以该文件的属主身份运行，或将其交给 ${username}（chown），或用 --database（DINGDAN_DATABASE_URL）指定其他文件。`,
    ),
  };
}

/** A folder of others is not given away: it may be the system's. */
function deniedFolder(folder: string, wanted: string): Fault {
  const username = userName();
  const [en, zh] =
    folder === wanted
      ? ["Run as the user that owns the folder", "请以该目录的属主身份运行"]
      : [
          `Create the folder as root (install -d -m 700 -o ${username} ${wanted})`,
          `请以 root 身份创建目录（install -d -m 700 -o ${username} ${wanted}）`,
        ];
  return {
    found: notAllowed(folder),
    next: text(
      `${en}, or name a file in a folder of ${username} with --database (DINGDAN_DATABASE_URL).`,
      `${zh}，或用 --database（DINGDAN_DATABASE_URL）指定 ${username} 的目录中的文件。`,
    ),
  };
}

function notAllowed(path: string): Text {
  const username = userName();
  return text(
    `the user ${username} may not read and write ${path}`,
    `用户 ${username} 无权读写 ${path}`,
  );
}

/** A container may run as a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "of this process");
  }
}
