import type { LoggedRequestRepresentation } from "@dingdan/contract";
import { TEXTS } from "../texts.js";
import { printFacts } from "./facts.js";
import { GrowingColumns } from "./growing-columns.js";
import type { Pane, Terminal } from "./terminal.js";
import { instant } from "./values.js";
import { printable, truncate, wrap } from "./width.js";

/** Shown for a call without an app. */
const NOTHING = "-";
/** A longer path of an unknown operation is truncated. Names of operations are shorter. */
const OPERATION_COLUMNS_MAX = 40;

/**
 * Formats each call of the request log as one aligned line.
 *
 *     2022-05-20 13:29:35  268485206  uploadShoppingInfo  wxd678efh567hg6787  6287…-…  LINK_URL_MISSING
 */
export class LogLines {
  readonly #pane: Pane;
  readonly #columns = new GrowingColumns();

  constructor(pane: Pane) {
    this.#pane = pane;
  }

  of(requests: readonly LoggedRequestRepresentation[]): string[] {
    const rows = this.#columns.aligned(requests.map(cellsOf));
    return requests.map(({ errcode: code }, index) => {
      const [at = "", errcode = "", operation = "", app = "", rid = "", cause = ""] =
        rows[index] ?? [];
      const pane = this.#pane;
      const colour = code === 0 ? "green" : "red";
      return [pane.dim(at), pane.style(colour, errcode), operation, app, pane.dim(rid), cause]
        .join("  ")
        .trimEnd();
    });
  }
}

function cellsOf(request: LoggedRequestRepresentation): readonly string[] {
  const { at, errcode, operation, method, path, appid, component_appid, rid, cause } = request;
  return [
    (instant(at) ?? "").replace(" UTC+8", ""),
    String(errcode),
    truncate(printable(operation ?? `${method} ${path}`), OPERATION_COLUMNS_MAX),
    printable(appid ?? component_appid ?? NOTHING),
    rid,
    printable(cause ?? ""),
  ];
}

/** Prints all details of one call: the call, the reply, the diagnosis and what to do. */
export function printLoggedRequest(terminal: Terminal, request: LoggedRequestRepresentation): void {
  const { out } = terminal;
  const { request: words } = TEXTS;
  const say = (key: "at" | "call" | "app" | "from" | "answered") => terminal.say(words[key]);
  const { rid, errcode, message, operation, explanation, cause } = request;
  const isOk = errcode === 0;
  const name = operation ?? terminal.say(words.unknownPath);
  out.line(`${out.bold(rid)}  ${printable(name)}`);
  const mark = isOk ? out.style("green", "✓ 0") : out.style("red", `✗ ${errcode}`);
  printMarked(terminal, `  ${mark}  `, `  ${isOk ? "✓ 0" : `✗ ${errcode}`}  `, explanation.summary);
  out.line();
  const query = request.query === "" ? "" : `?${request.query}`;
  printFacts(out, [
    [say("at"), instant(request.at)],
    [say("call"), `${request.method} ${request.path}${query}`],
    [say("app"), appOf(terminal, request)],
    [say("from"), [request.client_ip, request.user_agent].filter(Boolean).join("  ")],
    [
      say("answered"),
      `${errcode} ${message} (${terminal.say(words.duration(request.duration_ms))})`,
    ],
    [terminal.say(words.cause), cause],
    [terminal.say(words.field), explanation.field || null],
    [terminal.say(words.hint), explanation.hint || null],
  ]);
  // The summary, the field and the hint above already show the first finding.
  const others = explanation.diagnoses.slice(1);
  if (others.length === 0) return;
  out.line();
  out.line(`  ${terminal.say(words.also)}`);
  for (const { path, text, hint } of others) {
    const prefix = path === "" ? "" : `${path}: `;
    printMarked(terminal, `    ${out.style("yellow", "!")} `, "    ! ", prefix + text);
    printMarked(terminal, `      ${out.dim("→")} `, "      → ", hint);
  }
}

function appOf(terminal: Terminal, request: LoggedRequestRepresentation): string | null {
  const { appid, component_appid: component } = request;
  if (appid === undefined || component === undefined) return appid ?? component ?? null;
  return terminal.say(TEXTS.request.viaComponent(appid, component));
}

/** Prints a text after a coloured mark; further lines are indented like the first. */
function printMarked({ out }: Terminal, mark: string, plainMark: string, words: string): void {
  const [first = "", ...more] = wrap(
    printable(words),
    Math.max(20, out.columns - plainMark.length),
  );
  out.line(mark + first);
  for (const line of more) out.line(" ".repeat(plainMark.length) + line);
}
