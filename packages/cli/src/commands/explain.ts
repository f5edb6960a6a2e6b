import type { CatalogueRow, Operation, Text } from "@dingdan/contract";
import type { Problem } from "../errors.js";
import { type ExplainedError, type Explanation, explanationOf } from "../explanation.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { lookUpRequest, type RequestLookup } from "../request-lookup.js";
import { type AdminFlags, optionalAdminSettings } from "../settings/admin.js";
import { printFacts } from "../terminal/facts.js";
import { printLoggedRequest } from "../terminal/logged-request.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { time } from "../terminal/values.js";
import { printable } from "../terminal/width.js";
import { TEXTS } from "../texts.js";

/**
 * `dingdan explain CODE|RID`: explains the reply of a server. A code needs no server. A rid is looked
 * up in the server's request log, if there is an admin key.
 */
export async function explain(
  { terminal, environment }: Invocation,
  question: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const explanation = explanationOf(question);
  if (explanation.kind === "rid") {
    const settings = optionalAdminSettings(flags, environment);
    const lookup = await lookUpRequest(explanation.rid, settings, terminal);
    if (terminal.isJson) terminal.json(ridDocument(explanation, lookup, terminal));
    else printRid(terminal, explanation, lookup);
    return lookup.kind === "unknown" ? 1 : 0;
  }
  if (terminal.isJson) terminal.json(explanationDocument(explanation, terminal, question));
  else print(explanation, terminal, question);
  return explanation.kind === "unknown" ? 1 : 0;
}

type RidExplanation = Extract<Explanation, { kind: "rid" }>;

function print(
  explanation: Exclude<Explanation, RidExplanation>,
  terminal: Terminal,
  question: string,
): void {
  switch (explanation.kind) {
    case "ok":
      printHeading(terminal, "0", "OK", terminal.say(TEXTS.explain.okWhen));
      return;
    case "error":
      for (const [index, error] of explanation.errors.entries()) {
        if (index > 0) terminal.out.line();
        printError(terminal, error);
      }
      return;
    case "verify_result":
      printHeading(terminal, explanation.code, "", terminal.say(explanation.meaning));
      terminal.out.line(`  ${terminal.out.dim(terminal.say(TEXTS.explain.verifyResult))}`);
      return;
    case "unknown":
      printUnknown(terminal, explanation.nearest, question);
  }
}

function printHeading(terminal: Terminal, code: string, name: string, message: string): void {
  const { out } = terminal;
  out.line(`${out.bold(code)}${name === "" ? "" : `  ${name}`}`);
  out.line(`  ${message}`);
}

function printError(terminal: Terminal, { row, operations }: ExplainedError): void {
  const { out } = terminal;
  const { label, explain: words } = TEXTS;
  printHeading(terminal, String(row.code), row.name, terminal.say(row.message));
  out.line();
  const retry = terminal.say(row.retryable ? words.retryable : words.notRetryable);
  printFacts(out, [
    [terminal.say(label.when), terminal.say(row.when)],
    [terminal.say(label.hint), terminal.say(row.hint)],
    [terminal.say(label.retry), retry],
    [terminal.say(label.returnedBy), returnedBy(terminal, row, operations)],
    [terminal.say(label.source), terminal.say(words.source[row.source])],
  ]);
}

function returnedBy(
  terminal: Terminal,
  row: CatalogueRow,
  operations: readonly Operation[],
): string {
  if (row.onlyWeChat === true) return terminal.say(TEXTS.explain.onlyWeChat);
  if (operations.length === 0) return terminal.say(TEXTS.explain.anyPath);
  return operations.map(({ name, method, path }) => `${name} (${method} ${path})`).join("\n");
}

function printRid(
  terminal: Terminal,
  { rid, timeMs }: RidExplanation,
  lookup: RequestLookup,
): void {
  if (lookup.kind === "found") {
    printLoggedRequest(terminal, lookup.request);
    return;
  }
  const { out } = terminal;
  printHeading(terminal, rid, "", terminal.say(TEXTS.explain.rid));
  out.line();
  printFacts(out, [[terminal.say(TEXTS.label.time), time(timeMs)]]);
  out.line();
  printWhyNotLookedUp(terminal, lookup);
  out.line();
  out.line(`  ${terminal.say(TEXTS.explain.ridLog)}`);
  for (const command of logCommands(rid)) out.line(`    ${out.style("cyan", command)}`);
}

function printWhyNotLookedUp(
  terminal: Terminal,
  lookup: Exclude<RequestLookup, { kind: "found" }>,
): void {
  const { out } = terminal;
  const problem = problemOf(lookup);
  if (problem === null) {
    out.line(`  ${terminal.say(TEXTS.request.keyShowsMore)}`);
    return;
  }
  if (lookup.kind === "no_server") out.line(`  ${terminal.say(TEXTS.request.notRead)}`);
  const { message, hint } = problem;
  out.line(`  ${out.style("yellow", "?")} ${printable(terminal.say(message))}`);
  if (hint !== undefined) out.line(`    ${out.dim("→")} ${terminal.say(hint)}`);
}

/** Commands that find the line of a request, for the usual destinations of a server's log. */
const logCommands = (rid: string) => [
  `grep ${rid} dingdan.log`,
  `journalctl -u dingdan | grep ${rid}`,
  `docker logs dingdan 2>&1 | grep ${rid}`,
];

function printUnknown(
  terminal: Terminal,
  nearest: readonly CatalogueRow[],
  question: string,
): void {
  const { out } = terminal;
  const { message, hint } = TEXTS.explain.unknown(question);
  out.line(`${out.style("yellow", "?")} ${printable(terminal.say(message))}`);
  if (nearest.length > 0) {
    out.line(`  ${terminal.say(TEXTS.explain.nearest)}`);
    printTable(
      out,
      [
        { title: terminal.say(TEXTS.label.code) },
        { title: terminal.say(TEXTS.label.name) },
        { title: terminal.say(TEXTS.label.when), isWide: true },
      ],
      nearest.map((row) => [String(row.code), row.name, terminal.say(row.when)]),
      "    ",
    );
  }
  if (hint !== undefined) out.line(`  ${out.dim("→")} ${terminal.say(hint)}`);
}

/** `log` is the result of the look-up in the request log; only `found` has a `request`. */
function ridDocument({ rid, timeMs }: RidExplanation, lookup: RequestLookup, terminal: Terminal) {
  const problem = problemOf(lookup);
  return {
    kind: "rid",
    rid,
    time: new Date(timeMs).toISOString(),
    log: lookup.kind,
    ...(lookup.kind === "found" ? { request: lookup.request } : {}),
    ...(problem === null ? {} : { problem: terminal.say(problem.message) }),
    commands: logCommands(rid),
  };
}

function problemOf(lookup: RequestLookup): Problem | null {
  switch (lookup.kind) {
    case "unknown":
      return TEXTS.request.notLogged(lookup.url);
    case "no_server":
      return lookup.problem;
    case "found":
    case "no_key":
      return null;
  }
}

function explanationDocument(
  explanation: Exclude<Explanation, RidExplanation>,
  terminal: Terminal,
  question: string,
) {
  const say = (words: Text) => terminal.say(words);
  switch (explanation.kind) {
    case "ok":
      return { kind: "ok", code: 0, when: say(TEXTS.explain.okWhen) };
    case "error": {
      // A document of one error stays as it was; the others that share its code stand beside it.
      const [first, ...others] = explanation.errors.map((error) => errorDocument(error, terminal));
      return { kind: "error", ...first, ...(others.length === 0 ? {} : { others }) };
    }
    case "verify_result":
      return { kind: "verify_result", code: explanation.code, when: say(explanation.meaning) };
    case "unknown": {
      const { message, hint } = TEXTS.explain.unknown(question);
      return {
        error: {
          kind: "unknown",
          message: say(message),
          hint: hint === undefined ? null : say(hint),
          nearest: explanation.nearest.map(({ code, name, when }) => ({
            code,
            name,
            when: say(when),
          })),
        },
      };
    }
  }
}

function errorDocument({ row, operations }: ExplainedError, terminal: Terminal) {
  return {
    code: row.code,
    name: row.name,
    when: terminal.say(row.when),
    message: terminal.say(row.message),
    hint: terminal.say(row.hint),
    retryable: row.retryable,
    only_wechat: row.onlyWeChat === true,
    operations: operations.map(({ name }) => name),
    source: row.source,
  };
}
