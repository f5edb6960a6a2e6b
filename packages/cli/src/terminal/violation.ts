import type { ViolationReport } from "@dingdan/contract";
import { TEXTS } from "../texts.js";
import type { Terminal } from "./terminal.js";
import { printable, wrap } from "./width.js";

/**
 * Prints a broken rule as compilers print errors, with a position that editors can jump to:
 *
 *     order.json:6  268485206  a URL link needs its url: order_list[0].order_detail_jump_link.url
 *       → Send an http or https link.
 */
export function printViolation(
  terminal: Terminal,
  name: string,
  violation: ViolationReport & { readonly line: number },
  isReturnedFirst: boolean,
): void {
  const { out } = terminal;
  const { line, errcode, message, hint } = violation;
  const position = out.dim(`${name}:${line}`);
  const first = isReturnedFirst ? ` ${out.dim(terminal.say(TEXTS.validate.first))}` : "";
  out.line(`${position}  ${out.style("red", String(errcode))}  ${printable(message)}${first}`);
  const [start = "", ...more] = wrap(hint, out.columns - 4);
  out.line(`  ${out.dim("→")} ${start}`);
  for (const rest of more) out.line(`    ${rest}`);
}
