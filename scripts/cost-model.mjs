// The tables of docs/scaling.md: what an order costs and what a load needs, from measured figures only.

const SECONDS_A_YEAR = 365.25 * 24 * 3600;

/** How often an order makes each call; `bench` is the call's name in the benchmarks. */
const CALLS = [
  { title: "upload", bench: "upload2", wal: "upload", times: 1 },
  { title: "payment", bench: "payment", wal: "payment", times: 1 },
  { title: "verify", bench: "verify", wal: null, times: 1 },
  {
    title: "shipping (counted as a replaced upload)",
    bench: "replace",
    wal: "shipping",
    times: 1,
  },
  { title: "page of the buyer's list", bench: "list", wal: null, times: 2 },
];

const LOADS = [
  { title: "a billion orders a year, on average", perSecond: 1e9 / SECONDS_A_YEAR },
  { title: "… in an hour that is ten times as busy", perSecond: 1e10 / SECONDS_A_YEAR },
  { title: "… in a second that is a hundred times as busy", perSecond: 1e11 / SECONDS_A_YEAR },
  { title: "Singles' Day 2020, the busiest second", perSecond: 583_000 },
];

const ABSENT = "—";
const whole = (number) => Math.round(number).toLocaleString("en-US");
const precise = (number) => (number >= 100 ? whole(number) : String(Number(number.toPrecision(2))));
const shown = (number, unit = "") => (number === null ? ABSENT : `${precise(number)}${unit}`);

const median = (numbers) => {
  const sorted = numbers.filter((number) => typeof number === "number").toSorted((a, b) => a - b);
  return sorted.length === 0
    ? null
    : (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/** Microseconds of CPU time for one call, by Dingdan and by PostgreSQL; null: not measured. */
function cpuOf(benchmarks, { bench }) {
  const rounds = benchmarks?.operations?.[bench]?.["dingdan-postgres"] ?? [];
  // The benchmarks record seconds per 1,000 calls.
  const micros = (figure) => {
    const seconds = median(rounds.map((round) => round[figure]));
    return seconds === null ? null : seconds * 1000;
  };
  return { server: micros("cpuPer1000"), database: micros("databaseCpuPer1000") };
}

const sumOf = (numbers) =>
  numbers.includes(null) ? null : numbers.reduce((sum, number) => sum + number, 0);

/**
 * @param benchmarks docs/benchmarks.json; null if nothing has been measured
 * @param bytes docs/order-bytes.json; null if nothing has been measured
 */
export function costTables(benchmarks, bytes) {
  const calls = CALLS.map((call) => ({
    ...call,
    ...cpuOf(benchmarks, call),
    walBytes: call.wal === null ? 0 : (bytes?.postgres.walBytes[call.wal] ?? null),
  }));
  const total = (figure) =>
    sumOf(calls.map((call) => (call[figure] === null ? null : call.times * call[figure])));
  const [server, database, walBytes] = ["server", "database", "walBytes"].map(total);
  const times = (number, factor) => (number === null ? null : number * factor);
  const machine = benchmarks?.machine;
  const stored = bytes && bytes.postgres.tableBytes + bytes.postgres.indexBytes;
  return [
    benchmarks === null
      ? "CPU time has not been measured yet: `npm run bench` writes docs/benchmarks.json, the source of these tables."
      : `CPU time from docs/benchmarks.json (${benchmarks.date}, ${machine?.cores} × ${machine?.cpu}, Node ${machine?.node}).`,
    bytes === null
      ? "Bytes have not been measured yet: `node scripts/measure-order-bytes.mjs` writes docs/order-bytes.json."
      : `Bytes from docs/order-bytes.json (${bytes.date}, ${whole(bytes.orders)} orders of ${whole(bytes.requestBytes)} bytes each, PostgreSQL ${bytes.postgres.version}).`,
    "",
    "| call | calls per order | CPU of Dingdan, µs | CPU of PostgreSQL, µs | WAL, bytes |",
    "|---|---|---|---|---|",
    ...calls.map(
      (call) =>
        `| ${call.title} | ${call.times} | ${shown(call.server)} | ${shown(call.database)} | ${shown(call.walBytes)} |`,
    ),
    `| **all calls of an order** | | ${shown(server)} | ${shown(database)} | ${shown(walBytes)} |`,
    "",
    "| load | orders/s | busy cores of Dingdan | of PostgreSQL | WAL, MB/s |",
    "|---|---|---|---|---|",
    ...LOADS.map(
      ({ title, perSecond }) =>
        `| ${title} | ${whole(perSecond)} | ${shown(times(server, perSecond / 1e6))} | ${shown(times(database, perSecond / 1e6))} | ${shown(times(walBytes, perSecond / 1e6))} |`,
    ),
    "",
    stored === null
      ? "The disk space of an order has not been measured yet."
      : `An order that is paid and shipped takes ${whole(stored)} bytes in PostgreSQL (${whole(bytes.postgres.tableBytes)} in tables, ${whole(bytes.postgres.indexBytes)} in indexes) and ${whole(bytes.sqlite.fileBytes)} in a SQLite file; a billion orders take ${precise(stored / 1000)} TB and ${precise(bytes.sqlite.fileBytes / 1000)} TB.`,
  ].join("\n");
}
