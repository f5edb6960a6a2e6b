import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCursor, encodeCursor, pageOf } from "./cursor.js";
import { Problem } from "./problem.js";

describe("a cursor", () => {
  test("decodes to the position that it encodes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.maxSafeNat(), (appid, number) => {
        const cursor = encodeCursor([appid, number]);

        expect(decodeCursor<[string, number]>(cursor, ["string", "number"])).toEqual([
          appid,
          number,
        ]);
      }),
    );
  });

  test("needs no escaping in a URL", () => {
    expect(encodeCursor([1653024574000, 7])).toMatch(/^[\w-]+$/);
  });

  test("that is omitted means the beginning of the list", () => {
    expect(decodeCursor<[number]>(undefined, ["number"])).toBeNull();
  });

  test.each([
    ["empty", ""],
    ["not base64url", "%%%"],
    ["cut off", encodeCursor([1653024574000]).slice(0, -2)],
    ["of another list, whose positions are longer", encodeCursor([1, 2])],
    ["of another list, whose positions are shorter", encodeCursor([])],
    ["of another list, whose positions are texts", encodeCursor(["1"])],
    ["of a fraction", encodeCursor([1.5])],
    ["of a number that is too large", Buffer.from("[1e300]").toString("base64url")],
    ["of an infinite number", Buffer.from("[1e400]").toString("base64url")],
    ["not an array", Buffer.from("7").toString("base64url")],
    ["null", Buffer.from("null").toString("base64url")],
    ["an object with a length", Buffer.from('{"length":1}').toString("base64url")],
  ])("that is %s is rejected with the next step", (_, cursor) => {
    const decode = () => decodeCursor<[number]>(cursor, ["number"]);

    expect(decode).toThrow(Problem);
    expect(decode).toThrow("omit it to start from the beginning");
  });
});

test("a refused cursor is named as the parameter that it was passed in", () => {
  const decode = () => decodeCursor<[number]>("x", ["number"], "after");

  expect(decode).toThrow("after is not");
});

describe("a page", () => {
  const show = (item: number) => `item ${item}`;
  const positionOf = (last: number) => [last];

  test("ends with the cursor of the next page when there are more items", () => {
    const page = pageOf([9, 8, 7], 2, show, positionOf);

    expect(page).toEqual({ items: ["item 9", "item 8"], next_cursor: encodeCursor([8]) });
  });

  test.each([[[9, 8]], [[9]], [[]]])("has no next_cursor when %j is all that was read", (items) => {
    expect(pageOf(items, 2, show, positionOf)).toEqual({ items: items.map(show) });
  });
});
