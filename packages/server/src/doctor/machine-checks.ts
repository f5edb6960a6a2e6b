import { text } from "@dingdan/contract";
import { OTHER_DESCRIPTORS } from "../serve/server-limits.js";
import { type Check, failed, passed, plain, warning } from "./check.js";

/** The oldest version that package.json allows. */
const NODE_MIN = [20, 19] as const;

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNew = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1]);
  if (isNew) return passed("node", plain(version));
  const next = text(
    `Install Node ${NODE_MIN.join(".")} or newer.`,
    `请安装 Node ${NODE_MIN.join(".")} 或更新版本。`,
  );
  return failed("node", plain(version), next);
}

export interface DiskFacts {
  readonly folder: string;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

const MIB = 1024 * 1024;
const FREE_MIN_BYTES = 100 * MIB;
const FREE_LOW_BYTES = 1024 * MIB;
const FREE_LOW_SHARE = 0.05;

/** The free space of the disk that holds the database. */
export function checkDisk({ folder, freeBytes, totalBytes }: DiskFacts): Check {
  const mib = Math.floor(freeBytes / MIB);
  const percent = Math.floor((100 * freeBytes) / Math.max(1, totalBytes));
  const found = text(
    `${mib} MiB (${percent} %) free at ${folder}`,
    `${folder} 剩余 ${mib} MiB（${percent}%）`,
  );
  const next = text(
    "Free space, or move the database to a larger disk: without space, no write is accepted.",
    "请释放空间，或将数据库移至更大的磁盘；空间耗尽后无法写入。",
  );
  if (freeBytes < FREE_MIN_BYTES) return failed("disk space", found, next);
  const isLow = freeBytes < FREE_LOW_BYTES || freeBytes < FREE_LOW_SHARE * totalBytes;
  return isLow ? warning("disk space", found, next) : passed("disk space", found);
}

/** File systems by the number that `statfs` reports on Linux. */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x517b, "SMB"],
  [0x65735546, "FUSE"],
  [0x01021997, "9p"],
  [0x00c36400, "CephFS"],
]);
const TMPFS = 0x01021994;

/** SQLite's write-ahead log works only on a local disk. @param type the number of `statfs` */
export function checkFileSystem({ folder, type }: { folder: string; type: number }): Check {
  const network = NETWORK_FILE_SYSTEMS.get(type);
  if (network !== undefined) {
    return warning(
      "file system",
      text(`${folder} is on ${network}`, `${folder} 位于 ${network}`),
      text(
        "Use a local disk, or PostgreSQL: SQLite's write-ahead log is not safe on a network file system.",
        "请使用本地磁盘或 PostgreSQL：SQLite 的预写日志在网络文件系统上不安全。",
      ),
    );
  }
  if (type === TMPFS) {
    return warning(
      "file system",
      text(`${folder} is in memory (tmpfs)`, `${folder} 位于内存（tmpfs）`),
      text(
        "Use a disk: the data is lost when the machine restarts.",
        "请使用磁盘：机器重启后数据会丢失。",
      ),
    );
  }
  return passed("file system", text(`${folder} is on a local disk`, `${folder} 位于本地磁盘`));
}

export interface FileMode {
  readonly path: string;
  /** The permission bits: 0o600. */
  readonly mode: number;
  readonly isFolder: boolean;
}

/** The database holds merchants' and buyers' data, so only its owner may read it. */
export function checkFileModes(files: readonly FileMode[]): Check {
  const open = files.filter(({ mode }) => (mode & 0o077) !== 0);
  if (open.length === 0) {
    return passed("file modes", text("only the owner can read the data", "仅属主可读取数据"));
  }
  const listed = open.map(({ path, mode }) => `${path} (${mode.toString(8).padStart(4, "0")})`);
  const commands = open.map(({ path, isFolder }) => `chmod ${isFolder ? "700" : "600"} ${path}`);
  return warning(
    "file modes",
    text(`others may use ${listed.join(", ")}`, `其他用户可以访问 ${listed.join("、")}`),
    text(`Run: ${commands.join(" && ")}`, `请运行：${commands.join(" && ")}`),
  );
}

/**
 * @param softLimit of open files; null for no limit or when it is not known
 * @param connectionsMax the configured limit of connections; `serve` lowers it to what the machine allows
 */
export function checkDescriptors(softLimit: number | null, connectionsMax: number): Check {
  const needed = connectionsMax + OTHER_DESCRIPTORS;
  if (softLimit === null) return passed("open files", text("no limit", "不限"));
  const found = text(
    `at most ${softLimit} open files, for ${connectionsMax} connections`,
    `最多打开 ${softLimit} 个文件，连接上限为 ${connectionsMax}`,
  );
  if (softLimit >= needed) return passed("open files", found);
  return warning(
    "open files",
    found,
    text(
      `Raise the limit of open files to ${needed} or more (ulimit -n, LimitNOFILE= in systemd), or lower --connections-max.`,
      `请将打开文件数上限提高到 ${needed} 以上（ulimit -n，systemd 中为 LimitNOFILE=），或调低 --connections-max。`,
    ),
  );
}

const CLOCK_OFFSET_MAX_MS = 5_000;

/** @param offsetMs the other clock minus this machine's */
export function checkClock(offsetMs: number, other: "database" | "platform"): Check {
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(1);
  const name =
    other === "database"
      ? text("the database's clock", "数据库服务器的时钟")
      : text("the platform's clock", "平台的时钟");
  const found = text(`${seconds} s from ${name.en}`, `与${name.zh}相差 ${seconds} 秒`);
  if (Math.abs(offsetMs) <= CLOCK_OFFSET_MAX_MS) return passed("clock", found);
  return warning(
    "clock",
    found,
    text(
      "Synchronise the clocks of both machines (chrony, systemd-timesyncd): uploads and payments are ordered by time.",
      "请同步两台机器的时钟（chrony、systemd-timesyncd）：上传与支付按时间排序。",
    ),
  );
}
