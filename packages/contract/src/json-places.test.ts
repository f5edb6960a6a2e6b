import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson } from "./json-places.js";

const REQUEST = `{
  "order_key": {
    "mchid": ""
  },
  "order_list": [
    { "merchant_order_no": "1" },
    {
      "item_list": [{ "name": "a" },
        { "name": "b" }]
    }
  ]
}`;

describe("the line of a member", () => {
  const reading = readJson(REQUEST);
  const lineOf = reading.kind === "value" ? reading.lineOf : () => 0;

  test.each([
    ["order_key", 2],
    ["order_key.mchid", 3],
    ["order_list[0].merchant_order_no", 6],
    ["order_list[1]", 7],
    ["order_list[1].item_list[0].name", 8],
    ["order_list[1].item_list[1].name", 9],
  ])("%s is on line %i", (path, line) => {
    expect(lineOf(path)).toBe(line);
  });

  test("an absent member gets the line of the nearest object around it", () => {
    expect(lineOf("order_key.out_trade_no")).toBe(2);
    expect(lineOf("order_list[1].item_list[1].item_detail_jump_link.type")).toBe(9);
    expect(lineOf("payer.openid")).toBe(1);
    expect(lineOf("")).toBe(1);
  });

  test("if a name occurs twice, the last one counts, as for JSON.parse", () => {
    const twice = readJson('{\n"a": 1,\n"a": 2}');
    expect(twice).toMatchObject({ kind: "value", value: { a: 2 } });
    expect(twice.kind === "value" && twice.lineOf("a")).toBe(3);
  });

  test("names with escapes and Chinese characters are found", () => {
    const source = '{\n"\\u8ba2\\u5355": {\n"单号": 1}}';
    const escaped = readJson(source);
    expect(escaped.kind === "value" && escaped.lineOf("订单.单号")).toBe(3);
  });

  test("very deep nesting does not break the reading", () => {
    const deep = readJson(`{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`);
    expect(deep.kind === "value" && deep.lineOf("a[0][0].b")).toBe(1);
  });
});

describe("the position of a syntax error", () => {
  test.each([
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, "a comma or } is expected here"],
    ['{\n  "a": 1,\n}', 3, 1, "a comma may not stand before the end"],
    ["[1,\n2,\n]", 3, 1, "a comma may not stand before the end"],
    ['{"a": 1', 1, 8, "the text ends too early"],
    ['{"a" 1}', 1, 6, "a colon is expected here"],
    ["{a: 1}", 1, 2, 'a member name in "quotation marks" is expected'],
    ["{'a': 1}", 1, 2, 'a member name in "quotation marks" is expected'],
    ['{"a": undefined}', 1, 7, "a value is expected here"],
    ['{"a": 01}', 1, 8, "a comma or } is expected here"],
    ['{"a": "\\x"}', 1, 8, "no escape begins like this"],
    ['{"订单": "b\n"}', 1, 10, "a string may not hold a line break"],
    ['{"a": "b', 1, 9, "the text ends too early"],
    ["{} {}", 1, 4, "nothing more may follow the JSON document"],
    ["", 1, 1, "the text ends too early"],
  ])("%j: line %i, column %i", (source, line, column, reason) => {
    const reading = readJson(source);
    if (reading.kind !== "fault") throw new Error("it was read as JSON");
    expect(reading.fault).toMatchObject({ line, column });
    expect(reading.fault.reason.en).toContain(reason);
  });

  test("a syntax error is never reported before the character that was changed", () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      to: fc.string(),
    });
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), change, (source, { at, to }) => {
        const offset = Math.floor(at * source.length);
        const reading = readJson(source.slice(0, offset) + to + source.slice(offset + 1));
        if (reading.kind === "value") return;
        expect(reading.fault.line).toBe(1);
        expect(reading.fault.column - 1).toBeGreaterThanOrEqual(
          Array.from(source.slice(0, offset)).length - tokenLength(source, offset),
        );
      }),
    );
  });
});

/** A malformed number or word is reported at its beginning: `tru!` at the `t`. */
function tokenLength(source: string, offset: number): number {
  return /[-+.\w]*$/.exec(source.slice(0, offset))?.[0].length ?? 0;
}
