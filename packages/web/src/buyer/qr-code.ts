import { encodeQR } from "qr";
import { type Html, html } from "../html.js";

/** The white margin that scanners need, in modules. */
const MARGIN = 4;

/** A text as a QR code: an inline picture of one path, which the content security policy permits. */
export function qrCode(text: string, label: string): Html {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: MARGIN });
  const path = rows.map((row, y) => runsOf(row, y)).join("");
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${rows.length} ${rows.length}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

/** The dark modules of a row, neighbours as one rectangle. */
function runsOf(row: readonly boolean[], y: number): string {
  let runs = "";
  for (let x = 0; x < row.length; x++) {
    const start = x;
    while (row[x] === true) x++;
    if (x > start) runs += `M${start} ${y}h${x - start}v1h-${x - start}z`;
  }
  return runs;
}
