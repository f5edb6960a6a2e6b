/** The lines that two texts do not share, by their index. */
export interface LineDiff {
  readonly removed: ReadonlySet<number>;
  readonly added: ReadonlySet<number>;
}

/** Above this product of line counts, every line between the first and the last change counts as changed. */
const CELLS_MAX = 1_000_000;

/** Compares two texts line by line. */
export function lineDiff(before: readonly string[], after: readonly string[]): LineDiff {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  while (
    tail < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const old = before.slice(start, before.length - tail);
  const recent = after.slice(start, after.length - tail);
  const kept = old.length * recent.length > CELLS_MAX ? [] : longestCommon(old, recent);
  const keptBefore = new Set(kept.map(([index]) => index));
  const keptAfter = new Set(kept.map(([, index]) => index));
  return { removed: others(old, keptBefore, start), added: others(recent, keptAfter, start) };
}

const others = (lines: readonly string[], kept: ReadonlySet<number>, start: number) =>
  new Set(lines.flatMap((_, index) => (kept.has(index) ? [] : [start + index])));

/** The pairs of indices of the longest common subsequence. */
function longestCommon(
  old: readonly string[],
  recent: readonly string[],
): (readonly [number, number])[] {
  const width = recent.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] as number;
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = recent.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        old[row] === recent[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let row = 0;
  let column = 0;
  while (row < old.length && column < recent.length) {
    if (old[row] === recent[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}
