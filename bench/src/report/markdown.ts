import { ENGINE_TITLES, STORING_ENGINES } from "../contestants/contestant.js";
import { groupingKey, VARIANT_NAMES } from "../measure/grouping-section.js";
import type { LargeResults } from "../measure/large-results.js";
import { OPERATION_NAMES, OPERATIONS, type OperationName } from "../measure/operations.js";
import { type BenchResults, type Measurement, median, medianOf } from "../measure/results.js";
import { baselinePart } from "./against-baseline.js";
import { largeSection } from "./large-section.js";
import { ABSENT, count, ms, orAbsent, table } from "./table.js";
import { bestOther, quotient, type Target, targetsOf, verdictOf } from "./targets.js";

/** The page of both benchmarks. A part that has not been run yet is left out. */
export function markdownOf(bench: BenchResults | null, large: LargeResults | null): string {
  const parts = [
    "# Benchmarks",
    ...(bench === null ? [] : reliancePart(bench)),
    "`npm run bench` and `npm run bench:large` write this page; do not edit it. [bench/README.md](../bench/README.md) describes how the servers are measured, and what was done to make the other servers fast.",
    ...(bench === null ? [] : benchParts(bench)),
    ...(large === null ? [] : largeSection(large)),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The first lines of the page: the main ratios, and how far they can be relied on. */
function reliancePart(results: BenchResults): string[] {
  const ratios = STORING_ENGINES.flatMap((engine) => {
    const ratio = (name: OperationName) =>
      quotient(
        medianOf(results.operations[name]?.[`dingdan-${engine}`], ({ perSecond }) => perSecond),
        bestOther(results, name, engine),
      );
    const [busy, single] = [ratio("upload2"), ratio("latency1")];
    if (busy === null) return [];
    const onOne = single === null ? "" : ` and ${single.toFixed(1)}× with one`;
    return [
      `on ${ENGINE_TITLES[engine]}, ${busy.toFixed(1)}× with ${results.connections} connections${onOne}`,
    ];
  });
  return [
    ...(ratios.length === 0
      ? []
      : [
          `Uploads per second of Dingdan in this run, relative to the fastest other stack: ${ratios.join("; ")}.`,
        ]),
    "What a reader can rely on: every server ran on the same machine and the same Node and got the same requests; every server with a store answered an upload only when it was on the disk; and an answer other than the expected one makes a measurement fail. Compare servers within one run. On another machine the requests per second are different and the ratios shift, and a difference that is smaller than the spread of the rounds means nothing.",
  ];
}

function benchParts(results: BenchResults): string[] {
  return [
    conditions(results),
    "![Requests per second of each server](benchmarks.svg)",
    "## Targets",
    "The targets are Dingdan's own goals, from its own performance guide; the unmet ones are published too, since they show where Dingdan falls short and which loads to measure before relying on it. [performance.md](performance.md) explains what limits them.",
    targetTable(targetsOf(results)),
    ...baselinePart(results),
    "## Operations",
    "Medians of the rounds; \"spread\" is the lowest and the highest round. Ratios are of requests per second: to bare `node:http`, the first row, and to the best other stack on the same database engine. CPU is the processor time of the server's processes, in seconds for 1,000 requests; PostgreSQL's CPU is listed separately.",
    ...OPERATION_NAMES.flatMap((name) => operationPart(results, name)),
    ...startPart(results),
    ...groupingPart(results),
    ...problemPart(results),
  ];
}

function conditions(results: BenchResults): string {
  const { machine, postgres } = results;
  const libraries = Object.entries(machine.libraries).map(
    ([name, version]) => `${name} ${version}`,
  );
  const lines = [
    `${results.date}, \`${results.command}\`: ${results.rounds} rounds, each operation ${results.seconds} s after ${results.warmupSeconds} s of warm-up, ${results.connections} connections in a closed loop.`,
    `Machine: ${machine.cores} cores (${machine.cpu}), shared by the server, its database and the load generator; ${machine.memoryGib} GiB; ${machine.system}; a sync of 8 KiB to the disk takes ${ms(machine.syncMs)} ms.`,
    `Node ${machine.node}; ${libraries.join(", ")}.`,
    ...(postgres === null
      ? []
      : [
          `PostgreSQL ${postgres["server_version"]}: ${Object.entries(postgres)
            .filter(([name]) => name !== "server_version")
            .map(([name, value]) => `${name}=${value}`)
            .join(", ")}.`,
        ]),
  ];
  return lines.map((line) => `- ${line}`).join("\n");
}

export function targetTable(targets: readonly Target[]): string {
  const rows = targets.map((target) => [
    target.what,
    target.goal,
    target.measured ?? ABSENT,
    verdictOf(target),
  ]);
  return table(["Target", "Goal", "Measured", ""], rows);
}

function operationPart(results: BenchResults, name: OperationName): string[] {
  const ofOperation = results.operations[name];
  if (ofOperation === undefined) return [];
  const floor = medianOf(ofOperation["floor"], ({ perSecond }) => perSecond);
  const extras = [
    ...new Set(Object.values(ofOperation).flatMap((runs) => Object.keys(runs[0]?.extra ?? {}))),
  ];
  const rows = results.contestants.flatMap(({ id, title, engine }) => {
    const runs = ofOperation[id];
    if (runs === undefined) return [[title, "no result", ...head.slice(2).map(() => ABSENT)]];
    const figure = (read: (it: Measurement) => number | null | undefined) => medianOf(runs, read);
    const rate = figure(({ perSecond }) => perSecond);
    const rates = runs.map(({ perSecond }) => perSecond);
    const best = engine === "none" ? null : bestOther(results, name, engine);
    return [
      [
        title,
        orAbsent(rate, count),
        `${count(Math.min(...rates))}–${count(Math.max(...rates))}`,
        orAbsent(quotient(rate, floor), (value) => value.toFixed(2)),
        orAbsent(quotient(rate, best), (value) => `${value.toFixed(1)}×`),
        orAbsent(
          figure((it) => it.p50Ms),
          ms,
        ),
        orAbsent(
          figure((it) => it.p99Ms),
          ms,
        ),
        orAbsent(
          figure((it) => it.cpuPer1000),
          (value) => value.toFixed(3),
        ),
        orAbsent(
          figure((it) => it.databaseCpuPer1000),
          (value) => value.toFixed(3),
        ),
        orAbsent(
          figure((it) => it.peakMib),
          count,
        ),
        ...extras.map((extra) =>
          orAbsent(
            figure((it) => it.extra[extra]),
            shownExtra(extra),
          ),
        ),
      ],
    ];
  });
  const titles = [...head, ...extras.map((extra) => EXTRA_TITLES[extra] ?? extra)];
  return [`### ${OPERATIONS[name]}`, table(titles, rows)];
}

const head = [
  "Server",
  "per second",
  "spread",
  "relative to bare node:http",
  "relative to the best other",
  "p50 ms",
  "p99 ms",
  "CPU",
  "PostgreSQL's CPU",
  "peak MiB",
];

const EXTRA_TITLES: Readonly<Record<string, string>> = {
  matchedShare: "paid after the upload",
  uploadsPerSecond: "uploads per second beside it",
  aloneP99Ms: "p99 alone, ms",
  alonePerSecond: "per second alone",
  otherPerSecond: "the other's per second",
  ratio: "p99 relative to p99 alone",
  drainSeconds: "from the last upload to its event, s",
  eventsRead: "events read",
  eventsDelivered: "events delivered",
  duplicates: "delivered again",
};

const shownExtra = (name: string) =>
  /PerSecond$|^events|^duplicates$/.test(name) ? count : (value: number) => value.toFixed(2);

function startPart({ start, contestants }: BenchResults): string[] {
  if (Object.keys(start).length === 0) return [];
  const rows = contestants.flatMap(({ id, title }) => {
    const result = start[id];
    if (result === undefined) return [];
    const { startMs, idleMib } = result;
    const spread = `${count(Math.min(...startMs))}–${count(Math.max(...startMs))}`;
    return [[title, count(median(startMs)), spread, orAbsent(idleMib, count)]];
  });
  return [
    "## Start and memory",
    "Time from the start of the process to the first answer of `/healthz`, on an existing database; memory after 5 s without a request.",
    table(["Server", "start ms", "spread", "idle MiB"], rows),
  ];
}

function groupingPart({ grouping, contestants }: BenchResults): string[] {
  if (grouping === null) return [];
  const rows = contestants
    .filter(({ role }) => role === "dingdan")
    .flatMap(({ engine, title }) =>
      VARIANT_NAMES.map((variant) => {
        const key = groupingKey(engine, variant);
        const slow = grouping.slowDisk[key];
        const lonely = grouping.lonely[key];
        return [
          `${title}, ${variant === "grouped" ? "grouped commits" : "one commit each"}`,
          orAbsent(
            medianOf(slow, (it) => it.perSecond),
            count,
          ),
          orAbsent(
            medianOf(slow, (it) => it.p99Ms),
            ms,
          ),
          orAbsent(
            medianOf(lonely, (it) => it.perSecond),
            count,
          ),
          orAbsent(
            medianOf(lonely, (it) => it.p50Ms),
            ms,
          ),
        ];
      }),
    );
  return [
    "## Grouped commits compared with one commit each",
    "Uploads of 2 items: on all connections with every sync of the disk made 2 ms slower, as on a cloud's disk, and on one connection with the disk unchanged.",
    table(
      ["Server", "slow disk, per second", "p99 ms", "one connection, per second", "p50 ms"],
      rows,
    ),
  ];
}

function problemPart({ problems }: BenchResults): string[] {
  if (problems.length === 0) return [];
  const lines = problems.map(
    ({ where, reason }) => `- ${where}: ${reason.replace(/\s+/g, " ").slice(0, 300)}`,
  );
  return ["## What could not be measured", lines.join("\n")];
}
