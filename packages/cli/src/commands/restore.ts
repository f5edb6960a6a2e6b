import type { Restored } from "@dingdan/server";
import { BACKUP_TEXTS as TEXTS } from "../backup/backup-texts.js";
import { manifestReport, printManifest, withProgress } from "../backup/print-backup.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { withServer } from "../platform.js";
import { type RestoreFlags, restoreSettings } from "../settings/backup.js";
import { withoutPassword } from "../settings/reading.js";
import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";

/** `dingdan restore FILE`: restores a backup into a database that no process has open. */
export async function restore(
  { terminal, environment, untilStopped }: Invocation,
  file: string,
  flags: RestoreFlags,
): Promise<ExitCode> {
  const { databaseUrl, erasuresFile, keys } = restoreSettings(flags, environment);
  const stop = new AbortController();
  // A copy that is not complete must not stay behind.
  void untilStopped().then(() => stop.abort());
  const startedAtMs = performance.now();
  const restored = await withProgress(terminal, (onProgress) =>
    withServer(({ restoreDatabase }) =>
      restoreDatabase(databaseUrl, file, {
        isForced: flags.force ?? false,
        erasuresFile,
        ...keys,
        signal: stop.signal,
        onProgress,
      }),
    ),
  );
  const done = { database: withoutPassword(databaseUrl), ms: performance.now() - startedAtMs };
  if (terminal.isJson) terminal.json(reportOf(restored, done));
  else printRestored(terminal, restored, done);
  return 0;
}

interface Done {
  readonly database: string;
  readonly ms: number;
}

const reportOf = (
  { manifest, pendingMigrations, keptFile, erased }: Restored,
  { database, ms }: Done,
) => ({
  database,
  ...manifestReport(manifest),
  pending_migrations: pendingMigrations,
  ...(keptFile === null ? {} : { kept_file: keptFile }),
  ...(erased === null ? {} : { erasures_since: erased.newer, buyers_erased_again: erased.buyers }),
  duration_ms: Math.round(ms),
});

function printRestored(
  terminal: Terminal,
  { manifest, pendingMigrations, keptFile, erased }: Restored,
  { database, ms }: Done,
): void {
  const { out } = terminal;
  const { label: LABEL } = TEXTS;
  out.line(`${out.style("green", "✓")} ${terminal.say(TEXTS.restored(database, ms / 1_000))}`);
  printManifest(terminal, manifest);
  printFacts(out, [
    [terminal.say(LABEL.kept), keptFile],
    [terminal.say(LABEL.erased), erased && terminal.say(TEXTS.erased(erased.newer, erased.buyers))],
  ]);
  if (pendingMigrations > 0) out.line(`  ${terminal.say(TEXTS.migrates(pendingMigrations))}`);
  if (erased === null) out.line(`  ${out.style("yellow", terminal.say(TEXTS.noErasures))}`);
  out.line(`  ${out.dim(terminal.say(TEXTS.startWithKey))}`);
}
