import * as fc from "fast-check";
import { expect, test } from "vitest";
import { escapeNul, listAsJson, unescapeNul } from "./nul.js";

const ESCAPE = "\u{10FFFE}";
const text = fc
  .array(fc.oneof(fc.constantFrom("\0", "\\", "u0000", '"', ESCAPE, "0", "1"), fc.string()))
  .map((parts) => parts.join(""));

test("a text is read as it was stored, and stored without U+0000", () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(escapeNul(given)).not.toContain("\0");
      expect(unescapeNul(escapeNul(given))).toBe(given);
    }),
  );
});

test("a half of a surrogate pair in a list becomes U+FFFD, as the drivers write it", () => {
  const list = ["a\ud800b", "\udfff", "\ud83d\udecd", "\\ud800"];
  expect(JSON.parse(listAsJson(list))).toEqual(list.map((given) => Buffer.from(given).toString()));
});

test("a text in a list is stored as the same text in a column", () => {
  fc.assert(
    fc.property(fc.array(text), (given) => {
      const stored: unknown = JSON.parse(escapeNul(listAsJson(given)));
      expect(stored).toEqual(given.map(escapeNul));
    }),
  );
});
