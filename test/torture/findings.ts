/** One measured promise. */
export interface Finding {
  /** What an operator may rely on, in a few words. The same words in every round. */
  readonly promise: string;
  readonly target: string;
  readonly measured: string;
  readonly passed: boolean;
  /** The unit of a figure; null for counts and statements. */
  readonly unit: string | null;
  /** How bad the measurement is; of several rounds, the report shows the worst. */
  readonly badness: number;
}

/** A figure that may not exceed a limit. */
export function atMost(
  promise: string,
  value: number,
  { limit, unit }: { readonly limit: number; readonly unit: string },
): Finding {
  return {
    promise,
    target: `≤ ${shown(limit)} ${unit}`,
    measured: Number.isFinite(value) ? `${shown(value)} ${unit}` : "never",
    passed: value <= limit,
    unit,
    badness: value,
  };
}

/** A count that must be 0. `details` names what was counted, for the report of a failure. */
export function none(promise: string, details: readonly string[], outOf?: number): Finding {
  const total = outOf === undefined ? "" : ` of ${outOf}`;
  return {
    promise,
    target: "0",
    measured: `${details.length}${total}${examples(details)}`,
    passed: details.length === 0,
    unit: null,
    badness: details.length,
  };
}

/** A statement that must be true; `measured` says what was seen. */
export function holds(promise: string, isTrue: boolean, measured: string): Finding {
  return { promise, target: "yes", measured, passed: isTrue, unit: null, badness: isTrue ? 0 : 1 };
}

/** The worse of two measurements of one promise. */
export function worse(one: Finding, other: Finding): Finding {
  if (one.passed !== other.passed) return one.passed ? other : one;
  return other.badness > one.badness ? other : one;
}

const shown = (value: number) =>
  value >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1);

/** The most frequent three details. */
function examples(details: readonly string[]): string {
  if (details.length === 0) return "";
  const counts = new Map<string, number>();
  for (const detail of details) counts.set(detail, (counts.get(detail) ?? 0) + 1);
  const top = [...counts].toSorted(([, one], [, other]) => other - one).slice(0, 3);
  return ` (${top.map(([detail, count]) => `${count} × ${detail}`).join(", ")})`;
}
