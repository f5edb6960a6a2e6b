import { type Text, text } from "@dingdan/contract";

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The texts of `dingdan backup` and `dingdan restore`. */
export const BACKUP_TEXTS = {
  backup: text("Back up the database while the server runs", "备份数据库，服务运行中即可执行"),
  backupMore: text(
    "Writes FILE and FILE.manifest.json (engine, version, time, number of rows, SHA-256). They appear when they are complete, and only you can read them. The seal key is not in the backup: keep it apart from it. On PostgreSQL it runs pg_dump.",
    "写入 FILE 与 FILE.manifest.json（引擎、版本、时间、行数、SHA-256）。完整写入后文件才会出现，且仅您可读。备份中不含封存密钥，请另行保存。PostgreSQL 使用 pg_dump。",
  ),
  verify: text(
    "Check a backup: its manifest, its SHA-256 and whether its engine can read it",
    "校验备份：清单、SHA-256，以及数据库引擎能否读取",
  ),
  verifyMore: text(
    "Runs SQLite's integrity_check, or pg_restore --list. Changes nothing.",
    "执行 SQLite 的 integrity_check 或 pg_restore --list，不做任何改动。",
  ),
  restore: text("Restore a backup, with the server stopped", "恢复备份，须先停止服务"),
  restoreMore: text(
    "The backup is checked first. SQLite: to a new file; with --force in place of the old one, which stays beside it. PostgreSQL: into an empty database. Buyers who were erased after the backup are erased again: --erasures takes the list of dingdan buyers erasures --export, and a SQLite file that is replaced has its own. That needs the seal key.",
    "恢复前会先校验备份。SQLite：恢复到新文件；使用 --force 时替换旧文件，旧文件保留在旁边。PostgreSQL：恢复到空数据库。备份之后被删除的买家会再次删除：--erasures 使用 dingdan buyers erasures --export 导出的清单，被替换的 SQLite 文件则自带清单。此步骤需要封存密钥。",
  ),
  argument: {
    file: text("The backup", "备份文件"),
  },
  flag: {
    force: text("Replace an existing file", "替换已有文件"),
    forceRestore: text(
      "Replace the SQLite file, and keep the old one beside it",
      "替换已有的 SQLite 文件，旧文件保留在旁边",
    ),
    erasures: text(
      "The erasures since the backup, as `dingdan buyers erasures --export` writes them",
      "备份之后的删除记录，即 `dingdan buyers erasures --export` 的输出",
    ),
  },
  /** The flags of `dingdan serve`. */
  serveFlag: {
    folder: text(
      "Back up the database into this folder at intervals; by default no backups are made",
      "定期将数据库备份到该文件夹，默认不备份",
    ),
    everyHours: text("Hours from one backup to the next", "备份间隔小时数"),
    keep: text(
      "How many backups are kept; older ones are deleted after a new one is complete",
      "保留的备份数；新备份完成后才删除更早的备份",
    ),
  },
  progress: {
    copy: (bytes: number) => text(`copying: ${megabytes(bytes)}`, `正在复制：${megabytes(bytes)}`),
    check: () => text("checking the copy", "正在校验副本"),
    hash: (bytes: number) =>
      text(`computing the SHA-256: ${megabytes(bytes)}`, `正在计算 SHA-256：${megabytes(bytes)}`),
    restore: () => text("restoring", "正在恢复"),
    erase: () => text("looking for erased buyers", "正在查找已删除的买家"),
  } satisfies Record<string, (bytes: number) => Text>,
  made: (file: string, bytes: number, seconds: number) =>
    text(
      `backed up to ${file}: ${megabytes(bytes)} in ${seconds.toFixed(1)} s`,
      `已备份到 ${file}：${megabytes(bytes)}，用时 ${seconds.toFixed(1)} 秒`,
    ),
  whole: (file: string) => text(`${file} is whole`, `${file} 完好`),
  restored: (database: string, seconds: number) =>
    text(
      `restored to ${database} in ${seconds.toFixed(1)} s`,
      `已恢复到 ${database}，用时 ${seconds.toFixed(1)} 秒`,
    ),
  label: {
    engine: text("engine", "引擎"),
    version: text("made by", "创建版本"),
    schema: text("database version", "数据库版本"),
    time: text("contains what was acknowledged before", "包含此时间之前已确认的数据"),
    rows: text("rows", "行数"),
    sha256: text("SHA-256", "SHA-256"),
    kept: text("the old file", "旧文件"),
    erased: text("erasures since the backup", "备份之后的删除"),
  },
  erased: (newer: number, buyers: number) =>
    text(`${newer}; buyers erased again: ${buyers}`, `${newer} 次；再次删除的买家：${buyers} 位`),
  keepKey: text(
    "The seal key is not in it. Keep a copy of the key (DINGDAN_SEAL_KEY_FILE) apart from the backup: without it, callback keys, keys of WeChat Pay and webhook secrets must be set again, and erasures cannot be carried out again.",
    "备份中不含封存密钥。请将密钥（DINGDAN_SEAL_KEY_FILE）另行保存：没有它，回调密钥、微信支付密钥与 Webhook 密钥须重新设置，且无法重新执行买家数据删除。",
  ),
  startWithKey: text(
    "Start the server with the seal key that it had when the backup was made.",
    "请使用创建备份时的封存密钥启动服务。",
  ),
  migrates: (count: number) =>
    text(
      `The backup is of an earlier version: the next start of the server applies ${count} migrations.`,
      `该备份来自较早版本：下次启动服务时会执行 ${count} 个迁移。`,
    ),
  noErasures: text(
    "No list of erasures was given: buyers who were erased after this backup are in the database again. If there may be any, restore again with --erasures before you start the server.",
    "未提供删除记录清单：此备份之后被删除的买家又会出现在数据库中。如可能存在此类买家，请在启动服务前使用 --erasures 重新恢复。",
  ),
};
