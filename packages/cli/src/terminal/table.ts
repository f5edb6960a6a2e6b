import Table from "cli-table3";
import type { Pane } from "./terminal.js";
import { displayWidth, printable, wrap } from "./width.js";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** This column takes the remaining width and wraps its cells. At most one column is wide. */
  readonly isWide?: true;
}

const GAP = "  ";

// Replaces cli-table3's frame by spaces between the columns.
const NO_FRAME = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: GAP,
};

/** Prints a table without a frame: titles dim, columns aligned by the displayed width of their text. */
export function printTable(
  pane: Pane,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  indent = "  ",
): void {
  const cells = rows.map((row) => row.map((cell) => cell.split("\n").map(printable).join("\n")));
  const wideIndex = columns.findIndex(({ isWide }) => isWide === true);
  const wideColumns = wideColumnWidth(wideIndex, columns, cells, pane.columns - indent.length);
  const table = new Table({
    chars: NO_FRAME,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
    colAligns: columns.map(({ align }) => align ?? "left"),
  });
  table.push(columns.map(({ title }) => pane.dim(title)));
  for (const row of cells) {
    table.push(
      row.map((cell, index) => (index === wideIndex ? wrap(cell, wideColumns).join("\n") : cell)),
    );
  }
  for (const line of table.toString().split("\n")) pane.line((indent + line).trimEnd());
}

function wideColumnWidth(
  wideIndex: number,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  available: number,
): number {
  let taken = GAP.length * (columns.length - 1);
  for (const [index, { title }] of columns.entries()) {
    if (index === wideIndex) continue;
    const widths = rows.map((row) => displayWidth(row[index] ?? ""));
    taken += Math.max(displayWidth(title), ...widths);
  }
  return Math.max(24, available - taken);
}
