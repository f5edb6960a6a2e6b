import * as fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance } from "./edit-distance.js";

test.each([
  ["", "", 0],
  ["mchid", "mchid", 0],
  ["", "mchid", 5],
  ["mchid", "", 5],
  ["mch_id", "mchid", 1],
  ["mchi", "mchid", 1],
  ["mchit", "mchid", 1],
  ["mchdi", "mchid", 1],
  ["cmhdi", "mchid", 2],
  ["kitten", "sitting", 3],
  ["a", "bc", 2],
  ["ab", "c", 2],
])("%j and %j differ by the expected number of changes", (from, to, changes) => {
  expect(editDistance(from, to)).toBe(changes);
});

test("the distance is symmetric, and one more character changes it by at most 1", () => {
  const few = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
  fc.assert(
    fc.property(few, few, (from, to) => {
      const changes = editDistance(from, to);
      expect(editDistance(to, from)).toBe(changes);
      expect(Math.abs(editDistance(`${from}x`, to) - changes)).toBeLessThanOrEqual(1);
      expect(changes === 0).toBe(from === to);
    }),
  );
});
