import type { GuessPlace } from "../storage/guess-store.js";

/** How many wrong credentials came from a network for an account. */
export interface WrongCount {
  readonly network: string;
  wrongCount: number;
  /** When the count starts again from 0. */
  endsAtMs: number;
  /** True when the network presented the right credential recently. */
  isKnown: boolean;
}

/**
 * What one process knows of the wrong credentials of a minute. It has at most as many counts as it was
 * given; when all are in use, new networks are counted by the wider network that they are part of. So
 * strangers with any number of addresses neither fill the memory, nor lock out other networks.
 */
export class WrongCounts {
  readonly #countMax: number;
  /** In the order in which they started, which is that in which they end. */
  readonly #counts = new Map<string, WrongCount>();
  readonly #wider = new Map<string, WrongCount>();

  constructor(countMax: number) {
    this.#countMax = countMax;
  }

  get isEmpty(): boolean {
    return this.#counts.size === 0 && this.#wider.size === 0;
  }

  get hasWider(): boolean {
    return this.#wider.size > 0;
  }

  find(place: GuessPlace, nowMs: number): WrongCount | null {
    return current(this.#counts, place, nowMs);
  }

  findWider(place: GuessPlace, nowMs: number): WrongCount | null {
    return current(this.#wider, place, nowMs);
  }

  /** Adds a wrong credential. Returns its count; null when even the wider networks are too many. */
  add(
    { place, wider }: { readonly place: GuessPlace; readonly wider: GuessPlace },
    nowMs: number,
    endsAtMs: number,
  ): WrongCount | null {
    return (
      addTo(this.#counts, place, { nowMs, endsAtMs, countMax: this.#countMax }) ??
      addTo(this.#wider, wider, { nowMs, endsAtMs, countMax: this.#countMax })
    );
  }
}

type Counts = Map<string, WrongCount>;

/** A name for a place that no other place has: networks contain no blanks. */
export const keyOf = ({ account, network }: GuessPlace) => `${account} ${network}`;

function current(counts: Counts, place: GuessPlace, nowMs: number): WrongCount | null {
  deleteEnded(counts, nowMs);
  const count = counts.get(keyOf(place));
  return count !== undefined && nowMs < count.endsAtMs ? count : null;
}

function addTo(
  counts: Counts,
  place: GuessPlace,
  { nowMs, endsAtMs, countMax }: { nowMs: number; endsAtMs: number; countMax: number },
): WrongCount | null {
  const known = current(counts, place, nowMs);
  if (known !== null) {
    known.wrongCount++;
    return known;
  }
  const key = keyOf(place);
  counts.delete(key);
  if (counts.size >= countMax) return null;
  const { network } = place;
  const count: WrongCount = { network, wrongCount: 1, endsAtMs, isKnown: false };
  counts.set(key, count);
  return count;
}

/** Deletes from the front: a count that another process's has ended earlier is deleted after it. */
function deleteEnded(counts: Counts, nowMs: number): void {
  for (const [key, { endsAtMs }] of counts) {
    if (nowMs < endsAtMs) return;
    counts.delete(key);
  }
}
