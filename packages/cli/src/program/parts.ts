import type { Command } from "commander";
import type { Invocation } from "../invocation.js";
import type { Grammar } from "./grammar.js";

/** What a group of commands is added with. */
export interface ProgramParts {
  readonly program: Command;
  readonly grammar: Grammar;
  readonly invocation: Invocation;
  /** Takes the exit code of the command that ran. */
  readonly finish: (exitCode: number) => void;
}
