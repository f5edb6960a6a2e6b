import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountFault } from "./amount-fault.js";

describe("an amount that is not an integer in fen", () => {
  test.each([
    [1989.9999999999998, "tail", "1990"],
    [19.000000000000004, "tail", "19"],
    ["1989.9999999999998", "tail", "1990"],
    [1990.0000000000002, "tail", "1990"],
    [0.1 + 0.2 - 0.3, "tail", "0"],
    [19.9, "major", "1990"],
    ["19.90", "major", "1990"],
    [" 19.90 ", "major", "1990"],
    ["99.00", "major", "9900"],
    [0.01, "major", "1"],
    ["19.899999999999999", "major", "1990"],
    [19.899999999999995, "major", "1990"],
    [0.1 + 0.2, "major", "30"],
    ["1.99e1", "major", "1990"],
    ["¥19.90", "major", "1990"],
    ["19.9元", "major", "1990"],
    ["¥20", "major", "2000"],
    ["1,990.00", "major", "199000"],
    ["9900", "text", "9900"],
    ["+9900", "text", "9900"],
    ["1e3", "text", "1000"],
    ["1.99e3", "text", "1990"],
    [33.333333, "fraction", "33"],
    ["1990.125", "fraction", "1990"],
  ])("%j is explained as %s, %s fen", (value, kind, wanted) => {
    expect(amountFault(value)).toMatchObject({ kind, values: { wanted } });
  });

  test.each([-1990, -19.9, "-19.90", -1989.9999999999998])("%j is negative", (value) => {
    expect(amountFault(value)).toMatchObject({ kind: "negative" });
  });

  test.each([
    1990,
    0,
    -0,
    1e3,
    "",
    " ",
    "abc",
    "1 990",
    "19.9.0",
    "1,990",
    "19,90",
    "NaN",
    "Infinity",
    "0x10",
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e300,
    "99999999999999999999",
    `1${"0".repeat(99)}`,
    null,
    undefined,
    true,
    {},
    [19.9],
  ])("%j has no known cause", (value) => {
    expect(amountFault(value)).toBeNull();
  });
});

describe("an amount that is not an integer in the minor unit of another currency", () => {
  test.each([
    ["HKD", 19.9, "major", "1990"],
    ["HKD", "19.90 HKD", "major", "1990"],
    ["HKD", 1989.9999999999998, "tail", "1990"],
    ["KWD", 1.99, "major", "1990"],
    ["KWD", 1.995, "major", "1995"],
    ["KWD", 1.9949999999999999, "major", "1995"],
    ["JPY", 1989.9999999999998, "tail", "1990"],
    ["JPY", 1990.5, "fraction", "1991"],
    ["JPY", "1990", "text", "1990"],
    ["JPY", "1990.00", "text", "1990"],
    ["JPY", "1,990.00", "text", "1990"],
    ["JPY", "JPY 1990", "text", "1990"],
  ])("in %s %j is explained as %s, %s", (currency, value, kind, wanted) => {
    expect(amountFault(value, currency)).toMatchObject({ kind, values: { wanted } });
  });

  test.each([
    ["HKD", "¥19.90"],
    ["HKD", "19.9元"],
    ["JPY", 1990],
    ["JPY", "¥1,990"],
  ])("in %s %j has no known cause", (currency, value) => {
    expect(amountFault(value, currency)).toBeNull();
  });
});

test("an amount computed with floating-point numbers is never multiplied by a hundred", () => {
  const seed = Date.now() % 2 ** 31;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000_000 }), (fen) => {
      // The usual mistake: yuan times a hundred.
      const computed = (fen / 100) * 100;
      const fault = amountFault(computed);
      if (Number.isInteger(computed)) expect(fault).toBeNull();
      else
        expect(fault, `${computed} (seed ${seed})`).toMatchObject({
          kind: "tail",
          values: { wanted: `${fen}` },
        });
      // Yuan with two decimals are yuan.
      const yuan = (fen / 100).toFixed(2);
      expect(amountFault(yuan), `${yuan} (seed ${seed})`).toEqual({
        kind: "major",
        values: { found: yuan, wanted: String(fen) },
      });
    }),
    { seed, numRuns: 2000 },
  );
});
