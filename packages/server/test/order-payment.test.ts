import { afterAll, beforeAll, expect, test } from "vitest";
import { type Merchant, Platform } from "./support/platform.js";
import {
  combinedUpload,
  type Loose,
  newTradeNumber,
  paymentFor,
  uploadWithItem,
} from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.register();
});
afterAll(() => platform.close());

async function orderOf({ appid }: Merchant, body: Loose): Promise<string> {
  const { order_key: key } = body as { order_key: Loose };
  const number = String(key["out_trade_no"] ?? key["transaction_id"]);
  const path = `/orders?appid=${appid}&q=${encodeURIComponent(number)}`;
  const { items } = (await platform.admin<{ items: { id: string }[] }>("GET", path)).body;
  return items[0]?.id ?? "";
}

const pay = (id: string) => platform.admin("POST", `/orders/${encodeURIComponent(id)}/payment`);

test("an order that waits for its payment is paid by its buyer, once", async () => {
  const order = uploadWithItem({ name: "Tea", unit_price: 1250, quantity: 3 });
  await merchant.upload(order);
  const id = await orderOf(merchant, order);
  expect(await pay(id)).toMatchObject({ status: 200, body: { state: "matched" } });
  const { body } = await platform.admin("GET", `/orders/${encodeURIComponent(id)}`);
  expect(body).toMatchObject({
    statuses: ["to_ship"],
    amount: { amount_minor: 3750, currency: "CNY" },
    payer_amount: { amount_minor: 3750, currency: "CNY" },
  });
  expect(String(body["transaction_id"])).toMatch(/^\d{28}$/);

  const again = await pay(id);
  expect(again.status).toBe(409);
  expect(String(again.body["detail"])).toContain("recorded already");
});

test("an order that names WeChat Pay's number is paid under that number", async () => {
  const order = {
    ...uploadWithItem({ name: "Tea" }),
    order_key: { order_number_type: 2, transaction_id: `42${newTradeNumber()}` },
  };
  await merchant.upload(order);
  expect((await pay(await orderOf(merchant, order))).body).toEqual({ state: "matched" });
});

test("a combined order is paid by a combined payment of its parts", async () => {
  const order = combinedUpload();
  expect(await merchant.call("/user-order/combine-orders", order)).toMatchObject({ errcode: 0 });
  const id = await orderOf(merchant, order);
  expect((await pay(id)).body).toEqual({ state: "matched" });
  const { body } = await platform.admin<{ parts: unknown[] }>(
    "GET",
    `/orders/${encodeURIComponent(id)}`,
  );
  expect(body.parts).toHaveLength((order["sub_orders"] as unknown[]).length);
});

test("a merchant cannot reach a payment of another app by naming its number", async () => {
  const other = await platform.register();
  const transaction_id = `42${newTradeNumber()}`;
  const theirs = uploadWithItem({ name: "Theirs" });
  await other.upload(theirs);
  await platform.admin("POST", "/payments", {
    ...paymentFor(theirs, { appid: other.appid }),
    transaction_id,
  });
  const order = {
    ...uploadWithItem({ name: "Mine" }),
    order_key: { order_number_type: 2, transaction_id },
  };
  await merchant.upload(order);
  expect((await pay(await orderOf(merchant, order))).status).toBe(409);
  const { body } = await platform.admin(
    "GET",
    `/orders/${encodeURIComponent(await orderOf(other, theirs))}`,
  );
  expect(body).toMatchObject({ state: "matched" });
  expect(body).not.toHaveProperty("attention");
});

test("an unknown order is named, and a platform that is no sandbox pays none", async () => {
  expect((await pay("unknown")).status).toBe(404);
  const live = await Platform.start({ sandbox: false });
  const answer = await live.admin("POST", "/orders/any/payment");
  expect(answer.status).toBe(403);
  expect(String(answer.body["detail"])).toContain("Only a sandbox pays orders");
  await live.close();
});
