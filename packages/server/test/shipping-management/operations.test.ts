import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MCHID, OPENID, OUT_TRADE_NO, PAID_SECONDS, Shop, TRANSACTION } from "./support/shop.js";

let shop: Shop;
beforeEach(async () => {
  shop = await Shop.open();
});
afterEach(() => shop.close());

const OK = { errcode: 0, errmsg: "ok" };

describe("upload_shipping_info", () => {
  test("a shipped order is returned by get_order with times in Unix seconds", async () => {
    await shop.paid();
    expect(await shop.order()).toEqual({
      transaction_id: TRANSACTION,
      merchant_trade_no: OUT_TRADE_NO,
      merchant_id: MCHID,
      sub_merchant_id: "",
      description: "",
      paid_amount: 12800,
      openid: OPENID,
      trade_create_time: PAID_SECONDS - 60,
      pay_time: PAID_SECONDS - 60,
      order_state: 1,
      in_complaint: false,
      shipping: {},
    });
    expect(await shop.upload({ upload_time: "2026-11-20T10:00:00.120+08:00" })).toEqual(OK);
    expect(await shop.order()).toMatchObject({
      description: "雨伞*1",
      order_state: 2,
      shipping: {
        delivery_mode: 1,
        logistics_type: 1,
        finish_shipping: true,
        finish_shipping_count: 1,
        goods_desc: "雨伞*1",
        shipping_list: [
          {
            tracking_no: "YT0000000000021",
            express_company: "YTO",
            goods_desc: "雨伞*1",
            upload_time: PAID_SECONDS,
            contact: {},
          },
        ],
      },
    });
  });

  test("a payment is not found until some seconds after it", async () => {
    await shop.pay();
    const upload = { upload_time: "2026-11-20T10:00:00+08:00" };
    expect(await shop.upload(upload)).toMatchObject({
      errcode: 10060001,
      errmsg: expect.stringMatching(/^支付单不存在 rid: /) as string,
    });
    await shop.wait(10);
    expect(await shop.upload(upload)).toEqual(OK);
  });
});
