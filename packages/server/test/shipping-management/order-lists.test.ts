import { afterEach, beforeEach, expect, test } from "vitest";
import type { Loose } from "../support/requests.js";
import { MCHID, OPENID, OUT_TRADE_NO, Shop, sec, secUpload } from "./support/shop.js";

/* What the lists of orders show of a shipment that only shipping information management knows. */

let shop: Shop;

beforeEach(async () => {
  shop = await Shop.open();
  await shop.paid();
  await shop.merchant.call("/user-order/orders", {
    order_key: { order_number_type: 1, mchid: MCHID, out_trade_no: OUT_TRADE_NO },
    order_list: [
      {
        merchant_order_no: "order-1",
        order_detail_jump_link: { type: 1, url: "https://shop.example/orders/1" },
        item_list: [
          {
            name: "雨伞",
            unit_price: 12_800,
            quantity: 1,
            item_detail_jump_link: { type: 1, url: "https://shop.example/items/1" },
          },
        ],
      },
    ],
    payer: { openid: OPENID },
    logistics_type: 1,
    upload_time: "2026-11-20T10:01:00+08:00",
  });
  await shop.wait(360);
  const audit = { result: "approved" };
  await shop.platform.admin("POST", `/apps/${shop.merchant.appid}/audit`, audit);
});
afterEach(() => shop.close());

test("an order that only shipping information management shipped is in no list of orders to ship", async () => {
  const buyer = await shop.platform.buyer(shop.merchant.appid, OPENID);
  const list = async (query: string) =>
    (await buyer.get<{ items: Loose[] }>(`/orders${query}`)).body.items;
  const listed = async () => ({
    toShip: await list("?state=to_ship"),
    shipped: await list("?state=shipped"),
  });
  const before = await listed();
  expect(before.toShip).toMatchObject([{ state: "to_ship", statuses: ["to_ship"] }]);
  expect(before.shipped).toEqual([]);

  const reply = await shop.merchant.call(sec("upload_shipping_info"), secUpload());
  expect(reply).toMatchObject({ errcode: 0 });

  const after = await listed();
  expect(after.toShip).toEqual([]);
  expect(after.shipped).toMatchObject([{ state: "shipped", statuses: ["shipped"] }]);
  const [order] = await list("");
  expect(order).toEqual(after.shipped[0]);
  const page = await buyer.get<Loose>(`/orders/${String(order?.["id"])}`);
  expect(page.body).toMatchObject({ statuses: ["shipped"] });
  const { body } = await shop.platform.admin<{ items: Loose[] }>("GET", "/orders?status=shipped");
  expect(body.items).toMatchObject([{ id: order?.["id"], statuses: ["shipped"] }]);
});
