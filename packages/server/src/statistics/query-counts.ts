/** Counts the replies to the queries of WeChat Pay, by outcome. */
export class QueryCounts {
  readonly #counts = new Map<string, number>();
  /** How many merchant numbers have no key that is valid in 30 days. */
  readonly expiring: () => number;

  constructor(expiring: () => number) {
    this.expiring = expiring;
  }

  count(outcome: string): void {
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1);
  }

  all(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}
