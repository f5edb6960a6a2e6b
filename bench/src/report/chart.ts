import type { OperationName } from "../measure/operations.js";
import { type BenchResults, medianOf } from "../measure/results.js";
import { count } from "./table.js";

const PANELS: readonly { readonly name: OperationName; readonly title: string }[] = [
  { name: "upload2", title: "Uploads, 2 items" },
  { name: "payment", title: "Payment notices" },
  { name: "verify", title: "Verify" },
  { name: "list", title: "A buyer's list of 20" },
];

const WIDTH = 860;
const LABEL_WIDTH = 270;
const VALUE_WIDTH = 80;
const BAR_HEIGHT = 14;
const ROW_HEIGHT = 22;
const PANEL_HEAD = 40;

// Readable on a light and on a dark page: the picture follows the reader's colour scheme.
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; font-size: 14px; }
  .floor, .mock { fill: #afb8c1; } .stack { fill: #8c959f; } .baseline { fill: #9a6700; } .dingdan { fill: #1a7f37; }
  .spread { stroke: #1f2328; stroke-width: 1; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .floor, .mock { fill: #484f58; } .stack { fill: #6e7681; } .baseline { fill: #d29922; } .dingdan { fill: #3fb950; }
    .spread { stroke: #e6edf3; }
  }`;

/** Requests per second of every server as bars; a line spans the lowest and the highest round. */
export function chartOf(results: BenchResults): string {
  const parts: string[] = [];
  let top = 0;
  for (const { name, title } of PANELS) {
    const ofOperation = results.operations[name];
    const rows = results.contestants.flatMap((contestant) => {
      const runs = ofOperation?.[contestant.id];
      const rate = medianOf(runs, (it) => it.perSecond);
      const rates = (runs ?? []).map((it) => it.perSecond);
      return rate === null ? [] : [{ ...contestant, rate, rates }];
    });
    if (rows.length === 0) continue;
    const scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / Math.max(...rows.flatMap((it) => it.rates));
    parts.push(`<text class="title" x="0" y="${top + 22}">${title}, per second</text>`);
    for (const [index, { title: label, role, rate, rates }] of rows.entries()) {
      const y = top + PANEL_HEAD + index * ROW_HEIGHT;
      const middle = y + BAR_HEIGHT / 2;
      const x = (value: number) => (LABEL_WIDTH + value * scale).toFixed(1);
      const [low, high] = [Math.min(...rates), Math.max(...rates)];
      parts.push(
        `<text x="${LABEL_WIDTH - 8}" y="${middle + 4}" text-anchor="end">${escaped(label)}</text>`,
        `<rect class="${role}" x="${LABEL_WIDTH}" y="${y}" width="${(rate * scale).toFixed(1)}" height="${BAR_HEIGHT}" rx="2"/>`,
        `<line class="spread" x1="${x(low)}" x2="${x(high)}" y1="${middle}" y2="${middle}"/>`,
        `<text x="${Number(x(high)) + 6}" y="${middle + 4}">${count(rate)}</text>`,
      );
    }
    top += PANEL_HEAD + rows.length * ROW_HEIGHT + 10;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top}" viewBox="0 0 ${WIDTH} ${top}" role="img" aria-label="Requests per second of each server">
<style>${STYLE}
</style>
${parts.join("\n")}
</svg>
`;
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
