import { ORDER_STATUSES, type OrderStatus } from "@dingdan/contract";
import { hasItemNamed } from "../domain/order-search.js";
import type { ListedOrder, OrderListQuery, OrderPage, StatusCounts } from "./console-store.js";

/** How many uploads one read takes in a list without an index: a few milliseconds. */
const SLICE = 10_000;
/** The same for a search in the details of orders, which are most of a row. */
const DETAILS_SLICE = 2_000;
/** How many slices one page reads. Past this, the page ends early and returns where the next begins. */
const SLICES_MAX = 100;

/** The numbers from the first to the last, both included. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

/** How a text led to an upload. One that was found only by `name` may have been renamed since. */
export type NamedNumbers = ReadonlyMap<number, "key" | "name">;

/** How an engine reads its uploads and its index of names. */
export interface OrderPageSource {
  /** The number of the newest upload; 0 when there is none. */
  topNumber(): Promise<number>;
  /** Up to which number the index of names holds every upload. */
  indexedUpTo(): Promise<number>;
  /** A range with every indexed upload that first arrived in a span of time. It may hold others as well. */
  rangeOf(fromMs: number, toMs: number): Promise<NumberRange | null>;
  /** The uploads that a text names, in no order. */
  numbersOf(text: string, appid: string | undefined): Promise<NamedNumbers>;
  /** The uploads of a range that match the query's filters, in its order, at most `limit`. */
  inRange(query: OrderListQuery, range: NumberRange, limit: number): Promise<ListedOrder[]>;
  /** Those of these uploads that match the query's filters, in any order. */
  ofNumbers(query: OrderListQuery, numbers: readonly number[]): Promise<ListedOrder[]>;
}

/** One page of a list: the same for every engine. */
export async function orderPage(
  source: OrderPageSource,
  query: OrderListQuery,
): Promise<OrderPage> {
  const { limit } = query;
  const found: ListedOrder[] = [];
  let lookedThrough: number | null = null;
  for await (const part of await partsOf(source, query)) {
    found.push(...part.orders);
    lookedThrough = part.upTo;
    if (found.length > limit) break;
  }
  const orders = found.slice(0, limit);
  return { orders, next: found.length > limit ? (orders.at(-1)?.number ?? null) : lookedThrough };
}

interface Part {
  readonly orders: readonly ListedOrder[];
  /** Where the page stopped reading; null when it continues or reached the end of the list. */
  readonly upTo: number | null;
}

/** The uploads of a query. A text that names no upload is looked for in the names of items. */
async function partsOf(
  source: OrderPageSource,
  { text, ...query }: OrderListQuery,
): Promise<AsyncGenerator<Part>> {
  if (text === undefined) return scan(source, query);
  const numbers = await source.numbersOf(text, query.appid);
  return numbers.size === 0
    ? scan(source, { ...query, itemText: text })
    : named(source, query, text, numbers);
}

/** Reads the uploads that a text names, one page at a time. */
async function* named(
  source: OrderPageSource,
  query: OrderListQuery,
  text: string,
  how: NamedNumbers,
): AsyncGenerator<Part> {
  const isNewest = query.sort === "newest";
  const after = query.after ?? (isNewest ? Infinity : 0);
  const inOrder = (a: number, b: number) => (isNewest ? b - a : a - b);
  const numbers = [...how.keys()].filter((number) => inOrder(after, number) < 0).toSorted(inOrder);
  for (let start = 0; start < numbers.length; start += query.limit + 1) {
    const orders = await source.ofNumbers(query, numbers.slice(start, start + query.limit + 1));
    const isNamed = (order: ListedOrder) =>
      how.get(order.number) === "key" ||
      order.openid === text ||
      order.merchantOrderNos.includes(text);
    const inList = orders.filter(isNamed).toSorted((a, b) => inOrder(a.number, b.number));
    yield { orders: inList, upTo: null };
  }
}

/** Reads the uploads in the order of the list, slice by slice. */
async function* scan(source: OrderPageSource, query: OrderListQuery): AsyncGenerator<Part> {
  const isNewest = query.sort === "newest";
  let slices = 0;
  for (const slice of slicesOf(await rangesOf(source, query), isNewest, sliceOf(query))) {
    if (slices++ === SLICES_MAX) {
      yield { orders: [], upTo: isNewest ? slice.last + 1 : slice.first - 1 };
      return;
    }
    yield* inSlice(source, query, slice);
    // Requests that arrived meanwhile run first.
    await new Promise(setImmediate);
  }
}

/** Reads the uploads of a slice: the first of them, and further ones when these do not have the item. */
async function* inSlice(
  source: OrderPageSource,
  query: OrderListQuery,
  slice: NumberRange,
): AsyncGenerator<Part> {
  const { itemText, limit } = query;
  let { first, last } = slice;
  for (;;) {
    const orders = await source.inRange(query, { first, last }, limit + 1);
    const end = orders.at(-1)?.number;
    if (itemText === undefined) {
      yield { orders, upTo: null };
      return;
    }
    yield { orders: orders.filter((order) => hasItemNamed(order, itemText)), upTo: null };
    if (end === undefined || orders.length <= limit) return;
    if (query.sort === "newest") last = end - 1;
    else first = end + 1;
  }
}

/** The ranges that can hold uploads of a list, in its order. */
async function rangesOf(source: OrderPageSource, query: OrderListQuery): Promise<NumberRange[]> {
  const isNewest = query.sort === "newest";
  const ranges = await rangesOfSpan(source, query);
  const { after = isNewest ? Infinity : 0 } = query;
  const left = ranges
    .map(({ first, last }) =>
      isNewest
        ? { first, last: Math.min(last, after - 1) }
        : { first: Math.max(first, after + 1), last },
    )
    .filter(({ first, last }) => first <= last);
  return isNewest ? left.toReversed() : left;
}

/** The range that the index has for the span, and the range that is not in the index yet. */
async function rangesOfSpan(
  source: OrderPageSource,
  { fromMs, toMs }: OrderListQuery,
): Promise<NumberRange[]> {
  if (fromMs === undefined && toMs === undefined) {
    return [{ first: 1, last: await source.topNumber() }];
  }
  // Read before the range: uploads that are indexed between the two reads are in the tail, so the list
  // does not skip them.
  const upTo = await source.indexedUpTo();
  const indexed = await source.rangeOf(fromMs ?? 0, toMs ?? Number.MAX_SAFE_INTEGER);
  const tail = { first: upTo + 1, last: await source.topNumber() };
  // The two must not overlap, or an upload would be listed twice.
  return indexed === null ? [tail] : [{ ...indexed, last: Math.min(indexed.last, upTo) }, tail];
}

/** A list that has an index, or that every upload matches, is read in one piece. */
function sliceOf(query: OrderListQuery): number {
  const { state, status, needsAttention, reason, isShipped, itemText, fromMs, toMs } = query;
  const { refundedFromMs, refundedToMs } = query;
  if (itemText !== undefined) return DETAILS_SLICE;
  if (state === "mismatched") return Number.MAX_SAFE_INTEGER;
  const filters = [state, status, needsAttention, reason, isShipped, fromMs, toMs];
  const isSearch = [...filters, refundedFromMs, refundedToMs].some(
    (filter) => filter !== undefined,
  );
  return isSearch ? SLICE : Number.MAX_SAFE_INTEGER;
}

function* slicesOf(
  ranges: readonly NumberRange[],
  isNewest: boolean,
  size: number,
): Generator<NumberRange> {
  for (const { first, last } of ranges) {
    if (isNewest) {
      for (let end = last; end >= first; end -= size) {
        yield { first: Math.max(first, end - size + 1), last: end };
      }
    } else {
      for (let start = first; start <= last; start += size) {
        yield { first: start, last: Math.min(last, start + size - 1) };
      }
    }
  }
}

/**
 * Counts all uploads slice by slice.
 * @param countIn counts those of a range
 */
export async function countInSlices(
  topNumber: number,
  countIn: (range: NumberRange) => Promise<StatusCounts>,
): Promise<StatusCounts> {
  let all = 0;
  const statuses = Object.fromEntries(ORDER_STATUSES.map((status) => [status, 0])) as Record<
    OrderStatus,
    number
  >;
  for (const slice of slicesOf([{ first: 1, last: topNumber }], true, SLICE)) {
    const counted = await countIn(slice);
    all += counted.all;
    for (const status of ORDER_STATUSES) statuses[status] += counted.statuses[status];
    await new Promise(setImmediate);
  }
  return { all, statuses };
}
