import { orderKeyText } from "@dingdan/contract";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { orderIdOf, orderPlaceOf } from "./order-id.js";

const characters = (of: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...of.split("")), minLength: 1, maxLength });

const LETTERS = "0123456789ABCXYZabcxyz";
const appid = characters(`${LETTERS}_-`, 32);
const number = characters(`${LETTERS}_-*|@`, 64);
const orderKey = fc.oneof(
  fc.record({ order_number_type: fc.constant(1 as const), mchid: number, out_trade_no: number }),
  fc.record({ order_number_type: fc.constant(2 as const), transaction_id: number }),
);

test("an order's id decodes to the order's app and order key", () => {
  fc.assert(
    fc.property(appid, orderKey, (app, key) => {
      const place = { appid: app, orderKey: orderKeyText(key) };

      expect(orderPlaceOf(orderIdOf(place))).toEqual(place);
    }),
  );
});

test("an order's id needs no escaping in a URL", () => {
  fc.assert(
    fc.property(appid, orderKey, (app, key) => {
      expect(orderIdOf({ appid: app, orderKey: orderKeyText(key) })).toMatch(/^[\w-]+$/);
    }),
  );
});

test("two orders never share an id", () => {
  fc.assert(
    fc.property(appid, orderKey, appid, orderKey, (appA, keyA, appB, keyB) => {
      const a = { appid: appA, orderKey: orderKeyText(keyA) };
      const b = { appid: appB, orderKey: orderKeyText(keyB) };
      fc.pre(a.appid !== b.appid || a.orderKey !== b.orderKey);

      expect(orderIdOf(a)).not.toBe(orderIdOf(b));
    }),
  );
});

const ID = orderIdOf({ appid: "wx1", orderKey: "2:42" });
const idOf = (value: string) => Buffer.from(value).toString("base64url");

test.each([
  ["an empty text", ""],
  ["a text that is not base64url", "%%%"],
  ["an id with a character appended", `${ID}A`],
  ["an id in padded base64", `${ID}==`],
  ["an id with a blank", ` ${ID}`],
  ["an order key without an app", idOf("2:42")],
  ["an app without an order key", idOf("wx1 ")],
  ["a form that no order number has", idOf("wx1 3:42")],
  ["control characters", idOf("wx1 2:4\u00002")],
  ["letters beyond ASCII", idOf("wx1 2:订单")],
  ["a path", idOf("../x 2:42")],
])("%s is not an order id", (_, id) => {
  expect(orderPlaceOf(id)).toBeNull();
});

test("any text is read as an id or as null, and never causes an error", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (id) => {
      const place = orderPlaceOf(id);

      expect(place === null || orderIdOf(place) === id).toBe(true);
    }),
  );
});
