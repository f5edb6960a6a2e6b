import { displayWidth, padEnd } from "./width.js";

/**
 * Aligns lines that are streamed. Columns only grow, because the width of later lines is unknown.
 */
export class GrowingColumns {
  #widths: readonly number[] = [];

  /** Pads the cells of rows. */
  aligned(rows: readonly (readonly string[])[]): string[][] {
    this.#widths = rows.reduce<readonly number[]>(
      (widths, cells) => cells.map((cell, at) => Math.max(widths[at] ?? 0, displayWidth(cell))),
      this.#widths,
    );
    return rows.map((cells) => cells.map((cell, at) => padEnd(cell, this.#widths[at] ?? 0)));
  }
}
