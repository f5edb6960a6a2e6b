import { text } from "@dingdan/contract";
import { invalidRequest } from "./problem.js";

/** How many items a page has by default. */
export const PAGE_SIZE = 20;

/** The position at which the next page begins, as an opaque text. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/**
 * The position in a cursor of {@link encodeCursor}; null for no cursor.
 * @param path the parameter that has the cursor
 * @throws Problem when {@link encodeCursor} did not write the text
 */
export function decodeCursor<Position extends readonly (string | number)[]>(
  cursor: string | undefined,
  kinds: { readonly [I in keyof Position]: Position[I] extends number ? "number" : "string" },
  path = "cursor",
): Position | null {
  if (cursor === undefined) return null;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const isPosition =
      Array.isArray(position) &&
      position.length === kinds.length &&
      position.every((part, index) => isOf(kinds[index] as string, part));
    if (isPosition) return position as unknown as Position;
  } catch {
    // Not JSON: the problem below reports it.
  }
  throw invalidRequest([{ path, reason: NO_CURSOR }]);
}

const NO_CURSOR = text(
  "is not a next_cursor of an earlier page: omit it to start from the beginning",
  "不是上一页返回的值：不传即从头开始",
);

/** The numbers of a position are integers: the database rejects any other number. */
const isOf = (kind: string, part: unknown): boolean =>
  kind === "number" ? Number.isSafeInteger(part) : typeof part === kind;

/** A page of at most `limit` items. The caller read one item more, to learn whether there is a next page. */
export function pageOf<Item, Shown>(
  items: readonly Item[],
  limit: number,
  show: (item: Item) => Shown,
  positionOf: (last: Item) => readonly (string | number)[],
): { items: Shown[]; next_cursor?: string } {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = items.length > limit && last !== undefined;
  return {
    items: shown.map(show),
    ...(hasMore ? { next_cursor: encodeCursor(positionOf(last)) } : {}),
  };
}
