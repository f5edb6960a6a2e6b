import type { Random } from "./random.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Relative sales per hour of a day in China: few at night, peaks at noon and from 8 to 10 p.m. */
const HOUR_WEIGHTS = [
  5, 2, 1, 1, 1, 2, 6, 14, 24, 34, 40, 44, 48, 40, 32, 32, 34, 36, 42, 56, 68, 66, 40, 16,
] as const;

const WEEKEND_WEIGHT = 1.35;
const UTC_OFFSET_MS = 8 * HOUR_MS;

/** The hours of a period with the relative sales of each, which grow a little from day to day. */
export class Calendar {
  readonly #startMs: number;
  readonly #hours: readonly { readonly atMs: number; readonly weight: number }[];

  constructor(startMs: number, days: number) {
    this.#startMs = startMs;
    this.#hours = Array.from({ length: days * 24 }, (_, index) => {
      const atMs = startMs + index * HOUR_MS;
      return { atMs, weight: weightAt(atMs) * (1 + index / (days * 48)) };
    });
  }

  /** Draws the time of a purchase, before `untilMs`. */
  draw(random: Random, untilMs: number): number {
    const hours = this.#hours.filter(({ atMs }) => atMs < untilMs);
    const { atMs } = random.weighted(hours, ({ weight }) => weight);
    return Math.min(untilMs - 1, Math.max(this.#startMs, atMs + random.integer(0, HOUR_MS - 1)));
  }
}

function weightAt(timeMs: number): number {
  const local = new Date(timeMs + UTC_OFFSET_MS);
  const isWeekend = [0, 6].includes(local.getUTCDay());
  const weight = HOUR_WEIGHTS[local.getUTCHours()] as number;
  return isWeekend ? weight * WEEKEND_WEIGHT : weight;
}

export { DAY_MS, HOUR_MS };
