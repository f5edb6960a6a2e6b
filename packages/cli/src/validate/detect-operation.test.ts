import { OPERATIONS, type OperationKey } from "@dingdan/contract";
import { expect, test } from "vitest";
import { detectOperation } from "./detect-operation.js";

const DETECTED: readonly OperationKey[] = [
  "uploadShoppingInfo",
  "uploadCombinedShoppingInfo",
  "uploadShippingInfo",
  "uploadCombinedShippingInfo",
  "secUploadShippingInfo",
  "secUploadCombinedShippingInfo",
  "secGetOrderList",
  "secNotifyConfirmReceive",
  "secOpSpecialOrder",
];

test.each(DETECTED)("the example of %s is detected by its members", (key) => {
  expect(detectOperation(OPERATIONS[key].example.request)).toBe(key);
});

const { shipping_list: list, ...UPLOAD } = OPERATIONS.secUploadShippingInfo.example.request;

test.each([
  ["in camelCase", { orderKey: {}, logisticsType: 1, shippingList: [{ itemDesc: "茶" }] }],
  ["without a description", { ...UPLOAD, shipping_list: [{ tracking_no: "1" }] }],
  ["with an object for a list", { ...UPLOAD, shipping_list: list[0] }],
  ["with a list that lost its order", { ...UPLOAD, shipping_list: { 1: list[0] } }],
  ["without a logistics_type", { shipping_list: list }],
])("an upload %s is one of shipping information management", (_, body) => {
  expect(detectOperation(body)).toBe("secUploadShippingInfo");
});

test.each([{}, [], null, "order_key=1", { order_key: {}, payer: {} }, { transaction_id: "42" }])(
  "%j does not show its operation",
  (body) => {
    expect(detectOperation(body)).toBeNull();
  },
);
