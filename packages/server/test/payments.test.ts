import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnBothEngines } from "./support/engines.js";
import {
  combinedByTransaction,
  paidParts,
  partAsOrdinary,
  partsOf,
  refundOf,
} from "./support/payments.js";
import { EXAMPLE_APPID, type Merchant, type Platform } from "./support/platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  item,
  type Loose,
  order,
  parcel,
  paymentFor,
  shipping,
  upload,
} from "./support/requests.js";

const OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

describeOnBothEngines("a payment as WeChat Pay reports it", (start) => {
  let platform: Platform;
  let merchant: Merchant;

  beforeEach(async () => {
    platform = await start();
    merchant = await platform.registerExample();
    await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });
  });
  afterEach(() => platform.close());

  const pay = (body: unknown) => platform.admin<Loose>("POST", "/payments", body);
  const refund = (body: unknown) => platform.admin<Loose>("POST", "/refunds", body);
  const verify = async (request: Loose, by = merchant) =>
    (await by.verify({ order_key: request["order_key"], payer: request["payer"] }))[
      "verify_result"
    ] as string;
  const buyers = async (query = "") => {
    const buyer = await platform.buyer(EXAMPLE_APPID, OPENID);
    return (await buyer.get<{ items: Loose[] }>(`/orders${query}`)).body.items;
  };
  const operators = async (query = "") =>
    (await platform.admin<{ items: Loose[] }>("GET", `/orders${query}`)).body.items;

  const uploadCombined = async (request: Loose) =>
    (await merchant.call("/user-order/combine-orders", request)).errcode;

  test("two apps whose reports have null members do not share a payment", async () => {
    const other = await platform.register({ mchids: ["1900000302"], name: "另一商户" });
    const [a, b] = [upload(), upload()];
    const [keyA, keyB] = [a, b].map((request) => request["order_key"] as Loose) as [Loose, Loose];
    keyA["out_trade_no"] = keyB["out_trade_no"] = "ORDER1";
    keyB["mchid"] = "1900000302";
    await merchant.upload(a);
    await other.upload(b);
    const nulls = {
      sub_mchid: null,
      sp_mchid: null,
      sub_appid: null,
      payer: { openid: OPENID, sp_openid: null },
    };
    const paymentA = paymentFor(a, { transaction_id: "4200001", ...nulls });
    const paymentB = paymentFor(b, {
      appid: other.appid,
      mchid: "1900000302",
      transaction_id: "4200002",
      ...nulls,
    });

    expect(await pay(paymentA)).toMatchObject({ status: 200, body: { state: "matched" } });
    expect(await pay(paymentB)).toMatchObject({ status: 200, body: { state: "matched" } });

    const withoutNulls = Object.fromEntries(
      Object.entries(paymentA).filter(([, value]) => value !== null),
    );
    expect(await pay({ ...withoutNulls, payer: { openid: OPENID } })).toMatchObject({
      status: 200,
      body: { state: "matched" },
    });
    expect(await verify(a)).toMatch(/^SUCCESS/);
    expect(await verify(b, other)).toMatch(/^SUCCESS/);
  });

  test("the query's reply adds the number of a combined payment, and matches it", async () => {
    const key = { order_number_type: 1, mchid: "1900000109", out_trade_no: "P2026-43" };
    const { request, payment: reply } = combinedByTransaction("4200009990001", key);
    const { combine_transaction_id: _, ...notification } = reply;
    expect(await uploadCombined(request)).toBe(0);

    expect((await pay(notification)).body).toMatchObject({ state: "waiting" });
    expect(await verify(request)).toMatch(/^NOT_PAID/);
    expect(await pay(reply)).toMatchObject({ status: 200, body: { state: "matched" } });

    expect(await verify(request)).toMatch(/^SUCCESS/);
    expect((await pay(notification)).body).toMatchObject({ state: "matched" });
    expect((await buyers())[0]).toMatchObject({ transaction_id: "4200009990001" });
  });

  test.each([
    ["after", [0, 1, 2]],
    ["before", [1, 2, 0]],
    ["before and after", [1, 0, 2]],
  ])(
    "a part that is reported by itself %s the combined payment belongs to it",
    async (_, places) => {
      const request = combinedUpload();
      const payment = combinedPaymentFor(request);
      await uploadCombined(request);
      const reports = [payment, partAsOrdinary(payment, 0), partAsOrdinary(payment, 1)];
      for (const place of places) expect((await pay(reports[place])).status).toBe(200);

      expect(await verify(request)).toMatch(/^SUCCESS/);
      const part = { mchid: "1900000555", ...paidParts(payment)[0] };
      const answer = await refund(
        refundOf(part, { total: 9900, refund: 4000, payer_total: 9900, payer_refund: 4000 }),
      );
      expect(answer.body).toMatchObject({
        refunded: { amount_minor: 4000, currency: "CNY" },
        amount: { amount_minor: 19_800, currency: "CNY" },
      });
      const orders = await buyers();
      expect(orders).toHaveLength(1);
      expect(orders[0]).toMatchObject({
        state: "partly_refunded",
        refunds: [{ payer_amount: { amount_minor: 4000, currency: "CNY" } }],
        parts: [{ out_trade_no: partsOf(request)[0]?.order_key["out_trade_no"] }, {}],
      });
    },
  );

  test("a refund that is reported before its combined payment moves to it", async () => {
    const request = combinedUpload();
    const payment = combinedPaymentFor(request);
    await uploadCombined(request);
    await pay(partAsOrdinary(payment, 1));
    const part = { mchid: "1900000555", ...paidParts(payment)[1] };
    await refund(refundOf(part, { total: 9900, refund: 9900 }));
    await pay(payment);

    expect(await buyers()).toMatchObject([
      {
        state: "partly_refunded",
        statuses: ["partly_refunded", "to_ship"],
        refunds: [{ amount_fen: 9900 }],
      },
    ]);
    await refund(
      refundOf({ mchid: "1900000555", ...paidParts(payment)[0] }, { total: 9900, refund: 9900 }),
    );
    expect(await buyers("?state=refunded")).toMatchObject([{ statuses: ["refunded"] }]);
  });

  test.each<[string, (payment: Loose) => Loose, string, string, string]>([
    [
      "total",
      (p) => ({ ...p, amount: { ...(p["amount"] as Loose), total: 1 } }),
      "amount.total",
      "9900",
      "1",
    ],
    [
      "currency",
      (p) => ({ ...p, amount: { total: 9900, currency: "HKD" } }),
      "amount.currency",
      "CNY",
      "HKD",
    ],
    [
      "payer",
      (p) => ({ ...p, payer: { openid: "o-another" } }),
      "payer.openid",
      OPENID,
      "o-another",
    ],
    [
      "appid",
      (p) => ({ ...p, appid: "wx0000000000000009" }),
      "appid",
      EXAMPLE_APPID,
      "wx0000000000000009",
    ],
    [
      "merchant number",
      (p) => ({ ...p, mchid: "1900000777" }),
      "mchid",
      "1900000109",
      "1900000777",
    ],
    ["out_trade_no", (p) => ({ ...p, out_trade_no: "T-OTHER" }), "out_trade_no", "", "T-OTHER"],
  ])(
    "a report with another %s is refused, and the payment needs attention",
    async (_, change, path, recorded, reported) => {
      const request = upload();
      const payment = paymentFor(request);
      await merchant.upload(request);
      await pay(payment);

      const answer = await pay(change(payment));

      expect(answer.status).toBe(409);
      const { detail, violations } = answer.body as { detail: string; violations: Loose[] };
      expect(violations).toMatchObject([{ path }]);
      for (const word of [
        path,
        recorded,
        reported,
        EXAMPLE_APPID,
        String(payment["transaction_id"]),
      ]) {
        expect(detail).toContain(word);
      }
      const [listed] = await operators("?attention=true");
      expect(listed?.["attention"]).toMatchObject({ path, reported });
      expect(await verify(request)).toMatch(/^SUCCESS/);
      expect((await pay(payment)).body).toMatchObject({ state: "matched" });
    },
  );

  test("a contradiction that was handled needs attention only when it is reported again", async () => {
    const request = upload();
    const payment = paymentFor(request);
    const contradicting = { ...payment, amount: { total: 1, currency: "CNY" } };
    await merchant.upload(request);
    await pay(payment);
    await pay(contradicting);
    const [listed] = await operators("?attention=true");
    const path = `/orders/${String(listed?.["id"])}`;

    const cleared = await platform.admin("DELETE", `${path}/attention`);

    expect(cleared.status).toBe(200);
    expect(cleared.body).not.toHaveProperty("attention");
    expect(await operators("?attention=true")).toEqual([]);
    const { body } = await platform.admin<{ timeline: Loose[] }>("GET", path);
    expect(body.timeline.map(({ event }) => event)).not.toContain("contradicted");
    expect((await platform.admin("DELETE", `${path}/attention`)).status).toBe(200);
    expect((await platform.admin("DELETE", "/orders/none/attention")).status).toBe(404);

    await pay(contradicting);
    expect(await operators("?attention=true")).toHaveLength(1);
  });

  test("a later trade_state is progress: the refund is in progress until it is reported", async () => {
    const request = upload();
    const payment = paymentFor(request);
    await merchant.upload(request);
    await pay(payment);
    expect((await pay({ ...payment, trade_state: "REFUND" })).body).toMatchObject({
      state: "matched",
    });

    expect(await buyers("?state=refund_in_progress")).toMatchObject([
      { state: "refund_in_progress", statuses: ["refund_in_progress", "to_ship"] },
    ]);
    expect(await operators("?status=refund_in_progress")).toHaveLength(1);
    await refund(refundOf(payment, { total: 9900, refund: 100 }));
    expect(await operators("?status=refund_in_progress")).toHaveLength(0);
    expect(await operators("?status=partly_refunded")).toMatchObject([
      { statuses: ["partly_refunded", "to_ship"] },
    ]);
  });

  test("a first report with trade_state REFUND makes an order whose refund is in progress", async () => {
    const request = upload();
    await pay(paymentFor(request, { trade_state: "REFUND" }));
    await merchant.upload(request);

    expect(await buyers()).toMatchObject([{ state: "refund_in_progress" }]);
  });

  test("the buyer reads what was paid, by coupons, and what came back", async () => {
    const request = upload();
    const payment = paymentFor(request, {
      amount: { total: 1990, payer_total: 990, currency: "CNY", payer_currency: "CNY" },
    });
    await merchant.upload(request);
    await pay(payment);
    await refund(
      refundOf(payment, { total: 1990, refund: 995, payer_total: 990, payer_refund: 495 }),
    );

    const cny = (amount_minor: number) => ({ amount_minor, currency: "CNY" });
    expect(await buyers()).toMatchObject([
      {
        amount: cny(1990),
        payer_amount: cny(990),
        coupon: cny(1000),
        refunds: [{ amount: cny(995), payer_amount: cny(495) }],
      },
    ]);
    expect((await operators())[0]).toMatchObject({ payer_amount: cny(990), coupon: cny(1000) });
  });

  test("an amount keeps its currency, and a payer's other one", async () => {
    const request = upload();
    const amount = { total: 1990, currency: "HKD", payer_total: 1830, payer_currency: "CNY" };
    await merchant.upload(request);
    await pay(paymentFor(request, { amount }));

    const [bought] = await buyers();
    expect(bought).toMatchObject({
      amount: { amount_minor: 1990, currency: "HKD" },
      payer_amount: { amount_minor: 1830, currency: "CNY" },
    });
    expect(bought).not.toHaveProperty("coupon");
  });

  test("a payment without payer_total has no payer_amount", async () => {
    const request = upload();
    await merchant.upload(request);
    await pay(paymentFor(request, { amount: { total: 1990 } }));

    expect((await buyers())[0]).not.toHaveProperty("payer_amount");
  });

  test.each<[string, (request: Loose) => Loose, RegExp]>([
    [
      "names a sub-payment that does not exist",
      (request) => {
        const [first, second] = partsOf(request) as unknown as [Loose, Loose];
        const key = { order_number_type: 1, mchid: "1900000555", out_trade_no: "T-NONE" };
        return { ...request, sub_orders: [first, { ...second, order_key: key }] };
      },
      /^SUB_ORDERS_MISMATCH: sub_orders\[1\]\.order_key: 1900000555\/T-NONE names no sub-payment/,
    ],
    [
      "lacks a sub-payment",
      (request) => ({ ...request, sub_orders: partsOf(request).slice(0, 1) }),
      /^SUB_ORDERS_MISMATCH: sub_orders: The upload has no sub-order for a sub-payment/,
    ],
  ])("a combined upload that %s can be corrected", async (_, damage, result) => {
    const request = combinedUpload();
    const payment = combinedPaymentFor(request);
    await uploadCombined(damage(request));
    expect((await pay(payment)).body).toMatchObject({ state: "mismatched" });

    expect(await verify(request)).toMatch(result);
    expect(await buyers()).toEqual([]);
    const later = { ...request, upload_time: "2022-05-20T13:29:36+08:00" };
    expect(await uploadCombined(later)).toBe(0);
    expect(await verify(request)).toMatch(/^SUCCESS/);
  });

  test("a plain upload for a combined payment, and the reverse, can be corrected", async () => {
    const combined = combinedUpload();
    const plain = upload({ order_key: combined["order_key"] });
    await pay(combinedPaymentFor(combined));
    await merchant.upload(plain);
    expect(await verify(plain)).toMatch(
      /^SUB_ORDERS_MISMATCH: order_key: The payment is a combined one/,
    );
    expect(await uploadCombined({ ...combined, upload_time: "2022-05-20T13:29:36+08:00" })).toBe(0);
    expect(await verify(combined)).toMatch(/^SUCCESS/);

    const other = combinedUpload();
    await pay(paymentFor(other));
    await uploadCombined(other);
    expect(await verify(other)).toMatch(
      /^SUB_ORDERS_MISMATCH: sub_orders: The payment is an ordinary one/,
    );
  });

  test("a plain upload under the number of a part is no order", async () => {
    const combined = combinedUpload();
    const payment = combinedPaymentFor(combined);
    const number = paidParts(payment)[0]?.["transaction_id"];
    const plain = upload({ order_key: { order_number_type: 2, transaction_id: number } });
    await merchant.upload(plain);
    await pay(partAsOrdinary(payment, 0));
    expect(await verify(plain)).toMatch(/^SUCCESS/);

    await pay(payment);
    expect(await verify(plain)).toMatch(/^SUB_ORDERS_MISMATCH/);
    await uploadCombined(combined);
    expect(await verify(combined)).toMatch(/^SUCCESS/);
    expect(await buyers()).toHaveLength(1);
  });

  test("a combined payment in a sub-merchant's app matches that app's upload", async () => {
    const key = { order_number_type: 1, mchid: "1230000109", out_trade_no: "PROVIDERS-1" };
    const { request, payment: base } = combinedByTransaction("4200007770001", key);
    const payment = {
      ...base,
      combine_appid: "wx00000000provider",
      combine_payer_info: { openid: "o-of-the-provider", sub_openid: OPENID },
      sub_orders: paidParts(base).map((part) => ({
        ...part,
        mchid: "1230000109",
        sub_mchid: part["mchid"],
        sub_appid: EXAMPLE_APPID,
      })),
    };
    await uploadCombined(request);

    expect((await pay(payment)).body).toMatchObject({ state: "matched" });
    expect(await verify(request)).toMatch(/^SUCCESS/);
  });

  test("a payment that was made in two apps belongs to the one that uploads", async () => {
    const mall = await platform.register({ mchids: ["1230000109"], name: "商城" });
    const key = { order_number_type: 1, mchid: "1230000109", out_trade_no: "MALL-1" };
    const request = combinedUpload({ order_key: key, payer: { openid: "o-of-the-mall" } });
    const base = combinedPaymentFor(request);
    const payment = {
      ...base,
      combine_appid: mall.appid,
      combine_payer_info: { openid: "o-of-the-mall" },
      sub_orders: paidParts(base).map((part) => ({
        ...part,
        sub_appid: EXAMPLE_APPID,
        sub_openid: OPENID,
      })),
    };
    expect((await pay(payment)).body).toMatchObject({ state: "waiting" });
    const part = { ...paidParts(payment)[0] };
    await refund(refundOf(part, { total: 9900, refund: 9900 }));

    // In the mall's app each item has the link of a web page, so the upload is valid there as well.
    expect((await mall.call("/user-order/combine-orders", request)).errcode).toBe(0);
    expect(await verify(request, mall)).toMatch(/^SUCCESS/);
    expect((await pay(payment)).body).toMatchObject({ state: "matched" });
    const [listed] = await operators(`?appid=${mall.appid}`);
    expect(listed).toMatchObject({ state: "matched", statuses: ["partly_refunded", "to_ship"] });
  });

  test("every number of a part leads to its order, for the operator and the buyer", async () => {
    const request = combinedUpload();
    const payment = combinedPaymentFor(request);
    await uploadCombined(request);
    await pay(payment);

    for (const part of paidParts(payment)) {
      for (const number of [part["transaction_id"], part["out_trade_no"]] as string[]) {
        expect(await operators(`?q=${number}`), number).toHaveLength(1);
        expect(await buyers(`?q=${number}`), number).toHaveLength(1);
      }
    }
    const [listed] = await operators();
    expect(listed).not.toHaveProperty("transaction_id");
    expect((await buyers())[0]).not.toHaveProperty("transaction_id");
  });

  test("an order is shipped once every item was in a parcel", async () => {
    const items = [
      item({ merchant_item_id: "1", quantity: 3 }),
      item({ merchant_item_id: "2", name: "手机" }),
    ];
    const request = upload({ order_list: [order({ item_list: items })] });
    await merchant.upload(request);
    await pay(paymentFor(request));
    const parcelOf = (id: string, tracking_no: string) =>
      parcel({ tracking_no, item_list: [{ merchant_item_id: id }] });
    const ship = (parcels: Loose[], upload_time: string) =>
      merchant.call(
        "/user-order/orders/shippings",
        shipping({
          order_key: request["order_key"],
          delivery_mode: "SPLIT_DELIVERY",
          shipping_list: parcels,
          upload_time,
        }),
      );
    const counts = async () => ({
      to_ship: (await buyers("?state=to_ship")).length,
      partly: (await buyers("?state=partly_shipped")).length,
      shipped: (await buyers("?state=shipped")).length,
      operators: (await operators("?status=partly_shipped")).length,
    });

    await ship([parcelOf("1", "ZT0001")], "2022-05-20T13:40:00+08:00");
    expect(await counts()).toEqual({ to_ship: 1, partly: 1, shipped: 0, operators: 1 });
    expect((await buyers())[0]).toMatchObject({ state: "partly_shipped" });

    await ship([parcelOf("1", "ZT0001"), parcelOf("2", "ZT0002")], "2022-05-20T13:50:00+08:00");
    expect(await counts()).toEqual({ to_ship: 0, partly: 0, shipped: 1, operators: 0 });
  });

  test("the operator's list and the order's page agree on whether it needs a parcel", async () => {
    const [virtual, goods, waiting] = [upload({ logistics_type: 3 }), upload(), upload()];
    for (const request of [virtual, goods]) {
      await merchant.upload(request);
      await pay(paymentFor(request));
    }
    await merchant.upload(waiting);

    const listed = await operators("?sort=oldest");
    expect(listed.map(({ needs_parcel }) => needs_parcel)).toEqual([false, true, true]);
    for (const { id, needs_parcel } of listed) {
      expect((await platform.admin("GET", `/orders/${String(id)}`)).body).toMatchObject({
        needs_parcel,
      });
    }
  });

  test("an item that is in two merchant orders is named with both candidates", async () => {
    const orders = ["杯子", "盘子"].map((name, index) =>
      order({
        merchant_order_no: `o-${index}`,
        item_list: [item({ merchant_item_id: "1", name })],
      }),
    );
    const request = upload({ order_list: orders });
    await merchant.upload(request);
    await pay(paymentFor(request));
    await merchant.call(
      "/user-order/orders/shippings",
      shipping({
        order_key: request["order_key"],
        delivery_mode: "SPLIT_DELIVERY",
        shipping_list: [parcel({ item_list: [{ merchant_item_id: "1" }] })],
      }),
    );

    expect((await buyers())[0]).toMatchObject({ parcels: [{ items: ["杯子 or 盘子"] }] });
  });
});
