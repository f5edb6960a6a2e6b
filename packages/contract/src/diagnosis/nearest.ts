import { editDistance } from "../edit-distance.js";

/** The candidates, the most similar spelling first. */
export function byLikeness(value: string, candidates: readonly string[]): string[] {
  const wanted = value.toLowerCase().slice(0, LENGTH_MAX);
  return candidates
    .map((candidate) => ({ candidate, changes: editDistance(wanted, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.changes - b.changes)
    .map(({ candidate }) => candidate);
}

// A misspelled name is never this long; comparing more of a text only costs time.
const LENGTH_MAX = 100;
