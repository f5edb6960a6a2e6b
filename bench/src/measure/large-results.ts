import type { MachineDescription } from "../machine/describe.js";
import type { OperationName } from "./operations.js";
import type { Measurement, Problem } from "./results.js";

export interface LargeResults {
  readonly date: string;
  readonly command: string;
  readonly machine: MachineDescription;
  readonly postgres: Readonly<Record<string, string>> | null;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly contestants: readonly { readonly id: string; readonly title: string }[];
  readonly sizes: readonly LargeSize[];
  readonly problems: readonly Problem[];
}

/** The measurements on databases of one size; size 0 is an empty one. */
export interface LargeSize {
  readonly orders: number;
  readonly databaseGib: Record<string, number>;
  readonly operations: Partial<Record<OperationName, Record<string, Measurement[]>>>;
}
