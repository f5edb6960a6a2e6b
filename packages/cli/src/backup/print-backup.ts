import type { Text } from "@dingdan/contract";
import type { BackupManifest, BackupProgress } from "@dingdan/server";
import { printFacts } from "../terminal/facts.js";
import { type Progress, progressBar } from "../terminal/progress-bar.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";
import { BACKUP_TEXTS as TEXTS } from "./backup-texts.js";

const { label: LABEL } = TEXTS;

/** Shows how far the work is, while it runs. */
export async function withProgress<T>(
  terminal: Terminal,
  work: (onProgress: (progress: BackupProgress) => void) => Promise<T>,
): Promise<T> {
  const bar: Progress = progressBar(terminal.err);
  try {
    return await work(({ step, bytes, ofBytes }) =>
      bar.update(
        ofBytes === 0 ? null : Math.min(1, bytes / ofBytes),
        terminal.say(TEXTS.progress[step](bytes)),
      ),
    );
  } finally {
    bar.finish();
  }
}

/** What a manifest says. */
export function printManifest(terminal: Terminal, manifest: BackupManifest): void {
  const say = (words: Text) => terminal.say(words);
  const rows = Object.entries(manifest.rows).map(([table, count]) => `${table} ${count}`);
  printFacts(terminal.out, [
    [say(LABEL.engine), manifest.engine === "sqlite" ? "SQLite" : "PostgreSQL"],
    [say(LABEL.version), `Dingdan ${manifest.dingdan_version}`],
    [say(LABEL.schema), manifest.migrations.at(-1) ?? "–"],
    [say(LABEL.time), instant(manifest.begun_at)],
    [say(LABEL.rows), rows.join(", ")],
    [say(LABEL.sha256), manifest.sha256],
  ]);
}

/** The same for programs. */
export function manifestReport(manifest: BackupManifest): ManifestReport {
  const { migrations, ...others } = manifest;
  return { ...others, schema_version: migrations.at(-1) ?? null };
}

type ManifestReport = Omit<BackupManifest, "migrations"> & {
  readonly schema_version: string | null;
};
