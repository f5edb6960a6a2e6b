import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Loose } from "../support/requests.js";
import { MCHID, PAID_SECONDS, Shop, secExample } from "./support/shop.js";

/* Each example of the contract is accepted once its payment is recorded. */

const EVENING = new Date("2026-11-20T18:00:00+08:00");

let shop: Shop;
beforeEach(async () => {
  shop = await Shop.open({ startsAt: EVENING });
});
afterEach(() => shop.close());

const OK = { errcode: 0, errmsg: "ok" };

/** Records the payment of the example with this number. */
const paid = (number: number, out_trade_no = `DD-20261120-000${number}`) =>
  shop.pay({
    transaction_id: `420000990120261120100000000${number}`,
    out_trade_no,
    payer: { openid: `oDingdanBuyer000000000000000${number}` },
  });

const idOf = (number: number) => `420000990120261120100000000${number}`;

describe("the examples of the contract", () => {
  test("a parcel of SF Express with a masked contact", async () => {
    await paid(1);
    expect(await shop.call("upload_shipping_info", secExample("upload-unified-sf"))).toEqual(OK);
    expect(await shop.order(idOf(1))).toMatchObject({
      order_state: 2,
      description: "龙井茶礼盒*1；白瓷杯*2",
      shipping: { shipping_list: [{ contact: { receiver_contact: "139****0001" } }] },
    });
  });

  test("the first parcels of a split delivery leave the payment unshipped", async () => {
    await paid(2, "DD-20261120_0002");
    const example = secExample("upload-split-first-part");
    expect(await shop.call("upload_shipping_info", example)).toEqual(OK);
    expect(await shop.order(idOf(2))).toMatchObject({
      order_state: 1,
      description: "木椅*1；木椅坐垫*1",
      shipping: { finish_shipping: false, finish_shipping_count: 0, delivery_mode: 2 },
    });
  });

  test("a client's nulls, empty texts, names of enumerations and nine digits of a fraction", async () => {
    await paid(3);
    const example = secExample("upload-pickup-client-shape");
    expect(await shop.call("upload_shipping_info", example)).toEqual(OK);
    expect(await shop.order(idOf(3))).toMatchObject({
      order_state: 2,
      description: "🍌香蕉*3斤",
      shipping: { logistics_type: 4, shipping_list: [{ tracking_no: "", express_company: "" }] },
    });
  });

  test("parts of a combined payment, of two merchant numbers", async () => {
    const part = (number: number, mchid: string) => ({
      mchid,
      out_trade_no: `DD-20261120-0004-${number}`,
      transaction_id: `42000099012026112010000004${number}0`,
      trade_state: "SUCCESS",
      success_time: "2026-11-20T10:00:00+08:00",
      amount: { total_amount: 100, payer_amount: 100, currency: "CNY" },
    });
    const answer = await shop.platform.admin<Loose>("POST", "/payments", {
      combine_appid: shop.merchant.appid,
      combine_mchid: MCHID,
      combine_out_trade_no: "DD-20261120-0004",
      combine_payer_info: { openid: "oDingdanBuyer0000000000000004" },
      sub_orders: [part(1, MCHID), part(2, "1900000110")],
    });
    expect(answer.body).toMatchObject({
      managed_parts: [{ state: "managed" }, { state: "managed" }],
    });
    expect(await shop.call("upload_combined_shipping_info", secExample("upload-combined"))).toEqual(
      OK,
    );
    const { order } = await shop.call("get_order", {
      merchant_id: "1900000110",
      merchant_trade_no: "DD-20261120-0004-2",
    });
    expect(order).toMatchObject({ order_state: 2, description: "鲜花*1束" });
  });

  test("a list of the unshipped payments of a payer", async () => {
    for (const number of [1, 2, 3]) await paid(number);
    const reply = await shop.call("get_order_list", secExample("get-order-list"));
    expect(reply).toMatchObject({
      ...OK,
      has_more: false,
      order_list: [{ transaction_id: idOf(2), pay_time: PAID_SECONDS }],
    });
  });

  test("a declared pre-sale", async () => {
    await paid(5);
    const example = secExample("op-special-order-presale");
    expect(await shop.call("opspecialorder", example)).toEqual(OK);
  });
});
