import { text } from "@dingdan/contract";
import { type DurabilityCheck, durabilityCheck } from "../durability.js";
import type { PostgresDatabase } from "./database.js";

const SELECT = `SELECT current_setting('fsync') AS fsync,
  current_setting('full_page_writes') AS full_page_writes,
  current_setting('synchronous_commit') AS synchronous_commit`;

interface SettingsRow {
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
}

/** What the durability of a PostgreSQL database rests on: settings of its server, and of a connection. */
export async function durabilityOnPostgres(
  database: Pick<PostgresDatabase, "first">,
): Promise<DurabilityCheck[]> {
  const row = await database.first<SettingsRow>(SELECT);
  const { fsync, full_page_writes: pages, synchronous_commit: commit } = row as SettingsRow;
  return [
    durabilityCheck("fsync", fsync, fsync === "on", NO_FSYNC),
    durabilityCheck("full_page_writes", pages, pages === "on", NO_FULL_PAGES),
    durabilityCheck("synchronous_commit", commit, commit !== "off", NO_SYNCED_COMMIT),
  ];
}

const NO_FSYNC = text(
  "The server does not sync to its disk: a power failure loses acknowledged uploads and can damage the database. Set fsync = on in postgresql.conf.",
  "服务器不同步磁盘：断电会丢失已确认的上传，并可能损坏数据库。请在 postgresql.conf 中设置 fsync = on。",
);

const NO_FULL_PAGES = text(
  "A power failure during a write can damage the database. Set full_page_writes = on in postgresql.conf, unless the disk writes pages of 8 KiB atomically.",
  "写入期间断电可能损坏数据库。请在 postgresql.conf 中设置 full_page_writes = on，除非磁盘能原子写入 8 KiB 的页。",
);

const NO_SYNCED_COMMIT = text(
  "A crash of the server loses acknowledged uploads. Set synchronous_commit = on.",
  "服务器崩溃会丢失已确认的上传。请设置 synchronous_commit = on。",
);
