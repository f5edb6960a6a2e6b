import { mkdirSync, writeFileSync } from "node:fs";
import type { BenchResults } from "../measure/results.js";
export function writeResults(results: BenchResults, out: string): string[] {
  mkdirSync(out, { recursive: true });
  writeFileSync(`${out}/benchmarks.json`, JSON.stringify(results, null, 2));
  return [out];
}
