import { expect, test } from "vitest";
import { mismatchDetail, shownMismatchDetail } from "./mismatch-texts.js";

test.each([
  ["payer", "the uploaded openid is not the payer's", "上传的 openid 不是付款人的 openid"],
  [
    "sub_orders",
    "sub_orders[1].order_key does not agree with the parts of the payment",
    "sub_orders[1].order_key 与支付的各笔子支付不一致",
  ],
  ["other_app", "the payment belongs to another app", "该笔支付属于另一个应用"],
] as const)("%s is read in both languages", (cause, en, zh) => {
  const stored = mismatchDetail(cause, "sub_orders[1].order_key");
  expect(stored).toBe(en);
  expect(shownMismatchDetail(stored, "en")).toBe(en);
  expect(shownMismatchDetail(stored, "zh")).toBe(zh);
});

test("a sentence of another version stays as it is", () => {
  expect(shownMismatchDetail("the amounts differ", "zh")).toBe("the amounts differ");
});
