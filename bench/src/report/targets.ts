import { groupingKey } from "../measure/grouping-section.js";
import type { OperationName } from "../measure/operations.js";
import { type BenchResults, type Measurement, median, medianOf } from "../measure/results.js";

export interface Target {
  readonly what: string;
  readonly goal: string;
  /** As text, or null when it was not measured. */
  readonly measured: string | null;
  readonly isMet: boolean | null;
}

interface Bound {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly unit?: string;
  readonly digits?: number;
}

const ENGINES = [
  { engine: "sqlite", title: "SQLite", ofFloor: 0.4, timesBest: 7, grouped: 12 },
  { engine: "postgres", title: "PostgreSQL", ofFloor: 0.45, timesBest: 4.5, grouped: 2.5 },
] as const;

/** Dingdan's own goals, and whether this run reached them. */
export function targetsOf(results: BenchResults): readonly Target[] {
  return ENGINES.flatMap(({ engine, title, ofFloor, timesBest, grouped }) => {
    const id = `dingdan-${engine}`;
    const figure = (name: OperationName, read: (it: Measurement) => number | null | undefined) =>
      medianOf(results.operations[name]?.[id], read);
    const floor = (name: OperationName, read: (it: Measurement) => number) =>
      medianOf(results.operations[name]?.["floor"], read);
    const share = (name: OperationName) =>
      quotient(figure(name, perSecond), floor(name, perSecond));
    const variant = (
      runs: Record<string, Measurement[]> | undefined,
      name: "grouped" | "each",
      read: (it: Measurement) => number,
    ) => medianOf(runs?.[groupingKey(engine, name)], read);
    const start = results.start[id];
    const row = (what: string, value: number | null, bound: Bound) =>
      target(`${title}: ${what}`, value, bound);
    const { slowDisk, lonely } = results.grouping ?? {};
    return [
      row("uploads of 2 items, relative to bare node:http", share("upload2"), { atLeast: ofFloor }),
      row(
        "uploads of 2 items, relative to the best other stack",
        quotient(figure("upload2", perSecond), bestOther(results, "upload2", engine)),
        { atLeast: timesBest, unit: "×", digits: 1 },
      ),
      row(
        "uploads of 2 items, p99 relative to bare node:http",
        quotient(figure("upload2", p99), floor("upload2", p99)),
        { atMost: 6, unit: "×", digits: 1 },
      ),
      row(
        "grouped commits relative to one commit each, disk 2 ms slower",
        quotient(variant(slowDisk, "grouped", perSecond), variant(slowDisk, "each", perSecond)),
        { atLeast: grouped, unit: "×", digits: 1 },
      ),
      row(
        "one connection, p50 of grouped commits relative to one commit each",
        quotient(variant(lonely, "grouped", p50), variant(lonely, "each", p50)),
        { atMost: 1.15, unit: "×" },
      ),
      row("verify, relative to bare node:http", share("verify"), { atLeast: 0.6 }),
      row("verify while uploads run, p99", figure("verifyUnderUploads", p99), {
        atMost: 5,
        unit: " ms",
        digits: 1,
      }),
      row(
        "uploads of shipping information, relative to uploads of shopping details",
        quotient(figure("tradeUpload", perSecond), figure("upload2", perSecond)),
        { atLeast: 0.8 },
      ),
      row("a buyer's list of 20, relative to bare node:http", share("list"), { atLeast: 0.25 }),
      row(
        "p99 of a merchant beside a busy one, relative to its p99 alone",
        figure("fairness", ({ extra }) => extra["ratio"]),
        { atMost: 1.5, unit: "×", digits: 1 },
      ),
      row("start to the first answer", start === undefined ? null : median(start.startMs), {
        atMost: 600,
        unit: " ms",
        digits: 0,
      }),
      row("memory when idle", start?.idleMib ?? null, { atMost: 120, unit: " MiB", digits: 0 }),
    ];
  });
}

const perSecond = (it: Measurement) => it.perSecond;
const p50 = (it: Measurement) => it.p50Ms;
const p99 = (it: Measurement) => it.p99Ms;

/** The requests per second of the fastest other stack on an engine. */
export function bestOther(
  { contestants, operations }: BenchResults,
  name: OperationName,
  engine: string,
): number | null {
  const values = contestants
    .filter((it) => it.role === "stack" && it.engine === engine)
    .map(({ id }) => medianOf(operations[name]?.[id], perSecond))
    .filter((value) => value !== null);
  return values.length === 0 ? null : Math.max(...values);
}

export const quotient = (value: number | null, by: number | null) =>
  value === null || by === null || by === 0 ? null : value / by;

export function target(what: string, value: number | null, bound: Bound): Target {
  const { atLeast, atMost, unit = "", digits = 2 } = bound;
  const shown = (number: number) => `${number.toFixed(digits)}${unit}`;
  const goal = atLeast === undefined ? `≤ ${atMost}${unit}` : `≥ ${atLeast}${unit}`;
  if (value === null || !Number.isFinite(value)) return { what, goal, measured: null, isMet: null };
  const isMet = atLeast === undefined ? value <= (atMost ?? 0) : value >= atLeast;
  return { what, goal, measured: shown(value), isMet };
}

export const verdictOf = ({ isMet }: Target): string =>
  isMet === null ? "not measured" : isMet ? "met" : "**not met**";
