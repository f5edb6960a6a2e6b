import {
  DEFAULT_CURRENCY,
  isCurrency,
  type MatchState,
  UPLOAD_DELAY_MAX_MS,
} from "@dingdan/contract";
import type { Amount } from "./amount.js";

export const HOUR_MS = 3_600_000;

/** How long counts are kept, then deleted: a year and a month, so that years can be compared. */
export const STATISTICS_KEPT_MS = 396 * 24 * HOUR_MS;

/** The hour that an instant belongs to. */
export const hourOf = (timeMs: number): number => Math.floor(timeMs / HOUR_MS) * HOUR_MS;

/** The largest count. Larger sums stay at it, since a number of JavaScript is exact up to here. */
export const COUNT_MAX = Number.MAX_SAFE_INTEGER;

/** The sum of two counts. */
export const plus = (one: number, other: number): number => Math.min(COUNT_MAX, one + other);

/** What money is counted for. */
export type MoneyKind = "paid" | "refunded";

/** The name under which amounts are summed: each currency apart. */
export const moneyName = (kind: MoneyKind, currency: string): string => `${kind} ${currency}`;

/** The upper limits of the delays by which matched orders are counted; null for all longer delays. */
export const DELAY_LIMITS_MS = [0, 1000, 2000, UPLOAD_DELAY_MAX_MS, 10_000, 60_000, null] as const;

/** The name under which a matched order with this delay after its payment is counted. */
export function delayName(delayMs: number): string {
  const limit = DELAY_LIMITS_MS.find((limitMs) => limitMs === null || delayMs <= limitMs);
  return `delay ${limit ?? "more"}`;
}

/** The name under which a call is counted; `-` means an unknown path. */
export const callName = (operation: string | null, errcode: number): string =>
  `call ${operation ?? "-"} ${errcode}`;

/** The parts of a call that are counted. */
interface NamedCall {
  /** Null for a path that is no operation. */
  readonly operation: string | null;
  readonly errcode: number;
}

/** The call that {@link callName} named; null for the name of another count. */
export function callOfName(name: string): NamedCall | null {
  const [, operation, errcode] = /^call (\S+) (-?\d+)$/.exec(name) ?? [];
  if (operation === undefined) return null;
  return { operation: operation === "-" ? null : operation, errcode: Number(errcode) };
}

/** The parts of an upload's or a payment's outcome that are counted. */
interface CountedMatch {
  readonly state: MatchState;
  /** The delay from the payment to its upload; null when not matched. */
  readonly delayMs: number | null;
}

/** The name under which a match or a mismatch is counted; null while the upload or payment waits. */
export function matchName({ state, delayMs }: CountedMatch): string | null {
  if (state === "waiting") return null;
  return state === "matched" && delayMs !== null ? delayName(delayMs) : "mismatched";
}

/** The sums of one or more hours. */
export interface CountedSpan {
  readonly uploads: number;
  readonly replaced: number;
  readonly payments: number;
  /** How many of the payments turned out to be parts of one combined payment with another. */
  readonly united: number;
  /** What was paid, coupons included: a sum for each currency. */
  readonly paid: readonly Amount[];
  /** What was refunded of it. */
  readonly refunded: readonly Amount[];
  readonly matched: number;
  readonly mismatched: number;
  /** How many of the matched arrived later than allowed after their payment. */
  readonly late: number;
  readonly refused: number;
  readonly calls: number;
  /** One count for each of {@link DELAY_LIMITS_MS}. */
  readonly delays: readonly number[];
  /** Rejected calls, most frequent first. */
  readonly errors: readonly CountedError[];
}

export interface CountedError extends NamedCall {
  readonly count: number;
}

/** Adds up counts by their names; a name may occur more than once. */
export function readCounts(
  counts: Iterable<{ readonly name: string; readonly count: number }>,
): CountedSpan {
  const sums = new Map<string, number>();
  for (const { name, count } of counts) sums.set(name, plus(sums.get(name) ?? 0, count));
  const sumOf = (name: string) => sums.get(name) ?? 0;
  const delays = DELAY_LIMITS_MS.map((limitMs) => sumOf(`delay ${limitMs ?? "more"}`));
  const isLate = (index: number) => (DELAY_LIMITS_MS[index] ?? Infinity) > UPLOAD_DELAY_MAX_MS;
  const calls = [...sums].flatMap(([name, count]) => {
    const call = callOfName(name);
    return call === null ? [] : [{ ...call, count }];
  });
  const errors = calls.filter(({ errcode }) => errcode !== 0);
  return {
    uploads: sumOf("uploads"),
    replaced: sumOf("replaced"),
    payments: sumOf("payments"),
    united: sumOf("united"),
    paid: moneyOf("paid", sums),
    refunded: moneyOf("refunded", sums),
    matched: sum(delays),
    mismatched: sumOf("mismatched"),
    late: sum(delays.filter((_, index) => isLate(index))),
    refused: sum(errors.map(({ count }) => count)),
    calls: sum(calls.map(({ count }) => count)),
    delays,
    errors: errors.toSorted((a, b) => b.count - a.count || a.errcode - b.errcode),
  };
}

/** The sums of a kind of money, the usual currency first. */
function moneyOf(kind: MoneyKind, sums: ReadonlyMap<string, number>): Amount[] {
  const prefix = moneyName(kind, "");
  const amounts = [...sums].flatMap(([name, amountMinor]) => {
    const currency = name.slice(prefix.length);
    return name.startsWith(prefix) && isCurrency(currency) ? [{ amountMinor, currency }] : [];
  });
  const rank = ({ currency }: Amount) => (currency === DEFAULT_CURRENCY ? "" : currency);
  return amounts.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
