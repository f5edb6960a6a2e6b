import { printFacts } from "../terminal/facts.js";
import { printTable } from "../terminal/table.js";
import type { Pane, Terminal } from "../terminal/terminal.js";
import { VERDICTS, type Verdict } from "./check-case.js";
import type { CaseResult } from "./check-receiver.js";
import { gradeOf, type LevelGrade } from "./grade.js";
import { NOTIFY_TEXTS } from "./notify-texts.js";

type Label = keyof typeof NOTIFY_TEXTS.label;

/** Prints results: the rules that must be kept first, then each failure with its rule, then the grade. */
export function printResults(
  terminal: Terminal,
  results: readonly CaseResult[],
  durationMs: number,
): void {
  const { out } = terminal;
  for (const level of ["must", "should"] as const) {
    const ofLevel = sorted(results.filter(({ words }) => words.level === level));
    if (ofLevel.length === 0) continue;
    out.line();
    const title = level === "must" ? NOTIFY_TEXTS.mustTitle : NOTIFY_TEXTS.shouldTitle;
    out.line(out.bold(terminal.say(title)));
    printLevel(terminal, ofLevel);
  }
  const bad = results.filter(({ finding }) => BAD.has(finding.verdict));
  for (const result of bad) printRule(terminal, result);
  printGrade(terminal, results, durationMs);
}

/** The results as one JSON document. */
export function reportOf(
  terminal: Terminal,
  results: readonly CaseResult[],
  { url, durationMs }: { readonly url: string; readonly durationMs: number },
) {
  const { counts, levels } = gradeOf(results);
  return {
    url,
    grade: levels,
    ...counts,
    duration_ms: durationMs,
    cases: sorted(results).map(({ words, finding }) => ({
      name: words.name,
      level: words.level,
      verdict: finding.verdict,
      title: terminal.say(words.title),
      found: terminal.say(finding.found),
      rule: terminal.say(words.rule),
      fix: terminal.say(words.fix),
      source: words.source,
    })),
  };
}

const BAD: ReadonlySet<Verdict> = new Set(["failed", "warning"]);

/** The rules that must be kept first, and of each level the worst results first. */
const sorted = (results: readonly CaseResult[]): CaseResult[] =>
  results.toSorted(
    (a, b) =>
      Number(a.words.level === "should") - Number(b.words.level === "should") ||
      VERDICTS.indexOf(a.finding.verdict) - VERDICTS.indexOf(b.finding.verdict),
  );

function printLevel(terminal: Terminal, results: readonly CaseResult[]): void {
  const { out } = terminal;
  const label = (name: Label) => terminal.say(NOTIFY_TEXTS.label[name]);
  const columns = [
    { title: label("result") },
    { title: label("case") },
    { title: label("found"), isWide: true },
  ] as const;
  const shown = results.filter(({ finding }) => finding.verdict !== "skipped");
  const rows = shown.map(({ words, finding }) => [
    terminal.say(NOTIFY_TEXTS.verdict[finding.verdict]),
    words.name,
    `${terminal.say(words.title)}\n→ ${terminal.say(finding.found)}`,
  ]);
  printTable(out, columns, [...rows, ...skippedRows(terminal, results)]);
}

/** One row for all cases that were skipped for the same reason. */
function skippedRows(terminal: Terminal, results: readonly CaseResult[]): string[][] {
  const names = new Map<string, string[]>();
  for (const { words, finding } of results) {
    if (finding.verdict !== "skipped") continue;
    const reason = terminal.say(finding.found);
    names.set(reason, [...(names.get(reason) ?? []), words.name]);
  }
  return Array.from(names, ([reason, cases]) => [
    terminal.say(NOTIFY_TEXTS.verdict.skipped),
    cases.length === 1 ? String(cases[0]) : terminal.say(NOTIFY_TEXTS.cases(cases.length)),
    cases.length === 1 ? reason : `${reason}\n→ ${cases.join(", ")}`,
  ]);
}

function printRule(terminal: Terminal, { words, finding }: CaseResult): void {
  const { out } = terminal;
  const label = (name: Label) => terminal.say(NOTIFY_TEXTS.label[name]);
  out.line();
  const heading = `${words.name}: ${terminal.say(words.title)}`;
  out.line(`${mark(out, finding.verdict)} ${out.bold(heading)}`);
  printFacts(out, [
    [label("found"), terminal.say(finding.found)],
    [label("rule"), terminal.say(words.rule)],
    [label("fix"), terminal.say(words.fix)],
    [label("source"), words.source],
  ]);
}

function printGrade(terminal: Terminal, results: readonly CaseResult[], durationMs: number): void {
  const { out } = terminal;
  const { counts, levels } = gradeOf(results);
  const share = ({ passed, judged }: LevelGrade) => `${passed}/${judged}`;
  const style = counts.failed > 0 ? "red" : counts.warning > 0 ? "yellow" : "green";
  const grade = NOTIFY_TEXTS.grade(share(levels.must), share(levels.should));
  out.line();
  out.line(out.style(style, out.bold(terminal.say(grade))));
  if (counts.unobservable > 0) {
    out.line(`  ${terminal.say(NOTIFY_TEXTS.notObserved(counts.unobservable))}`);
  }
  if (counts.skipped > 0) out.line(`  ${terminal.say(NOTIFY_TEXTS.notRun(counts.skipped))}`);
  out.line(`  ${out.dim(`${(durationMs / 1000).toFixed(1)} s`)}`);
}

const mark = (pane: Pane, verdict: Verdict): string =>
  verdict === "failed" ? pane.style("red", "✗") : pane.style("yellow", "!");
