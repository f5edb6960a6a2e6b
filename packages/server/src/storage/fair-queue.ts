/**
 * A queue that takes turns among tenants once more waits than fits: whoever sends ten times as much
 * as another waits for its own crowd, and the other does not. Within a tenant the order is kept.
 */
export class FairQueue<Item> {
  readonly #lines = new Map<string, Item[]>();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** How many items of a tenant are waiting. */
  lengthOf(tenant: string): number {
    return this.#lines.get(tenant)?.length ?? 0;
  }

  push(tenant: string, item: Item): void {
    const line = this.#lines.get(tenant);
    if (line === undefined) this.#lines.set(tenant, [item]);
    else line.push(item);
    this.#length++;
  }

  /** Takes the next items, at most so many. */
  take(countMax: number): Item[] {
    const taken = this.#length <= countMax ? this.#takeAll() : this.#takeInTurns(countMax);
    this.#length -= taken.length;
    return taken;
  }

  #takeAll(): Item[] {
    const taken = [...this.#lines.values()].flat();
    this.#lines.clear();
    return taken;
  }

  #takeInTurns(countMax: number): Item[] {
    const taken: Item[] = [];
    for (let turn = 0; taken.length < countMax; turn++) {
      for (const line of this.#lines.values()) {
        const item = line[turn];
        if (item !== undefined) taken.push(item);
        if (taken.length === countMax) return this.#dropTaken(taken, turn);
      }
    }
    return taken;
  }

  /** Forgets what was taken: of each line its first `turn` items, and of some one more. */
  #dropTaken(taken: Item[], turn: number): Item[] {
    const last = new Set(taken);
    const lines = [...this.#lines];
    this.#lines.clear();
    const served: [string, Item[]][] = [];
    for (const [tenant, line] of lines) {
      const next = line[turn];
      const isServedLast = next !== undefined && last.has(next);
      const rest = line.slice(turn + (isServedLast ? 1 : 0));
      // Whoever was served in the last turn comes after those who were not.
      if (isServedLast) served.push([tenant, rest]);
      else if (rest.length > 0) this.#lines.set(tenant, rest);
    }
    for (const [tenant, rest] of served) if (rest.length > 0) this.#lines.set(tenant, rest);
    return taken;
  }
}
