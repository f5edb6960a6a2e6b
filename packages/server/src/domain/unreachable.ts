/** Ends a switch over outcomes: a new outcome is a compile error in every switch that must handle it. */
export function unreachable(outcome: never): never {
  throw new Error(`unexpected outcome ${JSON.stringify(outcome)}`);
}
