import { baselineName } from "../contestants/baseline.js";
import { ENGINE_TITLES, STORING_ENGINES, type StoringEngine } from "../contestants/contestant.js";
import { OF_LATENCY, OPERATION_NAMES, type OperationName } from "../measure/operations.js";
import { type BenchResults, median, type RoundMeasurement } from "../measure/results.js";
import { count, ms, orAbsent, plainTable, table } from "./table.js";
import { target, verdictOf } from "./targets.js";

/** One operation on one engine. The figures are null when no round has measured both. */
export interface BaselineComparison {
  readonly operation: OperationName;
  readonly engine: StoringEngine;
  readonly figure: "perSecond" | "p50Ms";
  /** Medians of the rounds that have measured both. */
  readonly checkout: number | null;
  readonly baseline: number | null;
  /** Above 1, the checkout is better, for either figure. */
  readonly ratio: number | null;
  /** Of the single rounds. */
  readonly lowestRatio: number | null;
  readonly highestRatio: number | null;
  /** The ratio that Dingdan wants to reach; null for most operations. */
  readonly goal: number | null;
}

/** What the records of events may cost, and what their consumers may cost. */
const GOALS: Partial<Record<OperationName, number>> = {
  upload2: 0.95,
  uploadWithReader: 0.88,
  uploadWithEndpoint: 0.88,
};

/** The checkout compared with the baseline, by operation and engine. */
export function againstBaseline({
  contestants,
  operations,
}: Pick<BenchResults, "contestants" | "operations">): readonly BaselineComparison[] {
  const engines = STORING_ENGINES.filter((engine) =>
    ["dingdan", "baseline"].every((role) =>
      contestants.some((it) => it.role === role && it.engine === engine),
    ),
  );
  return OPERATION_NAMES.flatMap((operation) => {
    const measured = operations[operation];
    if (measured === undefined) return [];
    return engines.map((engine) =>
      compare(
        operation,
        engine,
        measured[`dingdan-${engine}`] ?? [],
        measured[`baseline-${engine}`] ?? [],
      ),
    );
  });
}

function compare(
  operation: OperationName,
  engine: StoringEngine,
  checkoutRuns: readonly RoundMeasurement[],
  baselineRuns: readonly RoundMeasurement[],
): BaselineComparison {
  const figure = OF_LATENCY.includes(operation) ? "p50Ms" : "perSecond";
  const goal = GOALS[operation] ?? null;
  const better = (checkout: number, baseline: number) =>
    figure === "p50Ms" ? baseline / checkout : checkout / baseline;
  const pairs = checkoutRuns.flatMap((run) => {
    const same = baselineRuns.find(({ round }) => round === run.round);
    return same === undefined ? [] : [{ checkout: run[figure], baseline: same[figure] }];
  });
  if (pairs.length === 0) return { operation, engine, figure, goal, ...NOT_MEASURED };
  const checkout = median(pairs.map((pair) => pair.checkout));
  const baseline = median(pairs.map((pair) => pair.baseline));
  const ratios = pairs.map((pair) => better(pair.checkout, pair.baseline));
  return {
    operation,
    engine,
    figure,
    checkout,
    baseline,
    ratio: better(checkout, baseline),
    lowestRatio: Math.min(...ratios),
    highestRatio: Math.max(...ratios),
    goal,
  };
}

const NOT_MEASURED = {
  checkout: null,
  baseline: null,
  ratio: null,
  lowestRatio: null,
  highestRatio: null,
};

/** The section of the page; empty without a baseline. */
export function baselinePart(results: BenchResults): string[] {
  const { baseline } = results;
  const rows = rowsOf(results);
  if (baseline === undefined || rows.length === 0) return [];
  return [
    "## Compared with the baseline",
    `${baselineName(baseline)}: requests per second of this checkout divided by the baseline's; on one connection, the baseline's p50 divided by this checkout's. Above 1, this checkout is better. The ratio is that of the medians, with the lowest and the highest ratio of a round.`,
    table(HEAD, rows),
  ];
}

/** The same for the terminal. */
export function baselineText(results: BenchResults): string {
  const { baseline } = results;
  const rows = rowsOf(results);
  if (baseline === undefined || rows.length === 0) return "";
  return `\nCompared with the baseline, ${baselineName(baseline)}: above 1, this checkout is better\n${plainTable(HEAD, rows)}\n`;
}

const HEAD = ["Operation", "Checkout", "Baseline", "Ratio", "Lowest", "Highest", "Goal", ""];

function rowsOf(results: BenchResults): string[][] {
  return againstBaseline(results).map((row) => {
    const figure = row.figure === "p50Ms" ? ms : count;
    const ratio = (value: number | null) => orAbsent(value, (it) => it.toFixed(2));
    return [
      `${row.operation}, ${ENGINE_TITLES[row.engine]}, ${row.figure === "p50Ms" ? "p50 ms" : "per second"}`,
      orAbsent(row.checkout, figure),
      orAbsent(row.baseline, figure),
      ratio(row.ratio),
      ratio(row.lowestRatio),
      ratio(row.highestRatio),
      ...goalCells(row),
    ];
  });
}

function goalCells({ operation, ratio, goal }: BaselineComparison): [string, string] {
  if (goal === null) return ["", ""];
  const reached = target(operation, ratio, { atLeast: goal });
  return [reached.goal, verdictOf(reached)];
}
