import type { DiagnosisReport, ViolationReport } from "@dingdan/contract";
import { TEXTS } from "../texts.js";
import type { Terminal } from "./terminal.js";
import { printable, wrap } from "./width.js";

/**
 * Prints a broken rule as compilers print errors, with a position that editors can jump to, its causes
 * and what to do:
 *
 *     order.json:9  268435461  parameter error: order_list[0].item_list[0].unit_price must be an integer, got 19.9
 *       ! The price 19.9 is probably in yuan; unit_price is an integer in fen.
 *       → Send 1990.
 */
export function printViolation(
  terminal: Terminal,
  name: string,
  violation: ViolationReport & { readonly line: number },
  isReturnedFirst: boolean,
): void {
  const { out } = terminal;
  const { line, errcode, path, message, hint, causes } = violation;
  const position = out.dim(`${name}:${line}`);
  const first = isReturnedFirst ? ` ${out.dim(terminal.say(TEXTS.validate.first))}` : "";
  out.line(`${position}  ${out.style("red", String(errcode))}  ${printable(message)}${first}`);
  for (const cause of causes) {
    const place = cause.path === "" || cause.path === path ? "" : `${cause.path}: `;
    printMarked(terminal, out.style("yellow", "!"), place + cause.text);
    printMarked(terminal, out.dim("→"), cause.hint);
  }
  if (causes.length === 0) printMarked(terminal, out.dim("→"), hint);
}

/** Prints what is probably wrong although no rule rejects it. */
export function printWarning(
  terminal: Terminal,
  name: string,
  { line, path, text, hint }: DiagnosisReport & { readonly line: number },
): void {
  const { out } = terminal;
  const position = out.dim(`${name}:${line}`);
  const kind = out.style("yellow", terminal.say(TEXTS.validate.warning));
  out.line(`${position}  ${kind}  ${printable(path)}`);
  printMarked(terminal, out.style("yellow", "!"), text);
  printMarked(terminal, out.dim("→"), hint);
}

/** Prints an indented text after a mark of one column. */
function printMarked({ out }: Terminal, mark: string, words: string): void {
  const [start = "", ...more] = wrap(printable(words), out.columns - 4);
  out.line(`  ${mark} ${start}`);
  for (const rest of more) out.line(`    ${rest}`);
}
