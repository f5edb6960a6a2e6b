import { LRUCache } from "lru-cache";
import { networkOf, widerNetworkOf } from "../http/network-of.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { RetryPause } from "../retry-pause.js";
import {
  GUESS_WINDOW_MS,
  type GuessPlace,
  type GuessStore,
  KNOWN_AGAIN_MS,
  KNOWN_MS,
} from "../storage/guess-store.js";
import { within } from "../within.js";
import { type Attempt, GUESSES_MAX } from "./doors.js";
import { keyOf, type WrongCount, WrongCounts } from "./wrong-counts.js";

/** After this time, a wrong credential is answered although the database has not counted it. */
const STORE_TIMEOUT_MS = 500;

/** How many networks with a right credential a process remembers; the database remembers more. */
const KNOWN_MAX = 20_000;
/** A cache with `max` would reserve the memory of all its entries when the process starts. */
const KNOWN_SIZE = { maxSize: KNOWN_MAX, sizeCalculation: () => 1 };

/** A success that could not be written is written with the next success after this time. */
const RETRY_MS = 60_000;

/** A wider network has many clients, so it may present more wrong credentials. */
const WIDER_FACTOR = 10;
/** How many networks may be looked up at the same time, because their wider network is blocked. */
const LOOK_UPS_MAX = 16;

export interface GuessLimitParts {
  readonly store: GuessStore;
  readonly limitHits: LimitHits;
  /** The time of day; not a sandbox's clock: a frozen one would never let a network try again. */
  readonly nowMs?: () => number;
  /** For how many networks a process counts. @default 10,000 */
  readonly networksMax?: number;
}

/**
 * Limits the wrong credentials of one network for one account, at every door. Processes on one database
 * count together; a call with the right credential reads nothing from the database.
 *
 * Around the check of a credential: first {@link blockedMs}, then {@link wrong} or {@link right}. A
 * process knows of another's count when it counts there itself, so a network may try once more in each.
 * A network that has presented the right credential of the account within 30 days is never blocked.
 */
export class GuessLimit {
  readonly #store: GuessStore;
  readonly #limitHits: LimitHits;
  readonly #nowMs: () => number;
  readonly #counts: WrongCounts;
  readonly #pause: RetryPause;
  readonly #known = new LRUCache<string, Known>(KNOWN_SIZE);
  /** Networks that the database does not know, while their wider network is blocked. */
  readonly #strangers = new LRUCache<string, true>(KNOWN_SIZE);
  #lookUps = 0;

  constructor({ store, limitHits, nowMs = Date.now, networksMax = 10_000 }: GuessLimitParts) {
    this.#store = store;
    this.#limitHits = limitHits;
    this.#nowMs = nowMs;
    this.#counts = new WrongCounts(networksMax);
    this.#pause = new RetryPause({ firstMs: 1_000, longestMs: 30_000, nowMs });
  }

  /**
   * Like {@link blockedMs}, but when only the wider network is blocked, the database may know this part of
   * it: from before a restart, or from another process. Never rejects.
   */
  async blockedUnlessKnownMs(attempt: Attempt): Promise<number> {
    const blockedMs = this.blockedMs(attempt);
    if (blockedMs === 0 || !this.#counts.hasWider) return blockedMs;
    const { account, address } = attempt;
    const place = { account, network: networkOf(address) };
    const key = keyOf(place);
    if (this.#strangers.has(key) || this.#lookUps >= LOOK_UPS_MAX) return blockedMs;
    this.#lookUps++;
    try {
      const nowMs = this.#nowMs();
      const lookUp = this.#store.isKnown(place, nowMs);
      if (await within(lookUp, STORE_TIMEOUT_MS, "looking up a known network")) {
        this.#known.set(key, { endsAtMs: nowMs + KNOWN_MS, writeAgainAtMs: nowMs });
        return 0;
      }
      this.#strangers.set(key, true, { ttl: blockedMs });
      return blockedMs;
    } catch {
      return blockedMs;
    } finally {
      this.#lookUps--;
    }
  }

  /** For how many milliseconds this network may not try; 0: it may try now. Counts the hit. */
  blockedMs({ door, account, address }: Attempt): number {
    if (this.#counts.isEmpty) return 0;
    const nowMs = this.#nowMs();
    const network = networkOf(address);
    const limit = GUESSES_MAX[door];
    const counted = this.#counts.find({ account, network }, nowMs);
    let endsAtMs = counted !== null && counted.wrongCount >= limit ? counted.endsAtMs : 0;
    if (this.#counts.hasWider) {
      const wider = this.#counts.findWider({ account, network: widerNetworkOf(address) }, nowMs);
      const isFull = wider !== null && wider.wrongCount >= limit * WIDER_FACTOR;
      if (isFull) endsAtMs = Math.max(endsAtMs, wider.endsAtMs);
    }
    if (endsAtMs === 0 || counted?.isKnown === true) return 0;
    if (this.#isKnown(account, network, nowMs)) return 0;
    this.#limitHits.hit("guesses", { door });
    return endsAtMs - nowMs;
  }

  /**
   * Counts a wrong credential. Never rejects: while the database cannot count, this process counts alone,
   * and asks the database again after growing pauses.
   */
  async wrong({ door, account, address }: Attempt): Promise<void> {
    const nowMs = this.#nowMs();
    const ofNetwork = networkOf(address);
    const places = {
      place: { account, network: ofNetwork },
      wider: { account, network: widerNetworkOf(address) },
    };
    const count = this.#counts.add(places, nowMs, nowMs + GUESS_WINDOW_MS);
    if (count === null) return;
    const { network } = count;
    const isWider = network !== ofNetwork;
    // A known network is not blocked, and could write without limit.
    if (count.wrongCount > GUESSES_MAX[door] * (isWider ? WIDER_FACTOR : 1)) return;
    if (!this.#pause.mayTry()) return;
    try {
      const counting = this.#store.countWrong({ account, network, ofNetwork, nowMs });
      const stored = await within(counting, STORE_TIMEOUT_MS, "counting a wrong credential");
      this.#pause.succeeded();
      take(count, stored, isWider);
    } catch (fault) {
      this.#pause.failed();
      this.#limitHits.hit("guesses_uncounted", { door, fault: messageOf(fault) });
    }
  }

  /** Remembers the network of a right credential. The database learns of it later, once a day. */
  right({ account, address }: Pick<Attempt, "account" | "address">): void {
    const nowMs = this.#nowMs();
    const place = { account, network: networkOf(address) };
    const key = keyOf(place);
    const known = this.#known.get(key);
    if (known !== undefined && nowMs < known.writeAgainAtMs) return;
    this.#known.set(key, { endsAtMs: nowMs + KNOWN_MS, writeAgainAtMs: nowMs + KNOWN_AGAIN_MS });
    if (this.#pause.mayTry()) void this.#remember(place, nowMs);
    else this.#known.set(key, { endsAtMs: nowMs + KNOWN_MS, writeAgainAtMs: nowMs + RETRY_MS });
  }

  async #remember(place: GuessPlace, nowMs: number): Promise<void> {
    try {
      await this.#store.remember(place, nowMs);
      this.#pause.succeeded();
    } catch (fault) {
      this.#pause.failed();
      const known = { endsAtMs: nowMs + KNOWN_MS, writeAgainAtMs: nowMs + RETRY_MS };
      this.#known.set(keyOf(place), known);
      this.#limitHits.hit("guesses_uncounted", { fault: messageOf(fault) });
    }
  }

  #isKnown(account: string, network: string, nowMs: number): boolean {
    const known = this.#known.get(keyOf({ account, network }));
    return known !== undefined && nowMs < known.endsAtMs;
  }
}

interface Known {
  /** When the network is no longer known. */
  readonly endsAtMs: number;
  readonly writeAgainAtMs: number;
}

/** Takes over what all processes together have counted. */
function take(
  count: WrongCount,
  stored: { readonly wrongCount: number; readonly endsAtMs: number; readonly isKnown: boolean },
  isWider: boolean,
): void {
  count.wrongCount = Math.max(count.wrongCount, stored.wrongCount);
  count.endsAtMs = Math.min(count.endsAtMs, stored.endsAtMs);
  // Of a wider network, only one part is known.
  if (!isWider) count.isKnown = stored.isKnown;
}

const messageOf = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault));
