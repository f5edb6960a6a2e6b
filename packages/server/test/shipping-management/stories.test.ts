import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MessageUrl } from "../support/message-url.js";
import { EXAMPLE_MCHID, type Merchant, Platform } from "../support/platform.js";
import type { Loose } from "../support/requests.js";

/* The four stories of docs/test-your-shipping-code.md, as a merchant's program meets them. */

const TRANSACTION_ID = "4200009901202611201000000001";
const OPENID = "oDingdanBuyer0000000000000001";
const PAID_AT = "2026-11-20T10:00:00+08:00";
const SEAL_KEY = randomBytes(32).toString("base64");
const TEN_DAYS_S = 10 * 24 * 3600;

let platform: Platform;
let merchant: Merchant;

/** A payment that the interfaces find: it is 10:01. */
beforeEach(async () => {
  platform = await Platform.start({ startsAt: new Date(PAID_AT), sealKey: SEAL_KEY });
  merchant = await platform.register();
  await platform.admin("POST", "/payments", {
    appid: merchant.appid,
    mchid: EXAMPLE_MCHID,
    out_trade_no: "DD-20261120-0001",
    transaction_id: TRANSACTION_ID,
    trade_type: "JSAPI",
    trade_state: "SUCCESS",
    success_time: PAID_AT,
    payer: { openid: OPENID },
    amount: { total: 12_800, currency: "CNY" },
  });
  await platform.dingdan.clock.advance(60);
});
afterEach(() => platform.close());

const upload = (uploadTime: string, goods = "龙井茶礼盒*1", trackingNo = "YT0000000000001") =>
  merchant.call("/wxa/sec/order/upload_shipping_info", {
    order_key: { order_number_type: 2, transaction_id: TRANSACTION_ID },
    logistics_type: 1,
    delivery_mode: 1,
    shipping_list: [{ tracking_no: trackingNo, express_company: "YTO", item_desc: goods }],
    upload_time: uploadTime,
    payer: { openid: OPENID },
  });

const order = async () => {
  const reply = await merchant.call("/wxa/sec/order/get_order", {
    transaction_id: TRANSACTION_ID,
  });
  return reply["order"] as Loose;
};

test("an identical re-upload is refused with 10060023 and costs nothing", async () => {
  expect((await upload("2026-11-20T10:00:30+08:00")).errcode).toBe(0);
  for (const second of [40, 50]) {
    const again = await upload(`2026-11-20T10:00:${second}+08:00`);
    expect(again).toMatchObject({ errcode: 10060023 });
    expect(again.errmsg).toMatch(/^发货信息未更新 rid: /);
  }
  expect((await order())["shipping"]).toMatchObject({ finish_shipping_count: 1 });
  // The one re-shipment is still there for a correction that is one.
  const corrected = await upload("2026-11-20T10:00:55+08:00", "龙井茶礼盒*1", "YT0000000000002");
  expect(corrected.errcode).toBe(0);
});

test("a retry with a changed text spends the re-shipment, and the correction is refused with 10060003", async () => {
  await upload("2026-11-20T10:00:30+08:00", "龙井茶礼盒*1（10:00:30）");
  const retried = await upload("2026-11-20T10:00:40+08:00", "龙井茶礼盒*1（10:00:40）");
  expect(retried.errcode).toBe(0);
  expect((await order())["shipping"]).toMatchObject({ finish_shipping_count: 2 });

  const correction = await upload("2026-11-20T10:00:50+08:00", "龙井茶礼盒*1", "YT0000000000002");
  expect(correction).toMatchObject({ errcode: 10060003 });
  expect(await order()).toMatchObject({
    order_state: 2,
    shipping: { shipping_list: [{ tracking_no: "YT0000000000001" }] },
  });
});

test("local time with Z is refused, since it would block every correct upload for 8 hours", async () => {
  const local = await upload("2026-11-20T10:01:00Z");
  expect(local).toMatchObject({ errcode: 268485216 });
  expect(await order()).toMatchObject({ order_state: 1, shipping: {} });
  expect((await upload("2026-11-20T10:01:00+08:00")).errcode).toBe(0);

  // What a stored time does to earlier ones: the text blames the format of a correct time.
  const earlier = await upload("2026-11-20T10:00:59+08:00", "龙井茶礼盒*2");
  expect(earlier.errmsg).toMatch(/^上传时间非法，请按照 RFC 3339 格式填写 rid: /);
});

test("one push event is sent at the shipping and at the settlement", async () => {
  const receiver = await MessageUrl.listen();
  try {
    await platform.admin("PATCH", `/apps/${merchant.appid}`, { message_push: receiver.setting });
    const atShipping = receiver.nextRequest();
    await upload("2026-11-20T10:00:30+08:00");
    await platform.dingdan.clock.advance(1);
    await atShipping;
    const atSettlement = receiver.nextRequest();
    await platform.dingdan.clock.advance(TEN_DAYS_S);
    await atSettlement;
    const [shipped, settled] = receiver.messages as [Loose, Loose];
    expect([shipped["Event"], settled["Event"]]).toEqual([
      "trade_manage_order_settlement",
      "trade_manage_order_settlement",
    ]);
    expect(shipped).toHaveProperty("estimated_settlement_time");
    expect(shipped).not.toHaveProperty("settlement_time");
    expect(settled).toMatchObject({ confirm_receive_method: 1, transaction_id: TRANSACTION_ID });
    expect(settled).toHaveProperty("settlement_time");
    expect(settled).not.toHaveProperty("estimated_settlement_time");
  } finally {
    await receiver.close();
  }
});
