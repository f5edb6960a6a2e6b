import type { CopiedTable, CopyOutcome, CopyProgress } from "@dingdan/server";
import { type Problem, UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { withServer } from "../platform.js";
import { databaseSetting, targetSetting } from "../settings/database.js";
import { progressBar } from "../terminal/progress-bar.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";

const { migrate: WORDS } = TEXTS;

/** `dingdan migrate --to`: copies all data of a SQLite file to PostgreSQL. */
export async function migrateTo(
  { terminal, environment }: Invocation,
  flags: { readonly database?: string; readonly to: string; readonly withRequests: boolean },
): Promise<ExitCode> {
  const from = databaseSetting(flags, environment);
  const to = targetSetting(flags.to);
  const bar = progressBar(terminal.err);
  const onProgress = (progress: CopyProgress) => showProgress(terminal, bar, progress);
  const startedAtMs = performance.now();
  try {
    const outcome = await withServer(({ copyDatabase }) =>
      copyDatabase({ from, to }, { withRequests: flags.withRequests, onProgress }),
    );
    bar.finish();
    return report(terminal, from, outcome, performance.now() - startedAtMs);
  } finally {
    bar.finish();
  }
}

/** Draws a progress bar; with `--json`, prints a line for each finished table instead. */
function showProgress(
  terminal: Terminal,
  bar: ReturnType<typeof progressBar>,
  { step, table, rowCount, isDone, fraction }: CopyProgress,
): void {
  if (!terminal.isJson) bar.update(fraction, terminal.say(WORDS.progress[step](table, rowCount)));
  else if (isDone) terminal.json({ step, table, rows: rowCount });
}

function report(
  terminal: Terminal,
  from: string,
  outcome: CopyOutcome,
  durationMs: number,
): ExitCode {
  switch (outcome.kind) {
    case "copied":
    case "finished": {
      printCopied(terminal, outcome.tables, {
        isNew: outcome.kind === "copied",
        durationMs,
      });
      return 0;
    }
    case "in_use":
      throw new UsageError(WORDS.inUse(from));
    case "foreign":
      throw new UsageError(WORDS.foreign(outcome.table));
    case "other_source":
      throw new UsageError(WORDS.otherSource(outcome.table));
    case "different":
      return reportDifference(terminal, outcome);
  }
}

function printCopied(
  terminal: Terminal,
  tables: readonly CopiedTable[],
  { isNew, durationMs }: { readonly isNew: boolean; readonly durationMs: number },
): void {
  const rowCount = tables.reduce((sum, table) => sum + table.rowCount, 0);
  if (terminal.isJson) {
    terminal.json({
      state: isNew ? "copied" : "finished",
      rows: rowCount,
      tables: tables.map((table) => ({
        name: table.name,
        rows: table.rowCount,
        checksum: table.checksum,
      })),
      duration_ms: Math.round(durationMs),
    });
    return;
  }
  const { out } = terminal;
  const done = isNew ? WORDS.copied(rowCount, tables.length) : WORDS.finished(rowCount);
  out.line(`${out.style("green", "✓")} ${terminal.say(done)}`);
  const { table, rows, checksum } = WORDS.column;
  printTable(
    out,
    [
      { title: terminal.say(table) },
      { title: terminal.say(rows), align: "right" },
      { title: terminal.say(checksum) },
    ],
    tables.map((copied) => [copied.name, String(copied.rowCount), copied.checksum]),
  );
  if (isNew) out.line(`  ${out.dim(terminal.say(WORDS.copiedNext))}`);
}

function reportDifference(
  terminal: Terminal,
  { table, source, target }: Extract<CopyOutcome, { kind: "different" }>,
): ExitCode {
  const problem: Problem = WORDS.different(table, source.rowCount, target.rowCount);
  if (terminal.isJson) {
    terminal.json({
      error: { kind: "different", table, message: terminal.say(problem.message), source, target },
    });
    return 1;
  }
  const { err } = terminal;
  err.line(`${err.style("red", "✗")} ${terminal.say(problem.message)}`);
  if (problem.hint !== undefined) err.line(`  ${err.dim("→")} ${terminal.say(problem.hint)}`);
  return 1;
}
