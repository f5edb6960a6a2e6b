import { text } from "@dingdan/contract";
import { Problem } from "./problem.js";

/** How many items a page has unless told. */
export const PAGE_SIZE = 20;

/** Where the next page begins, as an opaque text. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/**
 * The position that {@link encodeCursor} wrote.
 * @throws Problem when the text is none of ours
 */
export function decodeCursor<Position extends readonly (string | number)[]>(
  cursor: string | undefined,
  kinds: { readonly [I in keyof Position]: Position[I] extends number ? "number" : "string" },
): Position | null {
  if (cursor === undefined) return null;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const fits =
      Array.isArray(position) &&
      position.length === kinds.length &&
      position.every((part, index) => isOf(kinds[index] as string, part));
    if (fits) return position as unknown as Position;
  } catch {
    // Not JSON: the problem below says so.
  }
  throw new Problem(
    400,
    text(
      "cursor is not one that a page gave: leave it out to begin anew.",
      "cursor 不是上一页返回的值：不传即从头开始。",
    ),
  );
}

/** Places are counted in whole numbers: a database would stumble over another. */
const isOf = (kind: string, part: unknown): boolean =>
  kind === "number" ? Number.isSafeInteger(part) : typeof part === kind;

/** A page of at most `limit` items, of which one more was read to see whether there is another. */
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
