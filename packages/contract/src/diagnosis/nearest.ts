import { editDistance } from "../edit-distance.js";

/** The candidates, the one that is spelled most like a text first. */
export function byLikeness(value: string, candidates: readonly string[]): string[] {
  const wanted = value.toLowerCase().slice(0, LENGTH_MAX);
  return candidates
    .map((candidate) => ({ candidate, changes: editDistance(wanted, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.changes - b.changes)
    .map(({ candidate }) => candidate);
}

// Nobody misspells a name into a hundred characters; a longer text would only cost time.
const LENGTH_MAX = 100;
