import type { Command } from "commander";
import { variableOf } from "../settings/reading.js";
import { TEXTS } from "../texts.js";
import type { Grammar } from "./grammar.js";

const { flag: FLAG } = TEXTS;

/** The limits of `serve`: each flag, its value, its text, and its default unless the text gives it. */
const LIMIT_FLAGS = [
  ["connections-max", "count", FLAG.connectionsMax],
  ["connections-per-address-max", "count", FLAG.connectionsPerAddressMax],
  ["body-memory-max-mib", "mib", FLAG.bodyMemoryMaxMib, 128],
  ["answer-timeout-ms", "ms", FLAG.answerTimeoutMs, 30_000],
  ["call-deadline-ms", "ms", FLAG.callDeadlineMs, 5_000],
  ["shutdown-delay-ms", "ms", FLAG.shutdownDelayMs],
  ["shutdown-deadline-ms", "ms", FLAG.shutdownDeadlineMs, 10_000],
] as const;

/** Adds the flags of the server's limits to a command. */
export function withLimitFlags(grammar: Grammar, command: Command): Command {
  for (const [name, value, words, fallback] of LIMIT_FLAGS) {
    const facts = { variable: variableOf(name), ...(fallback === undefined ? {} : { fallback }) };
    command.addOption(grammar.flag(`--${name} <${value}>`, words, facts));
  }
  return command;
}
