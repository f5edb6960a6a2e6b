import { expect, test } from "vitest";
import { orderFilterOf } from "./order-filter.js";

test("orders that need attention can be asked for together with a status", () => {
  const filter = orderFilterOf({ attention: "true", status: "to_ship" });

  expect(filter).toEqual({ needsAttention: true, status: "to_ship", sort: "newest" });
});

test.each([
  ["a text is searched without the spaces around it", " 龙井 tea\t", { text: "龙井 tea" }],
  ["a text of spaces only is not searched", " \u3000", {}],
])("%s", (_, q, expected) => {
  expect(orderFilterOf({ q })).toEqual({ ...expected, sort: "newest" });
});
