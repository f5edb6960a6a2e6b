import { expect, test } from "vitest";
import { reasonOf } from "../console/src/requests/reason-of.js";

const explanation = {
  title: "the item's name is empty",
  summary: "the item's name is empty: order_list[0].item_list[0].name",
  field: "order_list[0].item_list[0].name",
  hint: "Send the item's name.",
  diagnoses: [],
};

test("a reason does not repeat the field, which is shown by itself", () => {
  expect(reasonOf({ message: "", explanation })).toEqual({
    title: "the item's name is empty",
    why: "",
    next: "Send the item's name.",
  });
});

test("a reason says what the code's title does not", () => {
  const summary = "the item's name is empty: it has only spaces";
  expect(reasonOf({ message: "", explanation: { ...explanation, summary } }).why).toBe(
    "it has only spaces",
  );
});
