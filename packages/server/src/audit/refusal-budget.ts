const WINDOW_MS = 60_000;

/** How many refused calls of one caller are recorded in a minute by one process; all strangers are one. */
export const REFUSALS_MAX = 20;

/** Bounds what callers who are refused can make the audit trail grow by. The rest is counted. */
export class RefusalBudget {
  readonly #taken = new Map<string, number>();
  #sinceMs = Number.NEGATIVE_INFINITY;

  /** Whether one more refused call of this caller is recorded. */
  takes(caller: string, nowMs: number): boolean {
    if (nowMs - this.#sinceMs >= WINDOW_MS) {
      this.#taken.clear();
      this.#sinceMs = nowMs;
    }
    const taken = this.#taken.get(caller) ?? 0;
    if (taken >= REFUSALS_MAX) return false;
    this.#taken.set(caller, taken + 1);
    return true;
  }
}
