import { type HealthRepresentation, text } from "@dingdan/contract";
import { type Check, failed, passed, warning } from "./check.js";

type BackupHealth = NonNullable<HealthRepresentation["backups"]>;

const NAME = "scheduled backups";

/** How the backups of the platform go. @param health null when the platform makes none */
export function checkBackups(health: BackupHealth | null): Check {
  if (health === null) {
    return passed(
      NAME,
      text("not made by the platform (--backup-folder)", "未由平台执行（--backup-folder）"),
    );
  }
  const { last_at: last, bytes = 0, failed_at: failedAt, fault = "", is_late: isLate } = health;
  const size = `${Math.ceil(bytes / 1e6)} MB`;
  if (failedAt !== undefined) {
    return failed(
      NAME,
      text(
        `the backup of ${failedAt} failed: ${fault} The last complete one: ${last ?? "none"}.`,
        `${failedAt} 的备份失败：${fault} 最近一次完整备份：${last ?? "无"}。`,
      ),
      text(
        "Correct the cause; the platform tries again by itself. dingdan backup FILE makes one now.",
        "请排除原因，平台会自动重试；dingdan backup FILE 可立即备份。",
      ),
    );
  }
  const next = text(
    "Look for the job `backups` in the log, and make one now: dingdan backup FILE.",
    "请在日志中查找任务 `backups`，并立即备份：dingdan backup FILE。",
  );
  if (last === undefined) {
    return warning(NAME, text("there is no backup yet", "尚无备份"), next);
  }
  if (isLate) {
    return failed(
      NAME,
      text(
        `the last one is of ${last} (${size}), and there should be one every ${health.every_hours} h`,
        `最近一次为 ${last}（${size}），应每 ${health.every_hours} 小时一次`,
      ),
      next,
    );
  }
  return passed(
    NAME,
    text(`the last one is of ${last} (${size})`, `最近一次为 ${last}（${size}）`),
  );
}
