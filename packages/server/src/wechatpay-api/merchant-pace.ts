/** The time of day, and waiting. */
export interface TimeOfDay {
  nowMs(): number;
  /** Ends early when the signal aborts. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Ten queries a second at most. */
const SPACING_MS = 100;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Queries do not wait for longer pauses: their callers ask again later. */
const LONGEST_WAIT_MS = 10_000;

interface Turns {
  nextAtMs: number;
  /** The pause after the latest reply that said so; 0 for none. */
  pauseMs: number;
}

/** Spaces the queries of each merchant number, and pauses them when WeChat Pay says that they are too many. */
export class MerchantPace {
  readonly #time: TimeOfDay;
  readonly #turns = new Map<string, Turns>();

  constructor(time: TimeOfDay) {
    this.#time = time;
  }

  /**
   * Waits until the merchant may be asked for.
   * @returns false when it may not for longer than a query waits
   */
  async turn(mchid: string, signal: AbortSignal): Promise<boolean> {
    const turns = this.#of(mchid);
    for (;;) {
      const waitMs = turns.nextAtMs - this.#time.nowMs();
      // A pause may have begun while this query waited. A longer wait than any pause is of before the clock
      // was set back.
      if (waitMs <= 0 || waitMs > LONGEST_PAUSE_MS || signal.aborted) break;
      if (waitMs > LONGEST_WAIT_MS) return false;
      await this.#time.sleep(waitMs, signal);
    }
    turns.nextAtMs = this.#time.nowMs() + SPACING_MS;
    return true;
  }

  /** WeChat Pay rejected a query because there were too many. */
  limited(mchid: string): void {
    const turns = this.#of(mchid);
    turns.pauseMs = Math.min(2 * turns.pauseMs || FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    turns.nextAtMs = this.#time.nowMs() + turns.pauseMs;
  }

  /** WeChat Pay answered a query. */
  answered(mchid: string): void {
    this.#of(mchid).pauseMs = 0;
  }

  #of(mchid: string): Turns {
    let turns = this.#turns.get(mchid);
    if (turns === undefined) {
      turns = { nextAtMs: 0, pauseMs: 0 };
      this.#turns.set(mchid, turns);
    }
    return turns;
  }
}
