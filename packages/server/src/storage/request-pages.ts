import type { NumberedRequest } from "../domain/request-record.js";
import type { NumberRange } from "./order-pages.js";
import type { SqlValue } from "./rows/row.js";
import type { RequestQuery } from "./store.js";

/** How many calls one read compares in a list without an index of its own: a few milliseconds. */
const SLICE = 20_000;

/** How an engine reads its request log. */
export interface RequestPageSource {
  /** The numbers of the oldest and of the newest call; null while there is none. */
  bounds(): Promise<NumberRange | null>;
  /** The calls of a range that match the query's filters, in its order, at most `limit`. */
  inRange(query: RequestQuery, range: NumberRange, limit: number): Promise<NumberedRequest[]>;
}

/** One page of the request log: the same for every engine. */
export async function requestPage(
  source: RequestPageSource,
  query: RequestQuery,
): Promise<NumberedRequest[]> {
  const { from, limit } = query;
  const asked =
    "after" in from
      ? { first: from.after + 1, last: Number.MAX_SAFE_INTEGER }
      : { first: 0, last: from.before - 1 };
  if (!readsTraits(query)) return source.inRange(query, asked, limit);
  const found: NumberedRequest[] = [];
  for (const slice of slicesOf(asked, await source.bounds(), "after" in from)) {
    found.push(...(await source.inRange(query, slice, limit - found.length)));
    if (found.length === limit) break;
    // Requests that arrived meanwhile run first.
    await new Promise(setImmediate);
  }
  return found;
}

/**
 * True for a list that no index has as it is: then the index of what filters compare is read, slice by slice.
 * An order, an openid and a rid have few calls, whatever else is asked.
 */
export function readsTraits(query: RequestQuery): boolean {
  const { rid, orderKey, openidHashes, operation, isRejected, fromMs, toMs } = query;
  const isNarrow = [rid, orderKey, openidHashes].some((filter) => filter !== undefined);
  const isFiltered = [operation, isRejected, fromMs, toMs].some((filter) => filter !== undefined);
  return isFiltered && !isNarrow;
}

/** A condition, with a `?` for its value; without a value it does not apply. */
type Condition = readonly [sql: string, value: SqlValue | undefined];

/** The conditions on what the index `requests_by_traits` holds. */
export const traitConditions = (query: RequestQuery): readonly Condition[] => [
  ["appid = ?", query.appid],
  ["operation = ?", query.operation],
  ["errcode <> ?", query.isRejected === true ? 0 : undefined],
  ["at_ms >= ?", query.fromMs],
  ["at_ms < ?", query.toMs],
];

function* slicesOf(
  asked: NumberRange,
  bounds: NumberRange | null,
  isForward: boolean,
): Generator<NumberRange> {
  if (bounds === null) return;
  const first = Math.max(asked.first, bounds.first);
  const last = Math.min(asked.last, bounds.last);
  if (isForward) {
    for (let start = first; start <= last; start += SLICE) {
      yield { first: start, last: Math.min(last, start + SLICE - 1) };
    }
  } else {
    for (let end = last; end >= first; end -= SLICE) {
      yield { first: Math.max(first, end - SLICE + 1), last: end };
    }
  }
}
