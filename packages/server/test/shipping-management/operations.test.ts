import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Component } from "../support/component.js";
import type { Loose } from "../support/requests.js";
import {
  COMBINED_TRANSACTION,
  combinedPayment,
  EXPRESS,
  MCHID,
  OPENID,
  OUT_TRADE_NO,
  PAID_SECONDS,
  payment,
  Shop,
  sec,
  secCombinedUpload,
  secUpload,
  TRANSACTION,
} from "./support/shop.js";

let shop: Shop;
beforeEach(async () => {
  shop = await Shop.open();
  await shop.set({ ingestion_seconds: 0 });
});
afterEach(() => shop.close());

const OK = { errcode: 0, errmsg: "ok" };
const NOW = { upload_time: "2026-11-20T10:00:00+08:00" };
const textOnly = (text: string) =>
  expect.stringMatching(new RegExp(`^${text} rid: [0-9a-f-]+$`)) as string;

describe("upload_shipping_info", () => {
  test("a shipped order is returned by get_order with times in Unix seconds", async () => {
    await shop.pay();
    expect(await shop.order()).toEqual({
      transaction_id: TRANSACTION,
      merchant_trade_no: OUT_TRADE_NO,
      merchant_id: MCHID,
      sub_merchant_id: "",
      description: "",
      paid_amount: 12800,
      openid: OPENID,
      trade_create_time: PAID_SECONDS,
      pay_time: PAID_SECONDS,
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
          { ...EXPRESS, goods_desc: "雨伞*1", upload_time: PAID_SECONDS, contact: {} },
        ],
      },
    });
  });

  test("a payment is not found until some seconds after it", async () => {
    await shop.set({ ingestion_seconds: 10 });
    const reply = await shop.pay();
    expect(reply["managed"]).toEqual({
      transaction_id: TRANSACTION,
      state: "managed",
      visible_at: "2026-11-20T02:00:10.000Z",
    });
    expect(await shop.upload(NOW)).toEqual({
      errcode: 10060001,
      errmsg: textOnly("支付单不存在"),
    });
    expect(await shop.wait(10)).toMatchObject({ trade_orders_ingested: 1 });
    expect(await shop.upload(NOW)).toEqual(OK);
  });

  test("a long description is cut to 120 characters", async () => {
    await shop.pay();
    const parcels = ["甲", "乙"].map((word, index) => ({
      ...EXPRESS,
      tracking_no: `YT${index}`,
      item_desc: word.repeat(100),
    }));
    const split = { delivery_mode: 2, is_all_delivered: true, shipping_list: parcels };
    expect(await shop.upload({ ...NOW, ...split })).toEqual(OK);
    expect((await shop.order())["description"]).toBe(`${"甲".repeat(100)}；${"乙".repeat(19)}...`);
  });

  test("in provider mode the key has the sub-merchant's number", async () => {
    await shop.pay({
      appid: undefined,
      mchid: undefined,
      sp_appid: "wxprovider",
      sp_mchid: "1900000001",
      sub_appid: shop.merchant.appid,
      sub_mchid: MCHID,
      payer: { sp_openid: "other", sub_openid: OPENID },
    });
    const keyed = (mchid: string) =>
      shop.upload({
        order_key: { order_number_type: 1, mchid, out_trade_no: OUT_TRADE_NO },
        ...NOW,
      });
    expect(await keyed("1900000001")).toMatchObject({ errcode: 10060001 });
    expect(await keyed(MCHID)).toEqual(OK);
    expect(await shop.order()).toMatchObject({
      merchant_id: "1900000001",
      sub_merchant_id: MCHID,
    });
  });

  test("the body is judged before the payment, its fields in the order of the document", async () => {
    await shop.pay();
    const broken: Loose = {
      ...secUpload(),
      order_key: { order_number_type: 0 },
      logistics_type: 5,
      delivery_mode: 0,
      shipping_list: Array.from({ length: 16 }, () => ({ item_desc: "" })),
      upload_time: "now",
      payer: { openid: "" },
    };
    const parcel = { item_desc: "" };
    const steps: readonly [number, Loose][] = [
      [47001, { logistics_type: 0 }],
      [268485194, { order_key: { order_number_type: 2, transaction_id: "" } }],
      [268485195, { order_key: { order_number_type: 2, transaction_id: "4200-unknown" } }],
      [10060005, { logistics_type: 4 }],
      [268485224, { delivery_mode: 2 }],
      [10060006, { logistics_type: 1 }],
      [10060007, { is_all_delivered: true }],
      [10060024, { shipping_list: [parcel] }],
      [268485226, { shipping_list: [{ ...parcel, tracking_no: "1" }] }],
      [268485227, { shipping_list: [{ ...parcel, tracking_no: "1", express_company: "YTO" }] }],
      [10060008, { shipping_list: [{ ...EXPRESS, item_desc: "雨伞" }] }],
      [10060014, { payer: { openid: "another" } }],
      [268485216, { upload_time: "2026-11-20T10:05:00+08:00" }],
      [10060001, { order_key: secUpload()["order_key"] }],
      [10060031, { payer: { openid: OPENID } }],
      // More than a minute ahead of the clock.
      [268485216, NOW],
    ];
    for (const [errcode, fix] of steps) {
      expect(await shop.call("upload_shipping_info", broken)).toMatchObject({ errcode });
      Object.assign(broken, fix);
    }
    expect(await shop.call("upload_shipping_info", broken)).toEqual(OK);
  });
});

describe("upload_combined_shipping_info", () => {
  test("stores all sub-orders or none", async () => {
    const paid = combinedPayment("00000000", shop.merchant.appid);
    await shop.platform.admin("POST", "/payments", paid);
    const [first, second] = (paid["sub_orders"] as Loose[]).map((part) =>
      String(part["transaction_id"]),
    ) as [string, string];
    const whole = `${COMBINED_TRANSACTION}00000000`;
    const send = (parts: readonly string[], changes: Loose = NOW) =>
      shop.call("upload_combined_shipping_info", secCombinedUpload(whole, parts, changes));
    expect(await send([first, "4200-unknown"])).toMatchObject({ errcode: 10060001 });
    expect((await shop.order(first))["order_state"]).toBe(1);
    // Some may be left out, and each has a state of its own.
    expect(await send([second])).toEqual(OK);
    expect((await shop.order(first))["order_state"]).toBe(1);
    expect((await shop.order(second))["order_state"]).toBe(2);
    expect(await send([first, second], { upload_time: "2026-11-20T10:00:01+08:00" })).toMatchObject(
      { errcode: 10060023 },
    );
    expect((await shop.order(first))["order_state"]).toBe(1);
  });

  test("finds no ordinary payment", async () => {
    await shop.pay();
    const upload = secCombinedUpload(TRANSACTION, [TRANSACTION], NOW);
    expect(await shop.call("upload_combined_shipping_info", upload)).toMatchObject({
      errcode: 10060001,
    });
  });
});

describe("a refund", () => {
  const report = (refund: number, id: string) =>
    shop.platform.admin("POST", "/refunds", {
      mchid: MCHID,
      transaction_id: TRANSACTION,
      out_trade_no: OUT_TRADE_NO,
      refund_id: id,
      out_refund_no: id,
      refund_status: "SUCCESS",
      success_time: "2026-11-20T10:00:00+08:00",
      amount: { total: 12800, refund, payer_total: 12800, payer_refund: refund, currency: "CNY" },
    });

  test("of a part keeps the state; of all of the money ends it", async () => {
    await shop.pay();
    await shop.upload(NOW);
    await report(1, "R1");
    expect((await shop.order())["order_state"]).toBe(2);
    await report(12799, "R2");
    expect((await shop.order())["order_state"]).toBe(5);
    expect(await shop.upload({ upload_time: "2026-11-20T10:00:01+08:00" })).toMatchObject({
      errcode: 10060004,
    });
  });
});

describe("get_order_list", () => {
  const numbers = (reply: Loose) =>
    (reply["order_list"] as Loose[]).map(({ merchant_trade_no }) => merchant_trade_no);
  const pay = (second: number, number: string) =>
    shop.pay({
      transaction_id: `4200-${number}`,
      out_trade_no: number,
      success_time: `2026-11-20T09:59:0${second}+08:00`,
    });

  test("pages through payments of one second, in the order of their numbers", async () => {
    for (const number of ["C", "A", "D", "B"]) await pay(1, number);
    await pay(0, "E");
    const seen: unknown[] = [];
    let last_index = "";
    for (let more = true; more; ) {
      const reply = await shop.call("get_order_list", { page_size: 2, last_index });
      expect(reply["last_index"]).toMatch(/^[0-9a-f]{18}$/);
      seen.push(...numbers(reply));
      last_index = String(reply["last_index"]);
      more = reply["has_more"] === true;
    }
    expect(seen).toEqual(["E", "A", "B", "C", "D"]);
    // The place stays known when the order is shipped meanwhile, and with another filter.
    expect(numbers(await shop.call("get_order_list", { last_index, order_state: 1 }))).toEqual([]);
  });

  test("includes both ends of the range, and finds nothing in milliseconds", async () => {
    for (const second of [1, 2, 3]) await pay(second, String(second));
    const range = (begin_time: number, end_time: number) =>
      shop.call("get_order_list", { pay_time_range: { begin_time, end_time } });
    const start = PAID_SECONDS - 60;
    expect(numbers(await range(start + 1, start + 2))).toEqual(["1", "2"]);
    expect(numbers(await range(start * 1000, PAID_SECONDS * 1000))).toEqual([]);
  });

  test("of another app has no place for the last_index", async () => {
    await pay(1, "A");
    const { last_index } = await shop.call("get_order_list", {});
    const other = await shop.platform.register();
    expect(await other.call(sec("get_order_list"), { last_index })).toEqual({
      errcode: 10060011,
      errmsg: textOnly("last_index不合法"),
    });
  });
});

describe("an app", () => {
  test("that is not admitted gets 48001 before its body is read, in a dry-run as well", async () => {
    await shop.set({ admitted: false });
    expect(await shop.call("upload_shipping_info", "{")).toMatchObject({ errcode: 48001 });
    expect(await shop.call("is_trade_managed", {})).toMatchObject({ errcode: 48001 });
    expect(
      await shop.merchant.dryRun("wxa.sec.order.uploadShippingInfo", secUpload()),
    ).toMatchObject({ errcode: 48001 });
    expect(
      await shop.merchant.call("/cgi-bin/express/delivery/open_msg/get_delivery_list", {}),
    ).toMatchObject({ errcode: 0 });
  });

  test("learns its settings, its paths and the carriers", async () => {
    const { appid } = shop.merchant;
    expect(await shop.call("is_trade_managed", { appid })).toEqual({
      ...OK,
      is_trade_managed: true,
    });
    await shop.set({ managed: false, completed: false });
    expect(await shop.call("is_trade_managed", { appid })).toEqual({
      ...OK,
      is_trade_managed: false,
    });
    const completed = "is_trade_management_confirmation_completed";
    expect(await shop.call(completed, { appid })).toEqual({ ...OK, completed: false });
    expect(await shop.call("get_order_detail_path", {})).toEqual({ ...OK, path: "" });
    const path = "pages/order?no=${商品订单号}";
    expect(await shop.call("update_order_detail_path", { path })).toEqual(OK);
    expect(await shop.call("get_order_detail_path", {})).toEqual({ ...OK, path });
    expect(await shop.call("set_msg_jump_path", { path: "pages/order" })).toEqual(OK);
    expect(await shop.call("set_msg_jump_path", {})).toMatchObject({ errcode: 47001 });
    const carriers = "/cgi-bin/express/delivery/open_msg/get_delivery_list";
    expect(await shop.merchant.call(carriers, {})).toMatchObject({
      ...OK,
      delivery_list: expect.arrayContaining([
        { delivery_id: "SF", delivery_name: "顺丰速运" },
      ]) as unknown,
    });
  });

  test("has payments that are not under management, with the reason", async () => {
    const reasonOf = async (changes: Loose, settings: Loose = {}) => {
      await shop.set({ managed: true, authorized_at: "1970-01-01T00:00:00Z", ...settings });
      const number = JSON.stringify([changes, settings]).replaceAll(/\W/g, "").slice(0, 20);
      const names = { transaction_id: `4200-${number}`, out_trade_no: number };
      return (await shop.pay({ ...names, ...changes }))["managed"];
    };
    const unmanaged = (reason: string) => ({
      transaction_id: expect.any(String) as string,
      state: "unmanaged",
      reason,
    });
    expect(await reasonOf({ source: "devtools" })).toEqual(unmanaged("devtools_payment"));
    expect(await reasonOf({ source: "other" })).toEqual(unmanaged("not_mini_program"));
    expect(await reasonOf({ trade_type: "APP" })).toEqual(unmanaged("not_mini_program"));
    const amount = { total: 1, payer_total: 1, currency: "CNY", payer_currency: "USD" };
    expect(await reasonOf({ amount })).toEqual(unmanaged("foreign_currency"));
    expect(await reasonOf({}, { managed: false })).toEqual(unmanaged("not_managed"));
    expect(await reasonOf({}, { authorized_at: "2026-11-20T10:00:01+08:00" })).toEqual(
      unmanaged("before_authorization"),
    );
  });

  test("keeps what a payment was when a further report of it comes", async () => {
    const first = await shop.pay({ source: "devtools" });
    const again = await shop.pay();
    expect(again["managed"]).toEqual(first["managed"]);
    expect(payment()).toMatchObject({ transaction_id: TRANSACTION });
  });
});

describe("a third-party platform", () => {
  test("needs the permission sets of each call", async () => {
    const component = await Component.register(shop.platform);
    const { appid } = shop.merchant;
    const codes = async (sets: readonly number[]) => {
      const authorizer = await component.authorize(appid, sets);
      const calls: [string, Loose][] = [
        ["get_order", { transaction_id: TRANSACTION }],
        ["get_order_list", {}],
        ["set_msg_jump_path", { path: "pages/order" }],
        ["is_trade_managed", { appid }],
        ["is_trade_management_confirmation_completed", { appid }],
        ["get_order_detail_path", {}],
      ];
      const replies = calls.map(async ([name, body]) => authorizer.call(sec(name), body));
      return (await Promise.all(replies)).map(({ errcode }) => errcode);
    };
    expect(await codes([142])).toEqual([10060001, 61007, 61007, 0, 0, 61007]);
    expect(await codes([18])).toEqual([61007, 61007, 61007, 0, 0, 61007]);
    expect(await codes([182])).toEqual([61007, 61007, 61007, 61003, 61003, 0]);
    await shop.set({ permission_sets_of_2023: true });
    expect(await codes([142])).toEqual([10060001, 0, 0, 0, 0, 61007]);
    expect(await codes([18])).toEqual([61007, 61007, 61007, 0, 0, 61007]);
  });

  test("asks about any app that authorised it, in a dry-run as well", async () => {
    const component = await Component.register(shop.platform);
    const authorizer = await component.authorize(shop.merchant.appid, [142]);
    const { appid } = await shop.platform.register({ name: "another" });
    const codes = async () => {
      const paths = ["is_trade_managed", "is_trade_management_confirmation_completed"].map(sec);
      const dryRun = "/dingdan/v1/validate/wxa.sec.order.isTradeManaged";
      const calls = [...paths, dryRun].map((path) => authorizer.call(path, { appid }));
      return (await Promise.all(calls)).map(({ errcode }) => errcode);
    };
    expect(await codes()).toEqual([61003, 61003, 61003]);
    await component.authorize(appid, [182]);
    expect(await codes()).toEqual([61003, 61003, 61003]);
    await component.authorize(appid, [18]);
    expect(await codes()).toEqual([0, 0, 0]);
    const set = (trade_management: Loose) =>
      shop.platform.admin("PATCH", `/apps/${appid}`, { trade_management });
    await set({ managed: false });
    expect(await authorizer.call(sec("is_trade_managed"), { appid })).toMatchObject({
      is_trade_managed: false,
    });
    await set({ admitted: false });
    expect(await codes()).toEqual([48001, 48001, 48001]);
    // An app that is not registered is answered like one that did not authorise the platform.
    expect(await authorizer.call(sec("is_trade_managed"), { appid: "wx-none" })).toMatchObject({
      errcode: 61003,
    });
    expect(await shop.call("is_trade_managed", { appid })).toMatchObject({ errcode: 40013 });
  });

  test("asks about an app from a listed address, in a dry-run as well", async () => {
    const component = await Component.register(shop.platform);
    const { appid } = shop.merchant;
    const authorizer = await component.authorize(appid, [142]);
    const change = (ip_whitelist: string[]) =>
      shop.platform.admin("PATCH", `/components/${component.appid}`, { ip_whitelist });
    expect((await change(["127.0.0.0/8"])).body).toMatchObject({ ip_whitelist: ["127.0.0.0/8"] });
    expect(await authorizer.call(sec("is_trade_managed"), { appid })).toMatchObject(OK);
    await change(["203.0.113.9"]);
    const text = "access clientip is not registered requestIP: 127.0.0.1";
    const refused = { errcode: 61004, errmsg: textOnly(text) };
    for (const path of [
      sec("is_trade_managed"),
      "/dingdan/v1/validate/wxa.sec.order.isTradeManaged",
    ]) {
      expect(await authorizer.call(path, { appid })).toMatchObject(refused);
    }
    // Other pages of WeChat's documents do not list the code.
    expect(await authorizer.call(sec("get_order"), { transaction_id: TRANSACTION })).toMatchObject({
      errcode: 10060001,
    });
    expect((await change(["1.2.3"])).status).toBe(400);
  });
});

describe("the operator", () => {
  test("finds a payment with its timeline, its timers and the calls about it", async () => {
    await shop.pay();
    await shop.upload(NOW);
    await shop.call("get_order", { transaction_id: TRANSACTION });
    await shop.call("notify_confirm_receive", {
      merchant_id: MCHID,
      merchant_trade_no: OUT_TRADE_NO,
      received_time: PAID_SECONDS,
    });
    const get = async (path: string) => (await shop.platform.admin<Loose>("GET", path)).body;
    const [listed] = (await get(`/trade-orders?q=${OUT_TRADE_NO}&state=shipped`))["items"] as [
      Loose,
    ];
    expect(listed).toMatchObject({ transaction_id: TRANSACTION, money: "frozen" });
    expect(await get(`/trade-orders/${TRANSACTION}`)).toMatchObject({
      state: 2,
      timers: [{ timer: "confirm", due_at: "2026-11-30T02:00:00.000Z" }],
      timeline: [
        { event: "ingested" },
        { event: "shipped", push: "trade_manage_order_settlement" },
        { event: "reminded_buyer" },
      ],
    });
    const calls = (await get(`/trade-orders/${TRANSACTION}/calls`))["items"] as Loose[];
    expect(calls.map(({ operation }) => operation)).toEqual([
      "wxa.sec.order.notifyConfirmReceive",
      "wxa.sec.order.getOrder",
      "wxa.sec.order.uploadShippingInfo",
    ]);
    const totals = await get("/trade-order-totals");
    expect(totals["apps"]).toMatchObject([
      { appid: shop.merchant.appid, frozen: { amount_minor: 12800 } },
    ]);
    const unknown = await shop.platform.admin("GET", "/trade-orders/4200-unknown");
    expect(unknown.status).toBe(404);
  });

  test("cannot open a complaint about a payment whose money was returned or never frozen", async () => {
    await shop.pay({ source: "other" });
    expect((await shop.complain(true)).status).toBe(409);
  });

  test("cannot open a complaint about a payment that is not visible yet", async () => {
    await shop.set({ ingestion_seconds: 10 });
    await shop.pay();
    const early = await shop.complain(true);
    expect(early.status).toBe(409);
    expect(early.body["detail"]).toContain("becomes visible at 2026-11-20T02:00:10.000Z");
    await shop.wait(10);
    expect((await shop.complain(true)).body).toMatchObject({ in_complaint: true });
  });

  test("sees a payment of the last second of the year 9999", async () => {
    await shop.set({ ingestion_seconds: 10 });
    await shop.pay({ success_time: "9999-12-31T23:59:59Z" });
    const answer = await shop.platform.admin<Loose>("GET", `/trade-orders/${TRANSACTION}`);
    const end = "9999-12-31T23:59:59.999Z";
    expect(answer.body).toMatchObject({
      visible_at: end,
      timers: [{ due_at: end }, { due_at: end }],
    });
  });
});

test("an ignored member is not diagnosed, however deeply it is nested", async () => {
  const ignored = "[".repeat(5000) + "]".repeat(5000);
  const body = `{"transaction_id":"${TRANSACTION}","order_number_type":${ignored}}`;
  const dryRun = await shop.merchant.dryRun("wxa.sec.order.getOrder", body);
  expect(dryRun.errcode).toBe(10060001);
});
