import { DELIVERY_MODE } from "@dingdan/contract";
import { expect, test } from "vitest";
import { shippingProgressOf } from "./shipping-progress.js";

const KEY = { order_number_type: 2, transaction_id: "4-A" };
const LINK = { type: 1, url: "https://shop.example/1" };

const orderOf = (...ids: (string | undefined)[]) => ({
  merchant_order_no: "m",
  order_detail_jump_link: LINK,
  item_list: ids.map((id) => ({
    ...(id === undefined ? {} : { merchant_item_id: id }),
    name: "杯子",
    unit_price: 1,
    quantity: 3,
  })),
});

const plain = (...orders: ReturnType<typeof orderOf>[]) => ({
  details: JSON.stringify({ order_list: orders, logistics_type: 1 }),
});

const combined = {
  details: JSON.stringify({
    sub_orders: ["4-A", "4-B"].map((transaction_id) => ({
      order_key: { ...KEY, transaction_id },
      ...orderOf("1"),
      logistics_type: 1,
    })),
  }),
};

/** A combined upload of goods to ship, 4-A, and of virtual goods, 4-B. */
const partlyVirtual = {
  details: JSON.stringify({
    sub_orders: ["4-A", "4-B"].map((transaction_id, index) => ({
      order_key: { ...KEY, transaction_id },
      ...orderOf("1"),
      logistics_type: index === 0 ? 1 : 3,
    })),
  }),
};

const unified = (subOrderKey = "") => ({
  subOrderKey,
  delivery: JSON.stringify({
    delivery_mode: DELIVERY_MODE.UNIFIED_DELIVERY,
    shipping_list: [{ tracking_no: "T", express_company: "ZTO" }],
  }),
});

const split = (...parcels: string[][]) => ({
  subOrderKey: "",
  delivery: JSON.stringify({
    delivery_mode: DELIVERY_MODE.SPLIT_DELIVERY,
    shipping_list: parcels.map((ids) => ({
      tracking_no: "T",
      express_company: "ZTO",
      item_list: ids.map((merchant_item_id) => ({ merchant_item_id })),
    })),
  }),
});

test.each([
  ["nothing was sent", plain(orderOf("1", "2")), [], "none"],
  ["one parcel holds the whole order", plain(orderOf("1", "2")), [unified()], "all"],
  ["a parcel lists one of two items", plain(orderOf("1", "2")), [split(["1"])], "part"],
  ["a parcel lists an item, whatever its quantity", plain(orderOf("1")), [split(["1"])], "all"],
  ["two parcels list the items", plain(orderOf("1", "2")), [split(["2"], ["1"])], "all"],
  ["two parcels list one item", plain(orderOf("1", "2")), [split(["1"], ["1"])], "part"],
  ["the items of one of two orders", plain(orderOf("1"), orderOf("2")), [split(["2"])], "part"],
  ["an item that cannot be listed", plain(orderOf("1", undefined)), [split(["1"])], "all"],
  ["one of two sub-orders", combined, [unified("2:4-B")], "part"],
  ["the only sub-order that needs a parcel", partlyVirtual, [unified("2:4-A")], "all"],
  ["only the sub-order that needs none", partlyVirtual, [unified("2:4-B")], "part"],
  ["both sub-orders", combined, [unified("2:4-A"), unified("2:4-B")], "all"],
] as const)("%s", (_, upload, shipped, progress) => {
  expect(shippingProgressOf(upload, shipped)).toBe(progress);
});
