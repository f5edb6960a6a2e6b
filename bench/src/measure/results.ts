import type { Baseline } from "../contestants/baseline.js";
import type { MachineDescription } from "../machine/describe.js";
import type { OperationName } from "./operations.js";

/** One measurement of one operation. */
export interface Measurement {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
  /** CPU seconds of the server's processes per 1,000 requests, all groups together. */
  readonly cpuPer1000: number;
  /** The same for the PostgreSQL server; null without one, or if unknown. */
  readonly databaseCpuPer1000: number | null;
  readonly peakMib: number | null;
  readonly generatorCpuShare: number;
  readonly bytesPerAnswer: number;
  /** Figures of only some operations, by name. */
  readonly extra: Readonly<Record<string, number>>;
}

/** `round` shows which measurements of other servers were made in the same round. */
export interface RoundMeasurement extends Measurement {
  readonly round: number;
}

/** A failure; the run continues without this part. */
export interface Problem {
  readonly where: string;
  readonly reason: string;
}

export interface ContestantFacts {
  readonly id: string;
  readonly title: string;
  readonly engine: string;
  readonly role: string;
}

/** Measurements by contestant, in the order of the rounds. */
export type OperationResults = Record<string, RoundMeasurement[]>;

export interface StartResult {
  /** From the start of the process to the first answer of /healthz. */
  readonly startMs: readonly number[];
  readonly idleMib: number | null;
}

/** Group commit compared with one commit for each request. */
export interface GroupingResults {
  /** All connections, each disk sync 2 ms slower; by `engine grouped` and `engine each`. */
  readonly slowDisk: Record<string, Measurement[]>;
  /** One connection, without a delay. */
  readonly lonely: Record<string, Measurement[]>;
}

export interface BenchResults {
  readonly date: string;
  readonly command: string;
  readonly machine: MachineDescription;
  readonly postgres: Readonly<Record<string, string>> | null;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly connections: number;
  /** Absent if the checkout was not compared with an earlier commit. */
  readonly baseline?: Baseline;
  readonly contestants: readonly ContestantFacts[];
  readonly operations: Partial<Record<OperationName, OperationResults>>;
  readonly start: Record<string, StartResult>;
  readonly grouping: GroupingResults | null;
  readonly problems: readonly Problem[];
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
};

/** The median of a figure over the rounds; null if there is none. */
export function medianOf(
  measurements: readonly Measurement[] | undefined,
  figure: (measurement: Measurement) => number | null | undefined,
): number | null {
  const values = (measurements ?? []).map(figure).filter((value) => typeof value === "number");
  return values.length === 0 ? null : median(values);
}
