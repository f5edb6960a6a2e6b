import { expect, test } from "vitest";
import { progressOf } from "./order-summary.js";

const none = { shippingProgress: "none", refundProgress: "none" } as const;
const plain = (logistics_type: number) => ({
  ...none,
  details: JSON.stringify({ order_list: [{}], logistics_type }),
});
const combined = (...types: number[]) => ({
  ...none,
  details: JSON.stringify({
    sub_orders: types.map((logistics_type, index) => ({
      order_key: { order_number_type: 2, transaction_id: String(index) },
      logistics_type,
    })),
  }),
});

test("virtual goods and self pick-up need no parcel", () => {
  expect([1, 2, 3, 4].map((type) => progressOf(plain(type)).needsParcel)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("a combined order needs a parcel when one of its sub-orders does, the first or another", () => {
  expect(progressOf(combined(3, 1)).needsParcel).toBe(true);
  expect(progressOf(combined(1, 3)).needsParcel).toBe(true);
  expect(progressOf(combined(3, 4)).needsParcel).toBe(false);
});
