import { parseArgs } from "node:util";
import { CASES } from "./cases/index.js";
import { markdownOf, writePages } from "./markdown.js";
import { isPassed, type Report, tableOf } from "./report.js";
import { runCases } from "./run-cases.js";
import { killAllChildren } from "./tools/children.js";
import { unmountAll } from "./tools/tmpfs.js";
import { removeAllFolders } from "./tools/work-folder.js";

/* `npm run torture`: attacks real servers and measures what they promise. Exit code 1: a target was missed. */

const USAGE = `Usage: npm run torture -- [--rounds N] [--seed N] [--only CASE,…] [--quick] [--json | --markdown] [--write] [--list]

  --rounds N    how often each case runs (default 10, with --quick 1)
  --seed N      repeats a run: the seed is printed at the beginning and in the report
  --only A,B    only these cases, or those whose name begins so
  --quick       small numbers, and only the cases that need neither PostgreSQL nor root
  --json        the report as JSON
  --markdown    the report for the documentation
  --write       writes the measurements into docs/reliability.md and docs/security.md
  --list        lists the cases

DINGDAN_TORTURE_BIN names the bin/dingdan.js of another checkout, whose server is attacked instead.
`;

const { values } = parseArgs({
  options: {
    rounds: { type: "string" },
    seed: { type: "string" },
    only: { type: "string" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    killAllChildren();
    unmountAll();
    removeAllFolders();
    process.exit(130);
  });
}
process.exitCode = await main();

async function main(): Promise<number> {
  if (values.help) return print(USAGE);
  if (values.list) return print(CASES.map(({ name, attack }) => `${name}: ${attack}\n`).join(""));
  const rounds = integer(values.rounds, values.quick ? 1 : 10);
  const seed = integer(values.seed, Date.now() % 2 ** 31);
  const wanted = values.only?.split(",");
  const cases = CASES.filter(({ name, isQuickTier }) =>
    wanted === undefined
      ? isQuickTier || !values.quick
      : wanted.some((prefix) => name.startsWith(prefix)),
  );
  if (!(rounds >= 1) || !(seed >= 0) || cases.length === 0) {
    process.stderr.write(`${cases.length === 0 ? `No such case: ${values.only}. ` : ""}${USAGE}`);
    return 2;
  }
  progress(`seed ${seed}`);
  const startedMs = performance.now();
  const reports = await runCases(cases, {
    rounds,
    seed,
    isQuick: values.quick,
    onRound: (name, round, outcome) => progress(`round ${round}/${rounds} ${name}: ${outcome}`),
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const report: Report = { seed, rounds, seconds, cases: reports };
  if (values.json) print(`${JSON.stringify(report, null, 2)}\n`);
  else print(`${values.markdown ? markdownOf(report) : tableOf(report)}\n`);
  if (values.write) writePages(report);
  return isPassed(report) ? 0 : 1;
}

function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

function progress(line: string): void {
  process.stderr.write(`torture: ${line}\n`);
}

function integer(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  return /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
}
