import type { Text } from "@dingdan/contract";
import type { BatchSummary, FailureGroup } from "../batch.js";
import { TEXTS } from "../texts.js";
import { printTable } from "./table.js";
import type { Terminal } from "./terminal.js";

/** Describes an outcome by its name and count; `isGood`: the outcome gets a green mark. */
export type DescribeOutcome = (
  outcome: string,
  count: number,
) => { readonly words: Text; readonly isGood: boolean };

export interface BatchReportOptions {
  readonly describe: DescribeOutcome;
  readonly durationMs: number;
  readonly failuresFile: string | null;
}

/** Prints the report of a batch: the count of each outcome, then the failures by code. */
export function printBatch(
  terminal: Terminal,
  summary: BatchSummary,
  { describe, durationMs, failuresFile }: BatchReportOptions,
): void {
  const { total, outcomes, failedCount, failures } = summary;
  if (terminal.isJson) {
    terminal.json({
      total,
      outcomes: Object.fromEntries(outcomes),
      failed: failedCount,
      failures,
      failures_file: failuresFile,
      duration_ms: Math.round(durationMs),
    });
    return;
  }
  const { out } = terminal;
  if (total === 0) {
    out.line(`${out.style("yellow", "!")} ${terminal.say(TEXTS.batch.nothing)}`);
    return;
  }
  for (const [outcome, count] of outcomes) {
    const { words, isGood } = describe(outcome, count);
    const mark = isGood ? out.style("green", "✓") : out.style("yellow", "!");
    out.line(`${mark} ${terminal.say(words)}`);
  }
  if (failedCount > 0) {
    out.line(`${out.style("red", "✗")} ${terminal.say(TEXTS.batch.failed(failedCount))}`);
    out.line();
    printFailures(terminal, failures);
    out.line();
  }
  if (failuresFile !== null && failedCount > 0) {
    out.line(`  ${terminal.say(TEXTS.batch.failuresWritten(failuresFile))}`);
  }
  const perSecond = Math.round(total / Math.max(durationMs / 1000, 0.001));
  const seconds = (durationMs / 1000).toFixed(1);
  out.line(`  ${out.dim(terminal.say(TEXTS.batch.duration(seconds, perSecond)))}`);
}

/** Of a group with more failures, the table shows only these line numbers and a count. */
const LINES_SHOWN = 4;

function printFailures(terminal: Terminal, failures: readonly FailureGroup[]): void {
  const { label, batch } = TEXTS;
  const rows = failures.map(({ code, message, hint, count, lines }) => {
    const hiddenCount = count - Math.min(count, LINES_SHOWN);
    const shown = lines.slice(0, LINES_SHOWN).join(", ");
    return [
      code,
      String(count),
      hiddenCount === 0 ? shown : `${shown}\n${terminal.say(batch.moreLines(hiddenCount))}`,
      hint === null ? message : `${message}\n→ ${hint}`,
    ];
  });
  printTable(
    terminal.out,
    [
      { title: terminal.say(label.code) },
      { title: terminal.say(label.count), align: "right" },
      { title: terminal.say(label.lines) },
      { title: terminal.say(label.message), isWide: true },
    ],
    rows,
  );
}
