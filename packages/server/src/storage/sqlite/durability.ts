import { statfs } from "node:fs/promises";
import { text } from "@dingdan/contract";
import { type DurabilityCheck, durabilityCheck } from "../durability.js";
import type { SyncSettings } from "./open-connection.js";

/** What the durability of a SQLite database rests on. @param path a file, or `:memory:` */
export async function durabilityOnSqlite(
  database: { readonly syncSettings: () => SyncSettings },
  path: string,
): Promise<DurabilityCheck[]> {
  if (path === ":memory:") return [IN_MEMORY];
  const { journalMode, synchronous } = database.syncSettings();
  return [
    journalCheck(journalMode),
    durabilityCheck("synchronous", String(synchronous), synchronous >= 2, NOT_SYNCED),
    fileSystemCheck(process.platform === "linux" ? (await statfs(path)).type : null),
  ];
}

export const journalCheck = (mode: string): DurabilityCheck =>
  durabilityCheck("journal_mode", mode, mode === "wal", NOT_WAL);

/** @param type the number that Linux gives a kind of file system; null on other systems */
export function fileSystemCheck(type: number | null): DurabilityCheck {
  if (type === null) return { name: "file_system", value: "unknown", state: "ok", advice: null };
  // Node may return the 32 bits with a sign.
  const known = FILE_SYSTEMS.get(type >>> 0);
  if (known !== undefined) return { name: "file_system", ...known };
  return {
    name: "file_system",
    value: `0x${(type >>> 0).toString(16)}`,
    state: "ok",
    advice: null,
  };
}

const NOT_WAL = text(
  "SQLite cannot use its write-ahead log here. Move the file to a local disk.",
  "SQLite 在此处无法使用预写日志。请将文件移到本地磁盘。",
);

const NOT_SYNCED = text(
  "Commits are not synced to the disk, so a power failure loses acknowledged uploads.",
  "提交未同步到磁盘，断电会丢失已确认的上传。",
);

const IN_MEMORY: DurabilityCheck = {
  name: "file_system",
  value: "memory",
  state: "warning",
  advice: text(
    "The database is in memory and is lost when the process ends. Name a file: --database sqlite:./data/dingdan.db.",
    "数据库位于内存中，进程结束即丢失。请指定文件：--database sqlite:./data/dingdan.db。",
  ),
};

const NETWORK = text(
  "The file is on a network file system, where SQLite's locks and its write-ahead log are not reliable. Move it to a local disk, or use PostgreSQL.",
  "文件位于网络文件系统，SQLite 的锁与预写日志在其上不可靠。请移到本地磁盘，或改用 PostgreSQL。",
);

const SHARED = text(
  "The file is on a file system of another program or of a host. Whether a sync reaches the disk depends on that program, and processes on other hosts may not open the file. A local disk is safer.",
  "文件位于由其他程序或宿主机提供的文件系统，同步能否到达磁盘取决于该程序，且其他主机上的进程不得打开该文件。本地磁盘更安全。",
);

const MEMORY = text(
  "The file is in memory and is lost when the machine stops. Move it to a disk.",
  "文件位于内存文件系统，机器停止即丢失。请移到磁盘。",
);

type Known = Omit<DurabilityCheck, "name">;

const local = (value: string): Known => ({ value, state: "ok", advice: null });
const network = (value: string): Known => ({ value, state: "failed", advice: NETWORK });
const shared = (value: string): Known => ({ value, state: "warning", advice: SHARED });
const memory = (value: string): Known => ({ value, state: "warning", advice: MEMORY });

/** The numbers of Linux: statfs(2) and include/uapi/linux/magic.h. */
const FILE_SYSTEMS: ReadonlyMap<number, Known> = new Map([
  [0x6969, network("nfs")],
  [0x517b, network("smb")],
  [0xff534d42, network("cifs")],
  [0xfe534d42, network("smb2")],
  [0x5346414f, network("afs")],
  [0x73757245, network("coda")],
  [0x00c36400, network("ceph")],
  [0x0bd00bd0, network("lustre")],
  [0x01021997, shared("9p")],
  [0x65735546, shared("fuse")],
  [0x01021994, memory("tmpfs")],
  [0x858458f6, memory("ramfs")],
  [0xef53, local("ext4")],
  [0x58465342, local("xfs")],
  [0x9123683e, local("btrfs")],
  [0x2fc12fc1, local("zfs")],
  [0xf2f52010, local("f2fs")],
  [0x794c7630, local("overlayfs")],
]);
