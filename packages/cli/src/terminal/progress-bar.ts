import type { Pane } from "./terminal.js";

const BAR_COLUMNS = 28;
const REDRAW_MS = 80;
const ERASE_LINE = "\r\u001B[2K";

export interface Progress {
  /** @param fraction from 0 to 1; null while the total is unknown */
  update(fraction: number | null, caption: string): void;
  /** Erases the bar. */
  finish(): void;
}

/**
 * A progress bar in the last line of a terminal; prints nothing if the pane is not a terminal.
 *
 * It only writes. A bar that reads the keyboard (as those of prompt libraries do) would consume lines
 * of the standard input that is being uploaded, would be stopped by the shell when the upload runs in
 * the background, and would have to restore the terminal on every exit.
 */
export function progressBar(pane: Pane): Progress {
  if (!pane.isTty) return { update: () => undefined, finish: () => undefined };
  let drawnAtMs = 0;
  return {
    update(fraction, caption) {
      const nowMs = Date.now();
      if (nowMs - drawnAtMs < REDRAW_MS) return;
      drawnAtMs = nowMs;
      pane.write(`${ERASE_LINE}  ${bar(pane, fraction)}${caption}`);
    },
    finish: () => pane.write(ERASE_LINE),
  };
}

function bar(pane: Pane, fraction: number | null): string {
  if (fraction === null) return "";
  const filled = Math.round(Math.min(1, fraction) * BAR_COLUMNS);
  const rest = pane.dim("━".repeat(BAR_COLUMNS - filled));
  return `${pane.style("green", "━".repeat(filled))}${rest}  ${Math.floor(fraction * 100)}%  `;
}
