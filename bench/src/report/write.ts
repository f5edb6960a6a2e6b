import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LargeResults } from "../measure/large-results.js";
import type { BenchResults } from "../measure/results.js";
import { againstBaseline } from "./against-baseline.js";
import { chartOf } from "./chart.js";
import { markdownOf } from "./markdown.js";
import { targetsOf } from "./targets.js";

const BENCH_FILE = "benchmarks.json";
const LARGE_FILE = "benchmarks-large.json";

/** Writes the figures, the page and the chart; returns the paths of the files. */
export function writeBench(results: BenchResults, folder: string): string[] {
  const derived = { targets: targetsOf(results), againstBaseline: againstBaseline(results) };
  return [
    write(folder, BENCH_FILE, json({ ...results, ...derived })),
    write(folder, "benchmarks.svg", chartOf(results)),
    writePage(folder),
  ];
}

export function writeLarge(results: LargeResults, folder: string): string[] {
  return [write(folder, LARGE_FILE, json(results)), writePage(folder)];
}

/** The page shows both benchmarks: this run's figures, and those that the other benchmark stored. */
function writePage(folder: string): string {
  const bench = read(folder, BENCH_FILE) as BenchResults | null;
  return write(
    folder,
    "benchmarks.md",
    markdownOf(bench, read(folder, LARGE_FILE) as LargeResults | null),
  );
}

function write(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function read(folder: string, name: string): unknown {
  const file = join(folder, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
