import { text } from "@dingdan/contract";
import { OTHER_DESCRIPTORS } from "../serve/server-limits.js";
import type { LooseMode } from "../storage/file-modes.js";
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

/** The database holds merchants' and buyers' data, so only its owner may read and change it. */
export function checkModes(loose: readonly LooseMode[]): Check {
  if (loose.length === 0) {
    return passed("file modes", text("only the owner can use the data", "仅属主可访问数据"));
  }
  const listed = loose.map(({ path, mode }) => `${path} (${mode})`);
  const commands = loose.map(({ next }) => next).join(" && ");
  return warning(
    "file modes",
    text(`others may use ${listed.join(", ")}`, `其他用户可以访问 ${listed.join("、")}`),
    text(`Run: ${commands}`, `请运行：${commands}`),
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
