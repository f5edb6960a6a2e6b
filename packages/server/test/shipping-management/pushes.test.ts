import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MessageUrl } from "../support/message-url.js";
import type { Loose } from "../support/requests.js";
import { nextNumber, OPENID, Shop, secUpload } from "./support/shop.js";

/* An app's message URL gets each event at once: none waits for the job that runs every 5 seconds. */

const AT_ONCE = { timeout: 2_500, interval: 10 };

let shop: Shop;
let receiver: MessageUrl;
beforeEach(async () => {
  receiver = await MessageUrl.listen();
  shop = await Shop.open({ sealKey: randomBytes(32).toString("base64") });
  await shop.platform.admin("PATCH", `/apps/${shop.merchant.appid}`, {
    message_push: receiver.setting,
  });
});
afterEach(async () => {
  await shop.close();
  await receiver.close();
});

/** Waits for the next events of an order, and forgets them. */
async function expectEvents(...events: string[]): Promise<void> {
  await expect.poll(() => receiver.messages.map(({ Event }) => Event), AT_ONCE).toEqual(events);
  receiver.messages.length = 0;
}

/** A payment that can be shipped, and an upload for it. */
async function aPayment(): Promise<{ number: string; upload: () => Promise<unknown> }> {
  const number = `42000099012026112020${nextNumber()}`;
  await shop.paid({ transaction_id: number, out_trade_no: `DD-${number.slice(-8)}` });
  const upload = secUpload({
    order_key: { order_number_type: 2, transaction_id: number },
    upload_time: "2026-11-20T10:00:30+08:00",
  });
  return { number, upload: () => shop.call("upload_shipping_info", upload) };
}

/** What the operator reads of the pushes of an order, in the order of its timeline. */
async function outcomesOf(number: string): Promise<unknown[]> {
  const { body } = await shop.platform.admin<Loose>("GET", `/trade-orders/${number}`);
  return (body["timeline"] as Loose[]).flatMap(({ push_outcome: outcome }) => outcome ?? []);
}

test("the operator sees of each push whether it was delivered, and otherwise why not", async () => {
  receiver.answer = { status: 503, body: "" };
  const { number, upload } = await aPayment();
  await upload();
  const failing = {
    state: "failing",
    attempts: 1,
    attempted_at: expect.any(String) as string,
    fault: "the message URL answered HTTP 503",
  };
  await expect.poll(() => outcomesOf(number), AT_ONCE).toEqual([failing]);
  // The push of the settlement waits behind the one that failed.
  await shop.confirm(OPENID, number);
  expect(await outcomesOf(number)).toEqual([failing, { state: "waiting", attempts: 0 }]);

  receiver.answer = { status: 200, body: "success" };
  await shop.wait(15);
  await expect
    .poll(() => outcomesOf(number), AT_ONCE)
    .toMatchObject([
      { state: "delivered", attempts: 2 },
      { state: "delivered", attempts: 1 },
    ]);
});

test("the push of a timer that ended days ago is tried for a day from now on", async () => {
  const { number, upload } = await aPayment();
  await upload();
  await expectEvents("trade_manage_order_settlement");
  receiver.answer = { status: 503, body: "" };
  // Two days after the automatic receipt.
  await shop.wait(12 * 24 * 3_600);
  await expect
    .poll(() => outcomesOf(number), AT_ONCE)
    .toMatchObject([{ state: "delivered" }, { state: "failing", attempts: 1 }]);
  receiver.answer = { status: 200, body: "success" };
  receiver.messages.length = 0;
  await shop.wait(15);
  await expectEvents("trade_manage_order_settlement");
});

test("without a message URL the operator sees that nothing was sent", async () => {
  await shop.platform.admin("PATCH", `/apps/${shop.merchant.appid}`, { message_push: null });
  const { number, upload } = await aPayment();
  await upload();
  expect(await outcomesOf(number)).toEqual([{ state: "not_sent", attempts: 0 }]);
});

test("an upload, a confirmation and the end of a complaint are pushed at once", async () => {
  const { number, upload } = await aPayment();
  expect(await upload()).toMatchObject({ errcode: 0 });
  await expectEvents("trade_manage_order_settlement");
  await shop.confirm(OPENID, number);
  await expectEvents("trade_manage_order_settlement");

  const other = await aPayment();
  await other.upload();
  await shop.complain(true, other.number);
  await shop.confirm(OPENID, other.number);
  await expectEvents("trade_manage_order_settlement");
  await shop.complain(false, other.number);
  await expectEvents("trade_manage_order_settlement");
});
