import type { Language } from "@dingdan/contract";
import { type Refusal, RefusalError, UsageError } from "../errors.js";
import type { ExitCode } from "../invocation.js";
import { TEXTS } from "../texts.js";
import { printFacts } from "./facts.js";
import type { Terminal } from "./terminal.js";
import { printable } from "./width.js";

/**
 * Reports an error: prints what is wrong and what to do to standard error or, with `--json`, one JSON
 * document to standard output.
 * @returns the exit code of the process
 */
export function reportError(terminal: Terminal, error: unknown): ExitCode {
  if (terminal.isJson) terminal.json({ error: errorDocument(error, terminal.language) });
  if (error instanceof UsageError) {
    if (!terminal.isJson) printUsageError(terminal, error);
    return 2;
  }
  if (error instanceof RefusalError) {
    if (!terminal.isJson) printRefusal(terminal, error.refusal);
    return 1;
  }
  const { err } = terminal;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  err.line(`${err.style("red", "✗")} ${terminal.say(TEXTS.fault.unexpected)}`);
  err.line(err.dim(stack));
  return 1;
}

function printUsageError({ err, language }: Terminal, error: UsageError): void {
  for (const { message, hint } of error.problems) {
    err.line(`${err.style("red", "✗")} ${printable(message[language])}`);
    if (hint !== undefined) err.line(`  ${err.dim("→")} ${hint[language]}`);
  }
}

function printRefusal(terminal: Terminal, refusal: Refusal): void {
  const { err } = terminal;
  const label = (key: keyof typeof TEXTS.label) => terminal.say(TEXTS.label[key]);
  const mark = err.style("red", "✗");
  if (refusal.interface === "wire") {
    const { errcode, errmsg, path, hint, causes, rid } = refusal;
    err.line(`${mark} ${err.bold(String(errcode))} ${printable(errmsg)}`);
    printFacts(err, [
      [label("path"), path],
      [label("cause"), causes[0]?.text ?? null],
      [label("hint"), hint],
      [label("rid"), rid],
    ]);
    return;
  }
  const { status, title, detail, hint, violations } = refusal;
  // The server's detail only repeats the violations, which are listed below.
  const summary =
    violations.length > 0 ? terminal.say(TEXTS.fault.invalidRequest) : detail || title;
  err.line(`${mark} ${err.bold(String(status))} ${printable(summary)}`);
  printFacts(err, [
    ...violations.map(({ path, message }) => [path || "·", message] as const),
    [label("hint"), hint],
  ]);
}

function errorDocument(error: unknown, language: Language) {
  if (error instanceof UsageError) {
    const problems = error.problems.map(({ message, hint }) => ({
      message: message[language],
      hint: hint?.[language] ?? null,
    }));
    return {
      kind: "usage",
      message: problems.map(({ message }) => message).join("; "),
      hint: problems[0]?.hint ?? null,
      problems,
    };
  }
  if (error instanceof RefusalError) return { kind: "refused", ...refusalDocument(error.refusal) };
  return { kind: "fault", message: error instanceof Error ? error.message : String(error) };
}

/** The JSON form of a rejected call, both in an error and in the failures file of a batch. */
export function refusalDocument(refusal: Refusal) {
  const { interface: _, ...document } = refusal;
  return document;
}
