import type { Finding } from "./findings.js";
import type { Page } from "./torture-case.js";

/** What one case found in all its rounds. */
export interface CaseReport {
  readonly name: string;
  readonly attack: string;
  readonly page: Page;
  readonly findings: readonly Finding[];
  /** Why it did not run, or null. */
  readonly skipped: string | null;
  /** The message of a fault that ended the case, or null. */
  readonly failed: string | null;
  readonly seconds: number;
}

export interface Report {
  readonly seed: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly cases: readonly CaseReport[];
}

/** True when every target was reached. A skipped case misses none. */
export const isPassed = ({ cases }: Report) =>
  cases.every(({ findings, failed }) => failed === null && findings.every(({ passed }) => passed));

const COLUMNS = ["", "case", "promise", "target", "measured"] as const;

/** The report as lines of a table. */
export function tableOf(report: Report): string {
  const rows = report.cases.flatMap(rowsOf);
  // The last column is not padded: a list of examples may be long.
  const widths = COLUMNS.slice(0, -1).map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(COLUMNS), ...rows.map(line), "", summaryOf(report)].join("\n");
}

/** One row for each measurement of a case. */
export function rowsOf({
  name,
  findings,
  skipped,
  failed,
}: CaseReport): readonly (readonly string[])[] {
  if (skipped !== null) return [["skip", name, skipped, "", ""]];
  const rows = findings.map(({ promise, target, measured, passed }) => [
    passed ? "pass" : "FAIL",
    name,
    promise,
    target,
    measured,
  ]);
  return failed === null ? rows : [...rows, ["FAIL", name, "the case ended early", "", failed]];
}

/** Rounds, seed and counts, in a sentence. */
export function summaryOf({ seed, rounds, seconds, cases }: Report): string {
  const all = cases.flatMap(({ findings }) => findings);
  const missed =
    all.filter(({ passed }) => !passed).length +
    cases.filter(({ failed }) => failed !== null).length;
  const skipped = cases.filter((one) => one.skipped !== null).length;
  return `Rounds: ${rounds}, seed ${seed}, ${Math.round(seconds)} s. Measurements: ${all.length}, missed targets: ${missed}, skipped cases: ${skipped}. The worst of all rounds is shown.`;
}
