import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCursor, encodeCursor, pageOf } from "./cursor.js";
import { Problem } from "./problem.js";

describe("a cursor", () => {
  test("leads back to the position that it was made of", () => {
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

  test("can stand in an address as it is", () => {
    expect(encodeCursor([1653024574000, 7])).toMatch(/^[\w-]+$/);
  });

  test("left out means the beginning", () => {
    expect(decodeCursor<[number]>(undefined, ["number"])).toBeNull();
  });

  test.each([
    ["empty", ""],
    ["no base64url", "%%%"],
    ["cut off", encodeCursor([1653024574000]).slice(0, -2)],
    ["of another list, whose positions are longer", encodeCursor([1, 2])],
    ["of another list, whose positions are shorter", encodeCursor([])],
    ["of another list, whose positions are texts", encodeCursor(["1"])],
    ["of a fraction", encodeCursor([1.5])],
    ["of more than any list has", Buffer.from("[1e300]").toString("base64url")],
    ["endless", Buffer.from("[1e400]").toString("base64url")],
    ["no list", Buffer.from("7").toString("base64url")],
    ["nothing", Buffer.from("null").toString("base64url")],
    ["the name of a list's member", Buffer.from('{"length":1}').toString("base64url")],
  ])("that is %s is the caller's fault, and the problem says what to do", (_, cursor) => {
    const decode = () => decodeCursor<[number]>(cursor, ["number"]);

    expect(decode).toThrow(Problem);
    expect(decode).toThrow("leave it out to begin anew");
  });
});

describe("a page", () => {
  const show = (item: number) => `item ${item}`;
  const positionOf = (last: number) => [last];

  test("of which more was read ends with where the next one begins", () => {
    const page = pageOf([9, 8, 7], 2, show, positionOf);

    expect(page).toEqual({ items: ["item 9", "item 8"], next_cursor: encodeCursor([8]) });
  });

  test.each([[[9, 8]], [[9]], [[]]])("that %j fills or less is the last", (items) => {
    expect(pageOf(items, 2, show, positionOf)).toEqual({ items: items.map(show) });
  });
});
