import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Cursors } from "./cursor.js";
import { Problem } from "./problem.js";

const NUMBERS = new Cursors<[number]>("listNumbers", ["number"]);
const PLACES = new Cursors<[string, number]>("listPlaces", ["string", "number"]);

/** A cursor with any content, as a text that was made up. */
const madeUp = (content: string) => Buffer.from(content).toString("base64url");

describe("a cursor", () => {
  test("decodes to the position that it encodes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.maxSafeNat(), (appid, number) => {
        expect(PLACES.read(PLACES.write([appid, number]))).toEqual([appid, number]);
      }),
    );
  });

  test("needs no escaping in a URL", () => {
    expect(PLACES.write(["ÿ>?", 1653024574000])).toMatch(/^[\w-]+$/);
  });

  test("that is omitted means the beginning of the list", () => {
    expect(NUMBERS.read(undefined)).toBeNull();
  });

  test.each([
    ["empty", ""],
    ["not base64url", "%%%"],
    ["cut off", NUMBERS.write([1653024574000]).slice(0, -2)],
    ["of more parts", madeUp('["listNumbers",1,2]')],
    ["of fewer parts", madeUp('["listNumbers"]')],
    ["of a text", madeUp('["listNumbers","1"]')],
    ["of a fraction", madeUp('["listNumbers",1.5]')],
    ["of a number that is too large", madeUp('["listNumbers",1e300]')],
    ["of an infinite number", madeUp('["listNumbers",1e400]')],
    ["of no list", madeUp("[1]")],
    ["of a list that no message can name", madeUp('["<b>",1]')],
    ["not an array", madeUp("7")],
    ["null", madeUp("null")],
    ["an object with a length", madeUp('{"length":1}')],
  ])("that is %s is rejected with the next step", (_, cursor) => {
    const decode = () => NUMBERS.read(cursor);

    expect(decode).toThrow(Problem);
    expect(decode).toThrow("omit it to start from the beginning");
  });

  test("of another list is rejected, whose positions are of the same kind", () => {
    const others = new Cursors<[number]>("listOthers", ["number"]);

    expect(() => NUMBERS.read(others.write([1]))).toThrow(
      "cursor is a cursor of listOthers, another list: pass one of listNumbers",
    );
  });
});

test("a refused cursor is named as the parameter that it was passed in", () => {
  const decode = () => NUMBERS.read("x", "after");

  expect(decode).toThrow("after is not");
});

describe("a page", () => {
  const show = (item: number) => `item ${item}`;
  const positionOf = (last: number): [number] => [last];

  test("ends with the cursor of the next page when there are more items", () => {
    const page = NUMBERS.page([9, 8, 7], 2, show, positionOf);

    expect(page).toEqual({ items: ["item 9", "item 8"], next_cursor: NUMBERS.write([8]) });
  });

  test.each([[[9, 8]], [[9]], [[]]])("has no next_cursor when %j is all that was read", (items) => {
    expect(NUMBERS.page(items, 2, show, positionOf)).toEqual({ items: items.map(show) });
  });
});
