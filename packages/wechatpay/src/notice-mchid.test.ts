import { expect, test } from "vitest";
import { noticeMchid } from "./notice-mchid.js";

test.each([
  ["the merchant of an ordinary payment", { mchid: "1" }, "1"],
  ["the provider, not the sub-merchant", { sp_mchid: "2", sub_mchid: "3" }, "2"],
  ["the combining merchant", { combine_mchid: "4", sub_orders: [{ mchid: "5" }] }, "4"],
  ["the merchant whose number is written as one", { mchid: 1900000109 }, "1900000109"],
  [
    "the merchant beside numbers without a value",
    { combine_mchid: "", sp_mchid: null, mchid: "1" },
    "1",
  ],
  ["no known merchant of an object with an empty text", { mchid: "" }, null],
  ["no known merchant of an object that names none", { mchid: null }, null],
  ["no known merchant of null", null, null],
  ["no known merchant of a text", "1900000109", null],
])("WeChat Pay notifies %s", (_, object, mchid) => {
  expect(noticeMchid(object)).toBe(mchid);
});
