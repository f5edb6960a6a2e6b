import { describe, expect, it } from "vitest";
import type { BenchResults, RoundMeasurement } from "../bench/src/measure/results.js";
import { orderOf } from "../bench/src/measure/rounds.js";
import { againstBaseline, baselinePart } from "../bench/src/report/against-baseline.js";

const contestants = (
  [
    { id: "floor", engine: "none", role: "floor" },
    { id: "dingdan-sqlite", engine: "sqlite", role: "dingdan" },
    { id: "baseline-sqlite", engine: "sqlite", role: "baseline" },
    { id: "dingdan-postgres", engine: "postgres", role: "dingdan" },
  ] as const
).map((facts) => ({ ...facts, title: facts.id }));

function measured(round: number, { perSecond = 1, p50Ms = 1 }): RoundMeasurement {
  const latencies = { p50Ms, p90Ms: 1, p99Ms: 1, p999Ms: 1, maxMs: 1 };
  const usage = { cpuPer1000: 1, databaseCpuPer1000: null, peakMib: null, generatorCpuShare: 0 };
  return { ...latencies, ...usage, perSecond, bytesPerAnswer: 1, extra: {}, round };
}

describe("the benchmark against a baseline", () => {
  it("divides the requests per second of the checkout by the baseline's", () => {
    const upload2 = {
      "dingdan-sqlite": [1, 2, 3].map((round) => measured(round, { perSecond: 100 * round })),
      "baseline-sqlite": [1, 2, 3].map((round) => measured(round, { perSecond: 100 })),
    };
    expect(againstBaseline({ contestants, operations: { upload2 } })).toEqual([
      {
        operation: "upload2",
        engine: "sqlite",
        figure: "perSecond",
        checkout: 200,
        baseline: 100,
        ratio: 2,
        lowestRatio: 1,
        highestRatio: 3,
        goal: 0.95,
      },
    ]);
  });

  it("divides the baseline's p50 on one connection by the checkout's, so that higher is better", () => {
    const latency1 = {
      "dingdan-sqlite": [measured(1, { p50Ms: 2 })],
      "baseline-sqlite": [measured(1, { p50Ms: 3 })],
    };
    expect(againstBaseline({ contestants, operations: { latency1 } })).toMatchObject([
      { figure: "p50Ms", checkout: 2, baseline: 3, ratio: 1.5 },
    ]);
  });

  it("compares only rounds that measured both, and reports null when there is none", () => {
    const upload2 = {
      "dingdan-sqlite": [measured(1, { perSecond: 900 }), measured(3, { perSecond: 200 })],
      "baseline-sqlite": [measured(2, { perSecond: 1 }), measured(3, { perSecond: 100 })],
    };
    const verify = { "dingdan-sqlite": [measured(1, {})] };
    expect(againstBaseline({ contestants, operations: { upload2, verify } })).toMatchObject([
      { operation: "upload2", ratio: 2, lowestRatio: 2, highestRatio: 2 },
      { operation: "verify", checkout: null, ratio: null },
    ]);
  });

  it("says whether uploads with a consumer of events reach their goal", () => {
    const runsOf = (perSecond: number) => ({
      "dingdan-sqlite": [measured(1, { perSecond })],
      "baseline-sqlite": [measured(1, { perSecond: 100 })],
    });
    const baseline = { ref: "v1", commit: "0123456789" };
    const operations = {
      verify: runsOf(50),
      uploadWithReader: runsOf(88),
      uploadWithEndpoint: runsOf(87),
    };
    const [, , part] = baselinePart({
      baseline,
      contestants,
      operations,
    } as Partial<BenchResults> as BenchResults);
    expect(part?.split("\n").slice(2)).toEqual([
      "| verify, SQLite, per second | 50 | 100 | 0.50 | 0.50 | 0.50 |  |  |",
      "| uploadWithReader, SQLite, per second | 88 | 100 | 0.88 | 0.88 | 0.88 | ≥ 0.88 | met |",
      "| uploadWithEndpoint, SQLite, per second | 87 | 100 | 0.87 | 0.87 | 0.87 | ≥ 0.88 | **not met** |",
    ]);
  });

  it("runs the baseline next to the checkout, and starts each round with another contestant", () => {
    const orders = [1, 2, 3].map((round) => orderOf(contestants, round).map(({ id }) => id));
    expect(orders).toEqual([
      ["floor", "dingdan-sqlite", "baseline-sqlite", "dingdan-postgres"],
      ["baseline-sqlite", "dingdan-sqlite", "dingdan-postgres", "floor"],
      ["dingdan-postgres", "floor", "dingdan-sqlite", "baseline-sqlite"],
    ]);
  });
});
