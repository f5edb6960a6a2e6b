import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import { runTool } from "./postgres-tools.js";

/** The tables without which an archive is no backup of an installation. */
const TABLES = ["migrations", "settings", "uploads", "payments"] as const;

/**
 * Lets pg_restore read the list of contents of an archive.
 * @throws SettingsError when it cannot, or tables are missing
 */
export async function requireReadable(file: string): Promise<void> {
  const outcome = await runTool("pg_restore", ["--list", file]);
  if (outcome === null) {
    throw new SettingsError(
      text(
        "pg_restore is not in the PATH, and without it the backup cannot be checked: install it (package postgresql-client), or run this command on a machine that has it.",
        "PATH 中没有 pg_restore，无法校验备份：请安装它（软件包 postgresql-client），或在装有它的机器上运行此命令。",
      ),
    );
  }
  const missing = TABLES.filter(
    (table) => !new RegExp(` TABLE DATA \\S+ ${table} `).test(outcome.out),
  );
  if (outcome.isDone && missing.length === 0) return;
  const reason = outcome.isDone ? `it has no ${missing.join(", ")}` : outcome.error;
  throw new SettingsError(
    text(
      `pg_restore cannot use ${file}: ${reason}. Use another backup.`,
      `pg_restore 无法使用 ${file}：${reason}。请使用其他备份。`,
    ),
  );
}
