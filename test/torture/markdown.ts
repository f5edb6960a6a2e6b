import { readFileSync, writeFileSync } from "node:fs";
import { type CaseReport, type Report, summaryOf } from "./report.js";
import { ROOT, SOURCES } from "./tools/root.js";
import type { Page } from "./torture-case.js";

const PAGES: readonly Page[] = ["reliability", "security"];

/** What an earlier version measured, by case and promise. */
type Before = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The measurements of both pages. */
export const markdownOf = (report: Report): string =>
  PAGES.map((page) => `## ${page}\n\n${sectionOf(report, page)}\n`).join("\n");

/** Writes the measurements into docs/reliability.md and docs/security.md. */
export function writePages(report: Report): void {
  for (const page of PAGES) {
    const file = `${ROOT}docs/${page}.md`;
    const text = readFileSync(file, "utf8");
    const [begin, end] = ["<!-- measured: begin -->", "<!-- measured: end -->"];
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Error(`${file} has no place for the measurements`);
    const section = `${begin}\n\n${sectionOf(report, page)}\n\n`;
    writeFileSync(file, text.slice(0, from) + section + text.slice(to));
  }
}

function sectionOf(report: Report, page: Page): string {
  const before = JSON.parse(readFileSync(`${SOURCES}/before.json`, "utf8")) as Before;
  const cases = report.cases.filter((one) => one.page === page);
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)} with \`npm run torture -- --rounds ${report.rounds} --seed ${report.seed}\`. ${summaryOf(report)} "Before" is what an earlier version measured where it missed the target.`,
    ...cases.map((one) => tableOf(one, before[one.name] ?? {})),
  ].join("\n\n");
}

function tableOf(one: CaseReport, before: Readonly<Record<string, string>>): string {
  const head = `**${one.name}.** ${one.attack}`;
  if (one.skipped !== null) return `${head} Not measured: ${one.skipped}.`;
  const rows = one.findings.map(({ promise, target, measured, passed }) => [
    promise,
    target,
    passed ? measured : `**${measured}**`,
    before[promise] ?? "",
  ]);
  const ended = one.failed === null ? [] : [["the case ended early", "", `**${one.failed}**`, ""]];
  const lines = [
    ["promise", "target", "measured", "before"],
    ["---", "---", "---", "---"],
    ...rows,
    ...ended,
  ];
  return `${head}\n\n${lines.map(lineOf).join("\n")}`;
}

const lineOf = (row: readonly string[]) =>
  `| ${row.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
