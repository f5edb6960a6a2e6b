/** A seeded random generator: the same seed gives the same values, on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to 1, excluding 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** An integer from `minimum` to `maximum`, both included. */
  integer(minimum: number, maximum: number): number {
    return minimum + Math.floor(this.next() * (maximum - minimum + 1));
  }

  isOnce(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)] as Item;
  }

  /** One of the items; the weight of an item is its relative frequency. */
  weighted<Item>(items: readonly Item[], weightOf: (item: Item, index: number) => number): Item {
    const weights = items.map(weightOf);
    let rest = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const index = weights.findIndex((weight) => (rest -= weight) < 0);
    return items[index === -1 ? items.length - 1 : index] as Item;
  }

  /** This many different items in random order; all of them if there are fewer. */
  sample<Item>(items: readonly Item[], count: number): Item[] {
    const left = [...items];
    const drawn: Item[] = [];
    while (drawn.length < count && left.length > 0) {
      drawn.push(...left.splice(this.integer(0, left.length - 1), 1));
    }
    return drawn;
  }

  /** A string of this length from these characters. */
  text(characters: string, length: number): string {
    return Array.from({ length }, () => characters[this.integer(0, characters.length - 1)]).join(
      "",
    );
  }
}
