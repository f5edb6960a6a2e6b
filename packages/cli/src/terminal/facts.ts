import type { Pane } from "./terminal.js";
import { displayWidth, padEnd, printable, wrap } from "./width.js";

/** A label and its value; a fact without a value is not printed. */
export type Fact = readonly [label: string, value: string | number | null | undefined];

/** Prints labelled values: labels dim, values aligned and wrapped. Keeps line breaks in values. */
export function printFacts(pane: Pane, facts: readonly Fact[], indent = "  "): void {
  const present = facts.filter(([, value]) => value !== null && value !== undefined);
  const labelWidth = Math.max(0, ...present.map(([label]) => displayWidth(label)));
  const valueColumns = Math.max(20, pane.columns - indent.length - labelWidth - 2);
  for (const [label, value] of present) {
    const paragraphs = String(value).split("\n");
    const [first = "", ...more] = paragraphs.flatMap((part) => wrap(printable(part), valueColumns));
    pane.line(`${indent}${pane.dim(padEnd(label, labelWidth))}  ${first}`);
    for (const line of more) pane.line(`${indent}${" ".repeat(labelWidth)}  ${line}`);
  }
}
