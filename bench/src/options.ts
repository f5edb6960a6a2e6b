import { parseArgs } from "node:util";
import {
  OPERATION_NAMES,
  type OperationName,
  SECTION_NAMES,
  type SectionName,
} from "./measure/operations.js";
import { UsageError } from "./program.js";

export interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly connections: number;
  /** Ids of contestants; null for all. */
  readonly only: readonly string[] | null;
  readonly operations: readonly OperationName[];
  readonly sections: readonly SectionName[];
  /** The git ref to compare the checkout with; null for none. */
  readonly baseline: string | null;
  /** The Node program that runs the servers. */
  readonly node: string;
  /** The folder of the databases during the run; null: the system's temporary folder. */
  readonly data: string | null;
  /** The folder of the results. */
  readonly out: string;
  readonly check: boolean;
  readonly generator: boolean;
  /** Sizes of the large databases, in orders. */
  readonly sizes: readonly number[];
  readonly command: string;
}

export const HELP = `npm run bench -- [options]         measure Dingdan and other servers
npm run bench:large -- [options]   measure Dingdan on databases of 1 and 5 million orders

  --rounds N          number of rounds; each round measures all contestants in turn (3)
  --seconds N         measured seconds of each operation (5)
  --warmup N          warm-up seconds before each measurement (2)
  --connections N     connections (64)
  --only IDS          contestants by id, separated by commas (all)
  --operations NAMES  of ${OPERATION_NAMES.join(", ")};
                      ${SECTION_NAMES.join(", ")} (all)
  --baseline REF      build a git ref of this repository and measure it next to this checkout,
                      as baseline-sqlite and baseline-postgres
  --node PATH         the Node that runs the servers (this one)
  --data FOLDER       folder for the databases during the run, on a real disk (the system's
                      temporary folder)
  --out FOLDER        folder for the results; a run replaces the existing ones (docs)
  --sizes NUMBERS     bench:large: sizes of the databases, in orders (1000000,5000000)
  --check             send the same requests to all servers and compare the answers; measure nothing
  --generator         compare the load generator with autocannon and wrk, on bare node:http

DINGDAN_BENCH_DATABASE_URL names a PostgreSQL server to use; without it the run starts one.
`;

/** Reads the command line; throws a UsageError if an option is wrong. Null for --help. */
export function readOptions(args: readonly string[], script: string): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: "string", default: "3" },
      seconds: { type: "string", default: "5" },
      warmup: { type: "string", default: "2" },
      connections: { type: "string", default: "64" },
      only: { type: "string" },
      operations: { type: "string" },
      baseline: { type: "string" },
      node: { type: "string", default: process.execPath },
      data: { type: "string" },
      out: { type: "string", default: "docs" },
      sizes: { type: "string", default: "1000000,5000000" },
      check: { type: "boolean", default: false },
      generator: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const number = (name: "rounds" | "seconds" | "warmup" | "connections", minimum: number) => {
    const value = Number(values[name]);
    if (!Number.isFinite(value) || value < minimum) {
      throw new UsageError(`--${name} must be a number of ${minimum} or more, not ${values[name]}`);
    }
    return value;
  };
  const names = values.operations?.split(",");
  const known = new Set<string>([...OPERATION_NAMES, ...SECTION_NAMES]);
  const unknown = names?.filter((name) => !known.has(name)) ?? [];
  if (unknown.length > 0) throw new UsageError(`--operations: unknown ${unknown.join(", ")}`);
  if (values.baseline !== undefined && (script !== "bench" || values.generator)) {
    throw new UsageError("--baseline is for npm run bench, without --generator");
  }
  const isAsked = (name: string) => names?.includes(name) ?? true;
  return {
    rounds: number("rounds", 1),
    seconds: number("seconds", 0.1),
    warmupSeconds: number("warmup", 0),
    connections: number("connections", 1),
    only: values.only?.split(",") ?? null,
    operations: OPERATION_NAMES.filter(isAsked),
    sections: SECTION_NAMES.filter(isAsked),
    baseline: values.baseline ?? null,
    node: values.node,
    data: values.data ?? null,
    out: values.out,
    check: values.check,
    generator: values.generator,
    sizes: values.sizes.split(",").map(Number),
    command: ["npm run", script, ...(args.length > 0 ? ["--", ...args] : [])].join(" "),
  };
}
