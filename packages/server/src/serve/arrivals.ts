/** An item in the list, and the items that arrived before and after it. */
interface Entry<Item> {
  readonly item: Item;
  readonly arrivedAtMs: number;
  earlier: Entry<Item> | null;
  later: Entry<Item> | null;
}

const ENTRY = Symbol("the entry of an item in the list of arrivals");

/** The list keeps its entry at the item. */
type Listed<Item> = Item & { [ENTRY]?: Entry<Item> | null };

/**
 * What has arrived and not left, in the order of arrival. An item is in one such list at most.
 *
 * It is a linked list, not a Map: each Map at which every call is added and removed makes the garbage
 * collector take 4 µs more for a call.
 */
export class Arrivals<Item extends object> {
  #first: Entry<Item> | null = null;
  #last: Entry<Item> | null = null;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds an item that arrives now, after all others. */
  add(item: Item, nowMs: number): void {
    const entry = { item, arrivedAtMs: nowMs, earlier: this.#last, later: null };
    (item as Listed<Item>)[ENTRY] = entry;
    if (this.#last === null) this.#first = entry;
    else this.#last.later = entry;
    this.#last = entry;
    this.#count++;
  }

  /** Removes an item, if it is in the list. */
  remove(item: Item): void {
    const entry = (item as Listed<Item>)[ENTRY];
    if (!entry) return;
    (item as Listed<Item>)[ENTRY] = null;
    const { earlier, later } = entry;
    if (earlier === null) this.#first = later;
    else earlier.later = later;
    if (later === null) this.#last = earlier;
    else later.earlier = earlier;
    entry.earlier = null;
    entry.later = null;
    this.#count--;
  }

  /** The items that arrived at `latestMs` or before, the oldest first. Each may be removed meanwhile. */
  *until(latestMs: number): Generator<Item> {
    let entry = this.#first;
    while (entry !== null && entry.arrivedAtMs <= latestMs) {
      const { item, later } = entry;
      yield item;
      entry = later;
    }
  }
}
