/**
 * The number of insertions, deletions, replacements and swaps of neighbouring characters that turn
 * one text into the other: `editDistance("mchdi", "mchid")` is 1.
 */
export function editDistance(from: string, to: string): number {
  let twoAbove: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const line = [row];
    for (let column = 1; column <= to.length; column++) {
      const exchanged = at(above, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const swapped = isSwap ? at(twoAbove, column - 2) + 1 : exchanged;
      line.push(Math.min(exchanged, swapped, at(above, column) + 1, at(line, column - 1) + 1));
    }
    twoAbove = above;
    above = line;
  }
  return at(above, to.length);
}

const at = (line: readonly number[], column: number): number => line[column] as number;
