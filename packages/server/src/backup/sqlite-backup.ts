import { fork } from "node:child_process";
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { constants, setPriority } from "node:os";
import { dirname, resolve } from "node:path";
import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import { requireSpace } from "./backup-files.js";
import type { Progress } from "./progress.js";
import type { SqliteContents, SqliteReport, SqliteTask } from "./sqlite-program.js";

/** What is needed beside the copy itself. */
const SPACE_MARGIN_BYTES = 16 * 1024 * 1024;
const PROGRESS_EVERY_MS = 200;

interface Watched {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Copies a SQLite file that may be served meanwhile, and checks the copy.
 * @throws SettingsError when it cannot be copied, or the copy is damaged
 */
export async function copySqlite(
  source: string,
  copy: string,
  watched: Watched,
): Promise<SqliteContents> {
  if (statSync(source, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new SettingsError(
      text(
        `There is no file ${source} to back up. Name the database of the server with --database.`,
        `没有可备份的文件 ${source}。请用 --database 指定服务所用的数据库。`,
      ),
    );
  }
  return inspect({ source, copy }, watched, (bytes) =>
    requireSpace(dirname(resolve(copy)), bytes + SPACE_MARGIN_BYTES),
  );
}

/**
 * Reads what a copy contains, and checks each of its pages.
 * @throws SettingsError when it is damaged
 */
export const inspectSqlite = (copy: string, watched: Watched = {}): Promise<SqliteContents> =>
  inspect({ source: null, copy }, watched, () => Promise.resolve());

async function inspect(
  task: SqliteTask,
  { signal, onProgress }: Watched,
  requireRoom: (bytes: number) => Promise<void>,
): Promise<SqliteContents> {
  const program = createRequire(import.meta.url).resolve("#sqlite-backup-program");
  const child = fork(program, [JSON.stringify(task)], {
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  // Uploads go first. A system may not allow it.
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {}
  const stop = () => child.kill("SIGKILL");
  signal?.addEventListener("abort", stop, { once: true });
  let sizeBytes = 0;
  const watch = setInterval(() => {
    const bytes = statSync(task.copy, { throwIfNoEntry: false })?.size ?? 0;
    if (sizeBytes > 0) onProgress?.({ step: "copy", bytes, ofBytes: sizeBytes });
  }, PROGRESS_EVERY_MS);
  try {
    return await new Promise<SqliteContents>((resolveWith, reject) => {
      let contents: SqliteContents | null = null;
      let fault: unknown = null;
      child.on("message", (report: SqliteReport) => {
        if (report.kind === "size") {
          sizeBytes = report.bytes;
          requireRoom(report.bytes).catch((error: unknown) => {
            fault = error;
            stop();
          });
        } else if (report.kind === "copied") {
          sizeBytes = 0;
          onProgress?.({ step: "check", bytes: 0, ofBytes: 0 });
        } else if (report.kind === "contents") contents = report.contents;
        else fault = unusable(task, report.message);
      });
      child.once("error", reject);
      child.once("exit", (code, killedBy) => {
        if (signal?.aborted === true) reject(task.source === null ? checkStopped() : stopped());
        else if (fault !== null) reject(fault);
        else if (contents === null) reject(unusable(task, `it ended with ${killedBy ?? code}`));
        else if (contents.integrity !== "ok") reject(damaged(task, contents.integrity));
        else resolveWith(contents);
      });
    });
  } finally {
    clearInterval(watch);
    signal?.removeEventListener("abort", stop);
  }
}

const unusable = ({ source, copy }: SqliteTask, reason: string) =>
  source === null
    ? new SettingsError(
        text(
          `${copy} cannot be read as a backup of SQLite: ${reason}. Use another backup.`,
          `无法将 ${copy} 作为 SQLite 备份读取：${reason}。请使用其他备份。`,
        ),
      )
    : new SettingsError(
        text(
          `sqlite:${source} cannot be backed up: ${reason}. Check the file and the space on both disks, and try again.`,
          `无法备份 sqlite:${source}：${reason}。请检查该文件与两处磁盘空间后重试。`,
        ),
      );

const damaged = ({ source, copy }: SqliteTask, found: string) =>
  new SettingsError(
    text(
      `${source === null ? copy : `the copy of ${source}`} is damaged: ${found}. ${source === null ? "Use another backup." : "Check the disk; an older backup may be whole."}`,
      `${source === null ? copy : `${source} 的副本`}已损坏：${found}。${source === null ? "请使用其他备份。" : "请检查磁盘；较早的备份可能完好。"}`,
    ),
  );

const checkStopped = () =>
  new SettingsError(
    text(
      "The check of the backup was stopped; nothing was changed.",
      "备份校验被停止，未做任何改动。",
    ),
  );

export const stopped = () =>
  new SettingsError(
    text(
      "The backup was stopped before it was complete, and nothing is left of it.",
      "备份在完成之前被停止，未留下任何文件。",
    ),
  );
