const BUSY_JOBS_MIN = 4;

/** Counts the jobs of each owner that wait or are in progress. */
export class JobOwners {
  readonly #counts = new Map<string, number>();
  #total = 0;

  add(owner: string): void {
    this.#total++;
    this.#counts.set(owner, (this.#counts.get(owner) ?? 0) + 1);
  }

  remove(owner: string): void {
    this.#total--;
    const count = (this.#counts.get(owner) ?? 0) - 1;
    if (count > 0) this.#counts.set(owner, count);
    else this.#counts.delete(owner);
  }

  /** True while one of several owners has at least four jobs, and a third of all. */
  get hasBusyOwner(): boolean {
    if (this.#counts.size < 2 || this.#total < BUSY_JOBS_MIN) return false;
    const least = Math.max(BUSY_JOBS_MIN, this.#total / 3);
    for (const count of this.#counts.values()) if (count >= least) return true;
    return false;
  }
}
