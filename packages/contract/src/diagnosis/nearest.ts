/** The candidates, the one that is spelled most like a text first. */
export function byLikeness(value: string, candidates: readonly string[]): string[] {
  const wanted = value.toLowerCase().slice(0, LENGTH_MAX);
  return candidates
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ candidate }) => candidate);
}

/** How many characters must be inserted, deleted or exchanged to make one text of the other. */
export function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const exchange = (above[column - 1] as number) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const insert = (line[column - 1] as number) + 1;
      line.push(Math.min(exchange, insert, (above[column] as number) + 1));
    }
    above = line;
  }
  return above[b.length] as number;
}

// Nobody misspells a name into a hundred characters; a longer text would only cost time.
const LENGTH_MAX = 100;
