/** A table in Markdown: the first column is text, all others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, index) => (index === 0 ? "---" : "--:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** The same for a terminal, in columns of equal width. */
export function plainTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return [head, ...rows].map(line).join("\n");
}

export const count = (value: number) => Math.round(value).toLocaleString("en");
export const ms = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
export const ABSENT = "–";

/** A figure, or a dash where there is none. */
export const orAbsent = (value: number | null | undefined, show: (value: number) => string) =>
  typeof value === "number" && Number.isFinite(value) ? show(value) : ABSENT;
