import { text } from "@dingdan/contract";
import { invalidRequest } from "./problem.js";

/** How many items a page has by default. */
export const PAGE_SIZE = 20;

type Parts = readonly (string | number)[];

/**
 * The cursors of one list: the position at which its next page begins, as an opaque text. A cursor names
 * its list, since many lists have positions of the same kind and would take each other's for their own.
 */
export class Cursors<Position extends Parts> {
  readonly #list: string;
  readonly #kinds: readonly ("number" | "string")[];

  /**
   * @param list the operation that lists, unique among all lists
   * @param kinds what the parts of a position are
   */
  constructor(
    list: string,
    kinds: { readonly [I in keyof Position]: Position[I] extends number ? "number" : "string" },
  ) {
    this.#list = list;
    this.#kinds = kinds;
  }

  write(position: Position): string {
    return Buffer.from(JSON.stringify([this.#list, ...position])).toString("base64url");
  }

  /**
   * The position in a cursor of {@link write}; null for no cursor.
   * @param path the parameter that has the cursor
   * @throws Problem when {@link write} of this list did not write the text
   */
  read(cursor: string | undefined, path = "cursor"): Position | null {
    if (cursor === undefined) return null;
    const [list, ...position] = partsOf(cursor);
    if (list === this.#list && this.#isPosition(position)) return position as unknown as Position;
    const isOfOther = typeof list === "string" && list !== this.#list && LIST_NAME.test(list);
    throw invalidRequest([{ path, reason: isOfOther ? otherList(list, this.#list) : NO_CURSOR }]);
  }

  /** A page of at most `limit` items. The caller read one item more, to learn whether there is a next page. */
  page<Item, Shown>(
    items: readonly Item[],
    limit: number,
    show: (item: Item) => Shown,
    positionOf: (last: Item) => Position,
  ): { items: Shown[]; next_cursor?: string } {
    const shown = items.slice(0, limit);
    const last = shown.at(-1);
    const hasMore = items.length > limit && last !== undefined;
    return {
      items: shown.map(show),
      ...(hasMore ? { next_cursor: this.write(positionOf(last)) } : {}),
    };
  }

  #isPosition(parts: readonly unknown[]): boolean {
    return (
      parts.length === this.#kinds.length &&
      parts.every((part, index) => isOf(this.#kinds[index] as string, part))
    );
  }
}

/** What a cursor holds; nothing for a text that is no cursor. */
function partsOf(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** A name that is printed in a message. */
const LIST_NAME = /^[a-zA-Z]{1,40}$/;

const otherList = (list: string, own: string) =>
  text(
    `is a cursor of ${list}, another list: pass one of ${own}, or omit it to start from the beginning`,
    `是另一个列表 ${list} 的游标：请传入 ${own} 返回的游标，不传即从头开始`,
  );

const NO_CURSOR = text(
  "is not a next_cursor of an earlier page: omit it to start from the beginning",
  "不是上一页返回的值：不传即从头开始",
);

/** The numbers of a position are integers: the database rejects any other number. */
const isOf = (kind: string, part: unknown): boolean =>
  kind === "number" ? Number.isSafeInteger(part) : typeof part === kind;
