import { BACKUP_TEXTS as TEXTS } from "../backup/backup-texts.js";
import { manifestReport, printManifest, withProgress } from "../backup/print-backup.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { withServer } from "../platform.js";
import type { BackupFlags } from "../settings/backup.js";
import { databaseSetting } from "../settings/database.js";
import { packageVersion } from "../version.js";

/** `dingdan backup FILE`: backs up a database that may be served meanwhile. */
export async function backup(
  { terminal, environment, untilStopped }: Invocation,
  file: string,
  flags: BackupFlags,
): Promise<ExitCode> {
  const databaseUrl = databaseSetting(flags, environment);
  const stop = new AbortController();
  // A file that is not complete must not stay behind.
  void untilStopped().then(() => stop.abort());
  const startedAtMs = performance.now();
  const manifest = await withProgress(terminal, (onProgress) =>
    withServer(({ backupDatabase }) =>
      backupDatabase(databaseUrl, file, {
        isForced: flags.force ?? false,
        version: packageVersion(),
        signal: stop.signal,
        onProgress,
      }),
    ),
  );
  const durationMs = performance.now() - startedAtMs;
  if (terminal.isJson) {
    terminal.json({ file, ...manifestReport(manifest), duration_ms: Math.round(durationMs) });
    return 0;
  }
  const { out } = terminal;
  const made = TEXTS.made(file, manifest.bytes, durationMs / 1_000);
  out.line(`${out.style("green", "✓")} ${terminal.say(made)}`);
  printManifest(terminal, manifest);
  out.line(`  ${out.dim(terminal.say(TEXTS.keepKey))}`);
  return 0;
}

/** `dingdan backup verify FILE`: checks a backup. */
export async function backupVerify({ terminal }: Invocation, file: string): Promise<ExitCode> {
  const manifest = await withProgress(terminal, (onProgress) =>
    withServer(({ verifyBackup }) => verifyBackup(file, { onProgress })),
  );
  if (terminal.isJson) {
    terminal.json({ file, ...manifestReport(manifest) });
    return 0;
  }
  const { out } = terminal;
  out.line(`${out.style("green", "✓")} ${terminal.say(TEXTS.whole(file))}`);
  printManifest(terminal, manifest);
  return 0;
}
