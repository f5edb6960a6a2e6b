import { expect, test } from "vitest";
import { type DeliveryHistory, nextHistories } from "./delivery-history.js";
import type { StoredDelivery } from "./shipping.js";

const PARCEL = { tracking_no: "YT1", express_company: "YTO" };

const aDelivery = (given: Partial<StoredDelivery>): StoredDelivery => ({
  appid: "wx1",
  orderKey: "2:4200",
  subOrderKey: "",
  uploadTime: "2022-05-20T13:40:00+08:00",
  uploadInstant: "2022-05-20T05:40:00Z" as StoredDelivery["uploadInstant"],
  receivedAtMs: 1,
  delivery: JSON.stringify({ delivery_mode: 1, shipping_list: [PARCEL] }),
  history: null,
  ...given,
});

test("the first logistics of an order have no history", () => {
  expect(nextHistories([])("")).toBeNull();
});

test("the first logistics of a second sub-order follow those of the first", () => {
  const first = aDelivery({ subOrderKey: "1:m:a" });
  expect(nextHistories([first])("1:m:b")).toEqual({ sequence: 1, past: [], isFull: false });
});

test("contacts of a replaced parcel are not kept", () => {
  const contact = { receiver_contact: "138****1234" };
  const delivery = JSON.stringify({ delivery_mode: 1, shipping_list: [{ ...PARCEL, contact }] });
  const past = nextHistories([aDelivery({ delivery })])("")?.past;
  expect(past?.[0]?.delivery).toEqual({ delivery_mode: 1, shipping_list: [PARCEL] });
});

test.each([
  ["replaced again and again", 1, 20],
  ["with much in each", 100, 3],
])("logistics that are %s fill the history, which then stays", (_, parcelCount, kept) => {
  const shipping_list = Array.from({ length: parcelCount }, (__, index) => ({
    ...PARCEL,
    tracking_no: `YT-${index}-${"x".repeat(100)}`,
  }));
  const delivery = JSON.stringify({ delivery_mode: 1, shipping_list });
  let history: DeliveryHistory | null = null;
  for (let upload = 0; upload < 30; upload++) {
    history = nextHistories([aDelivery({ delivery, history })])("");
  }
  expect(history).toMatchObject({ sequence: 30, isFull: true });
  expect(history?.past).toHaveLength(kept);
});
