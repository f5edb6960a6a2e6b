import { ERROR_CATALOGUE } from "@dingdan/contract";
import { expect, test } from "vitest";
import { explanationOf } from "./explanation.js";

test("every code of the catalogue is explained by its number and by its name", () => {
  for (const row of ERROR_CATALOGUE) {
    const byCode = explanationOf(String(row.code));
    expect(byCode.kind === "error" && byCode.errors.map((error) => error.row)).toContainEqual(row);
    expect(explanationOf(row.name.toLowerCase())).toMatchObject({ errors: [{ row }] });
  }
});

test("a code lists the operations that return it", () => {
  const explanation = explanationOf("268485206");
  const names =
    explanation.kind === "error" &&
    explanation.errors.flatMap(({ operations }) => operations.map(({ name }) => name));
  expect(names).toContain("uploadShoppingInfo");
  expect(names).not.toContain("getOrder");
});

test("a code that two products share is explained once for each", () => {
  const explanation = explanationOf("268485226");
  const names = explanation.kind === "error" && explanation.errors.map(({ row }) => row.name);
  expect(names).toEqual(["TRACKING_NO_MISSING", "TRADE_TRACKING_NO_EMPTY"]);
});

test("0 is success and -1 is an error", () => {
  expect(explanationOf("0")).toEqual({ kind: "ok" });
  expect(explanationOf("-1")).toMatchObject({ errors: [{ row: { name: "SYSTEM_ERROR" } }] });
});

test("a verify_result is explained with and without its description", () => {
  expect(explanationOf("NOT_PAID")).toMatchObject({ kind: "verify_result", code: "NOT_PAID" });
  expect(explanationOf("not_paid: no completed payment for it yet")).toMatchObject({
    kind: "verify_result",
  });
});

test("a rid shows its time, alone or at the end of an errmsg", () => {
  const expected = {
    kind: "rid",
    rid: "65577ea9-01bfdbee-79769285",
    timeMs: Date.parse("2023-11-17T14:54:33Z"),
  };
  expect(explanationOf("65577EA9-01bfdbee-79769285")).toEqual(expected);
  expect(explanationOf("invalid appid rid: 65577ea9-01bfdbee-79769285")).toEqual(expected);
});

test.each([
  ["26848520", 268485206], // a digit lost
  ["268485260", 268485206], // two digits swapped
  ["mchid_missin", 268485196],
])("%s is not a code; similar codes are suggested", (asked, code) => {
  const explanation = explanationOf(asked);
  const codes = explanation.kind === "unknown" && explanation.nearest.map((row) => row.code);
  expect(codes).toContain(code);
});

test("a question unlike any code gets no suggestions", () => {
  expect(explanationOf("nonsense")).toEqual({ kind: "unknown", nearest: [] });
});
