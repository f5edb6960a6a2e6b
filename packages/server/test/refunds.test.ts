import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXAMPLE_APPID, type Merchant, Platform } from "./support/platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  type Loose,
  paymentFor,
  shipping,
  upload,
} from "./support/requests.js";

const OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

/** A notification of a refund of a payment; by default of the full amount. */
function refundFor(payment: Loose, changes: Loose = {}): Loose {
  const { total } = payment["amount"] as { total: number };
  return {
    mchid: payment["mchid"],
    transaction_id: payment["transaction_id"],
    out_trade_no: payment["out_trade_no"],
    refund_id: `5030${payment["out_trade_no"] as string}`,
    out_refund_no: `R-${payment["out_trade_no"] as string}`,
    refund_status: "SUCCESS",
    success_time: "2022-05-21T10:00:00+08:00",
    user_received_account: "招商银行信用卡0403",
    amount: { total, refund: total, payer_total: total, payer_refund: total },
    ...changes,
  };
}

const part = (fen: number) => ({ total: 9900, refund: fen, payer_total: 9900, payer_refund: fen });

const refund = (body: unknown) => platform.admin("POST", "/refunds", body);

/** Makes a paid order that its buyer sees; returns its payment. */
async function paidOrder(): Promise<Loose> {
  const request = upload();
  await merchant.upload(request);
  const payment = paymentFor(request);
  await platform.admin("POST", "/payments", payment);
  await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });
  return payment;
}

const buyersOrders = async (state?: string) => {
  const buyer = await platform.buyer(EXAMPLE_APPID, OPENID);
  const query = state === undefined ? "" : `?state=${state}`;
  return (await buyer.get<{ items: Loose[] }>(`/orders${query}`)).body.items;
};

const operatorsOrder = async () => {
  const list = await platform.admin<{ items: { id: string }[] }>("GET", "/orders");
  const path = `/orders/${list.body.items[0]?.id}`;
  return (await platform.admin<Loose & { timeline: Loose[] }>("GET", path)).body;
};

describe("a refund of the full amount", () => {
  test.each([
    ["shipped", [{ tracking_no: "ZT0001" }]],
    ["to_ship", []],
  ])("makes the order refunded for its buyer when it was %s", async (state, parcels) => {
    const payment = await paidOrder();
    const key = { order_number_type: 1, mchid: payment["mchid"] };
    const order_key = { ...key, out_trade_no: payment["out_trade_no"] };
    if (state === "shipped") {
      await merchant.call("/user-order/orders/shippings", shipping({ order_key }));
    }
    expect(await buyersOrders(state)).toHaveLength(1);
    expect(await buyersOrders("refunded")).toEqual([]);

    const answer = await refund(refundFor(payment));

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ state: "succeeded", refunded_fen: 9900, amount_fen: 9900 });
    const [order, ...others] = await buyersOrders("refunded");
    expect(others).toEqual([]);
    expect(order).toMatchObject({
      state: "refunded",
      amount_fen: 9900,
      refunds: [
        {
          refund_id: refundFor(payment)["refund_id"],
          amount_fen: 9900,
          state: "succeeded",
          at: "2022-05-21T02:00:00.000Z",
        },
      ],
      parcels,
    });
    expect(await buyersOrders(state)).toEqual([]);
    expect(await buyersOrders()).toHaveLength(1);
    const buyer = await platform.buyer(EXAMPLE_APPID, OPENID);
    const whole = await buyer.get<{ timeline: Loose[] }>(`/orders/${order?.["id"] as string}`);
    expect(whole.body).toMatchObject(order as Loose);
    expect(whole.body.timeline.at(-1)).toEqual({
      at: "2022-05-21T02:00:00.000Z",
      event: "refunded",
    });
  });

  test("appears in the operator's view of the order, and in its timeline", async () => {
    const payment = await paidOrder();
    const started = { refund_status: "PROCESSING", create_time: "2022-05-21T09:00:00+08:00" };
    await refund(refundFor(payment, started));
    await refund(refundFor(payment));

    const order = await operatorsOrder();

    expect(order).toMatchObject({
      state: "matched",
      refunded_at: "2022-05-21T02:00:00.000Z",
      refunds: [{ amount_fen: 9900, state: "succeeded" }],
    });
    expect(order.timeline.slice(-2)).toMatchObject([
      { at: "2022-05-21T01:00:00.000Z", event: "refund_started" },
      { at: "2022-05-21T02:00:00.000Z", event: "refunded" },
    ]);
  });

  test("applies to details that are uploaded after it", async () => {
    const request = upload();
    const payment = paymentFor(request);
    await platform.admin("POST", "/payments", payment);
    await refund(refundFor(payment));
    await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });

    expect(await merchant.upload(request)).toMatchObject({ errcode: 0 });

    expect(await buyersOrders("refunded")).toHaveLength(1);
  });
});

test("a partial refund makes the order partly refunded; it is still to be shipped", async () => {
  const payment = await paidOrder();

  const answer = await refund(refundFor(payment, { amount: part(900) }));

  expect(answer.body).toEqual({
    state: "succeeded",
    refunded: { amount_minor: 900, currency: "CNY" },
    amount: { amount_minor: 9900, currency: "CNY" },
    refunded_fen: 900,
    amount_fen: 9900,
  });
  expect(await buyersOrders("refunded")).toEqual([]);
  expect(await buyersOrders("to_ship")).toMatchObject([
    { state: "partly_refunded", refunds: [{ amount_fen: 900, state: "succeeded" }] },
  ]);
  expect(await operatorsOrder()).not.toHaveProperty("refunded_at");
});

test("a refund recorded from a query and from a notification counts once", async () => {
  const payment = await paidOrder();
  const { refund_status: _, mchid: __, ...rest } = refundFor(payment);
  const queried = { ...rest, channel: "ORIGINAL", create_time: "2022-05-21T09:00:00+08:00" };

  expect((await refund({ ...queried, status: "PROCESSING" })).body).toMatchObject({
    state: "processing",
    refunded_fen: 0,
  });
  expect((await refund(refundFor(payment))).body).toMatchObject({ refunded_fen: 9900 });
  expect((await refund({ ...queried, status: "SUCCESS" })).body).toMatchObject({
    refunded_fen: 9900,
  });
  expect((await operatorsOrder())["refunds"]).toHaveLength(1);
});

test("a combined payment's order is refunded once all sub-payments are", async () => {
  const request = combinedUpload();
  await merchant.call("/user-order/combine-orders", request);
  const payment = combinedPaymentFor(request);
  await platform.admin("POST", "/payments", payment);
  await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });
  const [first, second] = (payment["sub_orders"] as Loose[]).map((sub) =>
    refundFor({ ...sub, amount: { total: 9900 } }),
  );

  expect((await refund(first)).body).toMatchObject({ refunded_fen: 9900, amount_fen: 19_800 });
  expect(await buyersOrders("refunded")).toEqual([]);
  expect((await refund(second)).body).toMatchObject({ refunded_fen: 19_800 });
  expect(await buyersOrders("refunded")).toMatchObject([{ refunds: [{}, {}] }]);
});

describe("a refund is rejected", () => {
  test("before its payment is recorded, and accepted after that", async () => {
    const payment = paymentFor(upload());

    const early = await refund(refundFor(payment));

    expect(early.status).toBe(404);
    expect(early.body["detail"]).toContain("Record the payment first");
    await platform.admin("POST", "/payments", payment);
    expect((await refund(refundFor(payment))).status).toBe(200);
  });

  test("when it contradicts the recorded facts, with the member that does", async () => {
    const payment = await paidOrder();
    await refund(refundFor(payment, { amount: part(900) }));

    const other = await refund(refundFor(payment, { amount: part(901) }));
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({ violations: [{ path: "amount.refund" }] });
    expect((await refund(refundFor(payment, { mchid: "1" }))).body).toMatchObject({
      violations: [{ path: "mchid" }],
    });
  });

  test("and the answer says whether it contradicts its payment or a recorded refund", async () => {
    const payment = await paidOrder();
    const contradicted = async (changes: Loose) => {
      const { status, body } = await refund(refundFor(payment, changes));
      expect(status).toBe(409);
      return (body["detail"] as string).split(":", 1)[0];
    };
    const ofPayment = "The refund contradicts its payment";
    expect(await contradicted({ out_trade_no: "T-0" })).toBe(ofPayment);
    expect(await contradicted({ mchid: "1" })).toBe(ofPayment);
    expect(await contradicted({ amount: { ...part(900), total: 9000 } })).toBe(ofPayment);
    expect(await contradicted({ amount: { ...part(900), currency: "HKD" } })).toBe(ofPayment);

    await refund(refundFor(payment, { amount: part(900) }));
    const ofRefund = "The refund contradicts a recorded refund";
    expect(await contradicted({ amount: part(901) })).toBe(ofRefund);
    expect(await contradicted({ amount: part(900), out_refund_no: "R-0" })).toBe(ofRefund);
    expect(await contradicted({ amount: part(900), refund_id: "50300" })).toBe(ofRefund);
  });

  test.each(["", "cny", "yuan"])("when its currency is %j", async (currency) => {
    const payment = await paidOrder();

    const answer = await refund(refundFor(payment, { amount: { ...part(900), currency } }));

    expect(answer).toMatchObject({
      status: 400,
      body: {
        violations: [{ path: "amount.currency", message: "must be an ISO 4217 code such as CNY" }],
      },
    });
  });

  test("when it arrives out of order, or exceeds the payment", async () => {
    const payment = await paidOrder();
    await refund(refundFor(payment));

    const old = await refund(refundFor(payment, { refund_status: "PROCESSING" }));
    expect(old.status).toBe(409);
    expect(old.body["detail"]).toContain("is already succeeded");
    const more = { refund_id: "2", out_refund_no: "2", amount: part(1) };
    const excessive = await refund(refundFor(payment, more));
    expect(excessive.status).toBe(409);
    expect(excessive.body["detail"]).toContain("¥99.00 of ¥99.00 are already refunded");
  });

  test("when it does not match its schema", async () => {
    const payment = await paidOrder();
    const stateless = await refund(refundFor(payment, { refund_status: undefined }));
    expect(stateless.status).toBe(400);
    const { body } = await refund({ refund_status: "GONE", amount: { total: 1, refund: 0 } });
    const paths = (body["violations"] as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(["transaction_id", "refund_id", "refund_status", "amount.refund"]),
    );
  });
});
