import { afterEach, beforeEach, describe, expect, test } from "vitest";
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
  delivery,
  type Loose,
  newTradeNumber,
  paymentFor,
  shipping,
  upload,
} from "./support/requests.js";

const MALL_BUYER = "o-of-the-mall";
const BUYER = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

/** A key of the example's own merchant number. */
const ownKey = (): Loose => ({
  order_number_type: 1,
  mchid: "1900000109",
  out_trade_no: newTradeNumber(),
});

describeOnBothEngines("a payment that several uploads or numbers claim", (start) => {
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
    String(
      (await by.verify({ order_key: request["order_key"], payer: request["payer"] }))[
        "verify_result"
      ],
    ).replace(/:.*/s, "");
  const put = async (request: Loose, by = merchant) => {
    const path = "sub_orders" in request ? "/user-order/combine-orders" : "/user-order/orders";
    expect(await by.call(path, request)).toMatchObject({ errcode: 0 });
  };
  const operators = async (query = "") =>
    (await platform.admin<{ items: Loose[] }>("GET", `/orders${query}`)).body.items;
  const ship = (request: Loose) =>
    merchant.call("/user-order/orders/shippings", shipping({ order_key: request["order_key"] }));

  /** The refunds of the buyer's only order. */
  const buyersRefunds = async () => {
    const [order] = await (await platform.buyer(EXAMPLE_APPID, BUYER)).orders();
    return order?.["refunds"];
  };

  describe("in two apps", () => {
    let mall: Merchant;
    beforeEach(async () => {
      mall = await platform.register({ mchids: ["1230000109"], name: "商城" });
    });

    /** An ordinary payment of a provider, made in the merchant's app and in the mall's. */
    function contested() {
      const out_trade_no = newTradeNumber();
      const key = { order_number_type: 1, out_trade_no };
      const own = upload({ order_key: { ...key, mchid: "1900000109" } });
      const malls = upload({
        order_key: { ...key, mchid: "1230000109" },
        payer: { openid: MALL_BUYER },
      });
      const payment = {
        sp_appid: mall.appid,
        sp_mchid: "1230000109",
        sub_appid: EXAMPLE_APPID,
        sub_mchid: "1900000109",
        out_trade_no,
        transaction_id: `42-${out_trade_no}`,
        trade_state: "SUCCESS",
        success_time: "2022-05-20T13:29:34+08:00",
        payer: { sp_openid: MALL_BUYER, sub_openid: BUYER },
        amount: { total: 9900, payer_total: 9900, currency: "CNY" },
      };
      return { own, malls, payment };
    }

    test.each(["before", "between", "after"])(
      "it belongs to the app that uploads first, when it is reported %s the uploads",
      async (when) => {
        const { own, malls, payment } = contested();
        if (when === "before") await pay(payment);
        await put(malls, mall);
        if (when === "between") await pay(payment);
        await put(own);
        expect((await pay(payment)).body).toMatchObject({ state: "matched" });

        expect(await verify(malls, mall)).toBe("SUCCESS");
        expect(await verify(own)).toBe("APPID_MISMATCH");
        // A repetition moves nothing.
        await pay(payment);
        expect(await verify(malls, mall)).toBe("SUCCESS");
        expect(await ship(malls)).not.toMatchObject({ errcode: 0 });
      },
    );

    test.each(["before", "between", "after"])(
      "an upload with a wrong payer does not take it, when it is reported %s the uploads",
      async (when) => {
        const { own, malls, payment } = contested();
        const wrong = { ...malls, payer: { openid: "o-of-a-stranger" } };
        if (when === "before") await pay(payment);
        await put(wrong, mall);
        if (when === "between") await pay(payment);
        await put(own);
        await pay(payment);

        expect(await verify(own)).toBe("SUCCESS");
        expect(await operators(`?appid=${mall.appid}`)).toMatchObject([{ state: "mismatched" }]);
        expect(await verify(wrong, mall)).toBe("APPID_MISMATCH");
      },
    );

    test("a wrong payer is named while no app has a matching upload", async () => {
      const { malls, payment } = contested();
      await pay(payment);
      await put({ ...malls, payer: { openid: "o-of-a-stranger" } }, mall);

      expect(await verify(malls, mall)).toBe("PAYER_MISMATCH");
      await put({ ...malls, upload_time: "2022-05-20T13:29:36+08:00" }, mall);
      expect(await verify(malls, mall)).toBe("SUCCESS");
    });
  });

  test("a matched upload stays matched when a later number names an earlier upload", async () => {
    const key = { order_number_type: 1, mchid: "1900000109", out_trade_no: newTradeNumber() };
    const { request: byTransaction, payment } = combinedByTransaction(
      `42-${newTradeNumber()}`,
      key,
    );
    const { combine_transaction_id: _, ...notification } = payment as Loose;
    const parts = partsOf(byTransaction).map((part, index) => {
      const { mchid, out_trade_no } = paidParts(payment)[index] as Loose;
      return { ...part, order_key: { order_number_type: 1, mchid, out_trade_no } };
    });
    const byMerchant: Loose = { ...byTransaction, order_key: key, sub_orders: parts };
    await put(byTransaction);
    await put(byMerchant);
    await pay(notification);
    expect(await verify(byMerchant)).toBe("SUCCESS");

    expect((await pay(payment)).body).toMatchObject({ state: "matched" });

    expect(await verify(byMerchant)).toBe("SUCCESS");
    expect(await verify(byTransaction)).toBe("ORDER_NUMBER_TYPE_MISMATCH");
  });

  test("a shipped and refunded upload that turns out to be a part's keeps no refund", async () => {
    const base = combinedUpload();
    const [one, two] = partsOf(base);
    const sub_orders = [{ ...one, order_key: ownKey() }, two];
    const request = { ...base, sub_orders };
    const payment = combinedPaymentFor(request);
    const part = partAsOrdinary(payment, 0);
    const plain = upload({ order_key: partsOf(request)[0]?.order_key });
    await put(plain);
    await pay(part);
    expect(await ship(plain)).toMatchObject({ errcode: 0 });
    await refund(refundOf(part, { total: 9900, refund: 9900 }));
    const [before] = await operators();
    expect(before).toHaveProperty("refunded_at");

    expect((await pay(payment)).body).toMatchObject({ state: "mismatched" });

    const [after] = await operators();
    expect(after).toMatchObject({
      state: "mismatched",
      statuses: ["needs_attention"],
      attention_reasons: ["parts_differ"],
    });
    expect(after).not.toHaveProperty("refunded_at");
    expect(await verify(plain)).toBe("SUB_ORDERS_MISMATCH");
  });

  test("a shipped order stays shipped when a part is reported by itself", async () => {
    const { request, payment } = combinedByTransaction(`42-${newTradeNumber()}`, ownKey());
    const part = partAsOrdinary(payment, 0);
    await put(request);
    await pay(payment);
    const shippings = {
      order_key: request["order_key"],
      sub_orders: partsOf(request).map(({ order_key }) => ({ order_key, ...delivery() })),
      upload_time: "2022-05-20T13:40:00+08:00",
    };
    const path = "/user-order/combine-orders/shippings";
    expect(await merchant.call(path, shippings)).toMatchObject({ errcode: 0 });
    await pay(part);

    const [listed] = await operators();
    expect(listed).toMatchObject({ state: "matched", statuses: ["shipped"] });
  });

  test("a combined payment whose number is that of a part is matched", async () => {
    const key = ownKey();
    const request = combinedUpload({ order_key: key });
    const [first, second] = partsOf(request);
    const sub_orders = [{ ...first, order_key: key }, second];
    const same = { ...request, sub_orders };
    const payment = combinedPaymentFor(same);
    await put(same);

    expect(await pay(payment)).toMatchObject({ status: 200, body: { state: "matched" } });
    expect(await pay(payment)).toMatchObject({ status: 200, body: { state: "matched" } });
    expect(await verify(same)).toBe("SUCCESS");
  });

  test("a combined payment whose transaction_id is that of a part is recorded", async () => {
    const payment = combinedPaymentFor(combinedUpload());
    const [first] = paidParts(payment);
    const whole = { ...payment, combine_transaction_id: first?.["transaction_id"] };

    expect(await pay(whole)).toMatchObject({ status: 200 });
    expect(await pay(whole)).toMatchObject({ status: 200 });
  });

  test("two sub-merchants of one provider may use the same out_trade_no", async () => {
    const request = combinedUpload();
    const out_trade_no = newTradeNumber();
    const subMchids = ["1900000021", "1900000022"];
    const sub_orders = partsOf(request).map((part, index) => ({
      ...part,
      order_key: { order_number_type: 1, mchid: subMchids[index], out_trade_no },
    }));
    const same = { ...request, sub_orders };
    const base = combinedPaymentFor(same);
    const payment = {
      ...base,
      sub_orders: paidParts(base).map((part) => ({
        ...part,
        mchid: "1900000009",
        sub_mchid: part["mchid"],
      })),
    };
    await put(same);

    expect(await pay(payment)).toMatchObject({ status: 200, body: { state: "matched" } });
    expect(await pay(payment)).toMatchObject({ status: 200, body: { state: "matched" } });
    expect(await verify(same)).toBe("SUCCESS");
  });

  test("two ordinary payments that share the provider's number are not one", async () => {
    const out_trade_no = newTradeNumber();
    const payment = (sub_mchid: string) => ({
      ...paymentFor(upload(), { out_trade_no, transaction_id: `42-${sub_mchid}` }),
      mchid: undefined,
      sp_mchid: "1900000009",
      sub_mchid,
    });

    expect(await pay(payment("1900000021"))).toMatchObject({ status: 200 });
    expect(await pay(payment("1900000022"))).toMatchObject({
      status: 409,
      body: { violations: [{ path: "transaction_id" }] },
    });
  });

  test("a combined payment does not replace an ordinary one with the same merchant number", async () => {
    const request = combinedUpload();
    const ordinary = paymentFor({ ...request, order_key: request["order_key"] });
    const combined = combinedPaymentFor(request);

    for (const [first, second] of [
      [ordinary, combined],
      [combined, ordinary],
    ] as const) {
      const own = await start();
      const report = (body: unknown) => own.admin<Loose>("POST", "/payments", body);
      await own.registerExample();
      expect(await report(first)).toMatchObject({ status: 200 });
      expect(await report(second)).toMatchObject({ status: 409 });
      expect(await report(first)).toMatchObject({ status: 200 });
      await own.close();
    }
  });

  test.each([
    ["a part, then the whole", [0, 1]],
    ["the whole, then a part", [1, 0]],
  ])("refunds do not exceed the payment: %s", async (_, order) => {
    const payment = combinedPaymentFor(combinedUpload());
    const number = `42-${newTradeNumber()}`;
    const whole = { ...payment, combine_transaction_id: number };
    await pay(whole);
    const [part] = paidParts(payment) as [Loose];
    const refunds = [
      refundOf(part, { total: 9900, refund: 9900 }),
      refundOf(
        {
          mchid: "1900000109",
          out_trade_no: payment["combine_out_trade_no"],
          transaction_id: number,
        },
        { total: 19_800, refund: 19_800 },
      ),
    ];

    expect(await refund(refunds[order[0] as number])).toMatchObject({ status: 200 });
    expect(await refund(refunds[order[1] as number])).toMatchObject({ status: 409 });
  });

  test("a refund is shown in the currency in which its part was paid", async () => {
    const request = combinedUpload();
    const base = combinedPaymentFor(request);
    const [one, two] = paidParts(base) as [Loose, Loose];
    const amounts = [
      { total_amount: 1000, payer_amount: 900, currency: "HKD", payer_currency: "CNY" },
      { total_amount: 2000, payer_amount: 2000, currency: "HKD", payer_currency: "HKD" },
    ];
    const sub_orders = [
      { ...one, amount: amounts[0] },
      { ...two, amount: amounts[1] },
    ];
    await put(request);
    await pay({ ...base, sub_orders });
    await refund(
      refundOf(two, { total: 2000, refund: 2000, payer_total: 2000, payer_refund: 2000 }),
    );

    expect(await buyersRefunds()).toMatchObject([
      { payer_amount: { amount_minor: 2000, currency: "HKD" } },
    ]);
  });

  test("a refund is shown in the reported payer_currency, also without payer_total", async () => {
    const request = upload();
    const payment = paymentFor(request, {
      amount: { total: 1990, currency: "HKD", payer_currency: "CNY" },
    });
    await put(request);
    await pay(payment);
    await refund(
      refundOf(payment, { total: 1990, refund: 990, payer_total: 1800, payer_refund: 895 }),
    );

    expect(await buyersRefunds()).toMatchObject([
      { payer_amount: { amount_minor: 895, currency: "CNY" } },
    ]);
  });

  test("a payer_currency that was not reported contradicts nothing, in any order", async () => {
    const amounts = [
      { total: 100, currency: "HKD", payer_total: 90 },
      { total: 100, currency: "HKD", payer_currency: "CNY" },
      { total: 100, currency: "HKD", payer_total: 90, payer_currency: "CNY" },
    ];
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const request = upload();
      await put(request);
      for (const index of order) {
        const payment = paymentFor(request, { amount: amounts[index] });
        expect(await pay(payment), order.join()).toMatchObject({ status: 200 });
      }
      const [listed] = await operators("?limit=1");
      expect(listed?.["payer_amount"], order.join()).toEqual({ amount_minor: 90, currency: "CNY" });
    }
  });

  test("another payer_currency contradicts, also without payer_total", async () => {
    const request = upload();
    const amount = { total: 100, currency: "HKD", payer_currency: "CNY" };
    await pay(paymentFor(request, { amount }));

    const other = await pay(
      paymentFor(request, { amount: { ...amount, payer_total: 90, payer_currency: "USD" } }),
    );
    expect(other).toMatchObject({
      status: 409,
      body: { violations: [{ path: "amount.payer_currency" }] },
    });
  });

  test("a refund whose total is not its payment's contradicts the payment", async () => {
    const payment = paymentFor(upload());
    await pay(payment);

    expect(await refund(refundOf(payment, { total: 9800, refund: 100 }))).toMatchObject({
      status: 409,
      body: {
        detail: expect.stringContaining("contradicts its payment"),
        violations: [{ path: "amount.total" }],
      },
    });
  });

  test.each(["refund", "payer_refund"])(
    "a later notice with another %s is a conflict",
    async (name) => {
      const payment = paymentFor(upload());
      await pay(payment);
      const amount = { total: 9900, refund: 100, payer_total: 9900, payer_refund: 90 };
      expect(await refund(refundOf(payment, amount))).toMatchObject({ status: 200 });

      expect(await refund(refundOf(payment, { ...amount, [name]: 50 }))).toMatchObject({
        status: 409,
        body: { violations: [{ path: `amount.${name}` }] },
      });
      expect(await refund(refundOf(payment, amount))).toMatchObject({ status: 200 });
    },
  );

  test("a payer cannot get back more than was paid", async () => {
    const payment = paymentFor(upload());
    await pay(payment);

    const excessive = { total: 9900, refund: 10, payer_total: 9900, payer_refund: 9901 };
    expect(await refund(refundOf(payment, excessive))).toMatchObject({
      status: 400,
      body: { violations: [{ path: "amount.payer_refund" }] },
    });
  });

  test("an empty success_time of a part is missing", async () => {
    const payment = combinedPaymentFor(combinedUpload());
    const [one, two] = paidParts(payment);

    expect(
      await pay({ ...payment, sub_orders: [one, { ...two, success_time: "" }] }),
    ).toMatchObject({
      status: 400,
      body: { violations: [{ path: "sub_orders[1].success_time", message: "is missing" }] },
    });
  });
});
