import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeOnBothEngines } from "./support/engines.js";
import { EXAMPLE_APPID, type Merchant, type Platform } from "./support/platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  type Loose,
  paymentFor,
  upload,
} from "./support/requests.js";

/** One payment: its upload, and the reports that WeChat Pay may send of it. */
interface Scenario {
  readonly path: string;
  readonly upload: Loose;
  readonly reports: readonly Loose[];
}

/** A text in every number of a scenario, so that each run has its own numbers. */
const MARK = "MARK";

const withNulls = (report: Loose): Loose => ({
  attach: null,
  sub_mchid: null,
  sp_appid: null,
  ...report,
});

const ordinary = (): Scenario => {
  const request = upload({
    order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: `O-${MARK}` },
  });
  const notification = paymentFor(request, { transaction_id: `42-${MARK}` });
  return {
    path: "/user-order/orders",
    upload: request,
    reports: [
      notification,
      {
        ...notification,
        trade_state_desc: "支付成功",
        scene_info: { device_id: "013467007045764" },
      },
      withNulls(notification),
      { ...notification, success_time: "2022-05-20T13:29:36+08:00" },
      { ...notification, trade_state: "REFUND", trade_state_desc: "转入退款" },
      // The query of the provider, for whom the merchant is a sub-merchant.
      {
        sp_appid: "wx8888888888888888",
        sp_mchid: "1230000109",
        sub_appid: EXAMPLE_APPID,
        sub_mchid: "1900000109",
        out_trade_no: notification["out_trade_no"],
        transaction_id: notification["transaction_id"],
        trade_state: "SUCCESS",
        success_time: "2022-05-20T05:29:34Z",
        payer: { sp_openid: "o-of-the-provider", sub_openid: openidOf(request) },
        amount: { total: 9900, currency: "CNY" },
      },
    ],
  };
};

function combined(isByTransaction: boolean): Scenario {
  const key = { order_number_type: 1, mchid: "1900000109", out_trade_no: `C-${MARK}` };
  const parts = ["a", "b", "c"].map((name) => ({
    order_key: { order_number_type: 1, mchid: "1900000555", out_trade_no: `${name}-${MARK}` },
  }));
  const base = combinedUpload({ order_key: key });
  const [template] = base["sub_orders"] as [Loose];
  const sub_orders = parts.map((part, index) => ({
    ...template,
    ...part,
    merchant_order_no: `m-${index}`,
  }));
  const notification = combinedPaymentFor({ ...base, sub_orders });
  const paid = (notification["sub_orders"] as Loose[]).map((part, index) => ({
    ...part,
    transaction_id: `42-${index}-${MARK}`,
  }));
  notification["sub_orders"] = paid;
  const reply = { ...notification, combine_transaction_id: `42-C-${MARK}` };
  const ofPart = (index: number) => {
    const { amount: _, ...part } = paid[index] as Loose;
    return {
      ...part,
      appid: EXAMPLE_APPID,
      payer: { openid: openidOf(base) },
      amount: { total: 9900, payer_total: 9900, currency: "CNY" },
    };
  };
  const named = paid.map(({ transaction_id }, index) => ({
    ...(sub_orders[index] as Loose),
    order_key: { order_number_type: 2, transaction_id },
  }));
  return {
    path: "/user-order/combine-orders",
    upload: isByTransaction
      ? {
          ...base,
          order_key: { order_number_type: 2, transaction_id: `42-C-${MARK}` },
          sub_orders: named,
        }
      : { ...base, sub_orders },
    reports: [
      notification,
      reply,
      { ...reply, sub_orders: paid.toReversed() },
      withNulls({ ...notification, combine_transaction_id: null }),
      ofPart(0),
      ofPart(1),
      { ...ofPart(2), trade_state: "REFUND" },
    ],
  };
}

const openidOf = (request: Loose) => (request["payer"] as Loose)["openid"];

/** A combined payment of two sub-merchants of one provider that use the same out_trade_no. */
function withSharedNumbers(): Scenario {
  const order_key = { order_number_type: 1, mchid: "1900000109", out_trade_no: `S-${MARK}` };
  const base = combinedUpload({ order_key: { ...order_key, out_trade_no: `W-${MARK}` } });
  const subMchids = ["1900000551", "1900000552"];
  const sub_orders = subMchids.map((mchid, index) => ({
    ...(base["sub_orders"] as Loose[])[index],
    order_key: { ...order_key, mchid },
  }));
  const request = { ...base, sub_orders };
  const payment = combinedPaymentFor(request);
  const paid = (payment["sub_orders"] as Loose[]).map((part, index) => ({
    ...part,
    mchid: "1900000109",
    sub_mchid: subMchids[index],
    transaction_id: `42-${index}-${MARK}`,
  }));
  const notification = { ...payment, sub_orders: paid };
  const { amount: _, mchid: __, ...part } = paid[1] as Loose;
  return {
    path: "/user-order/combine-orders",
    upload: request,
    reports: [
      notification,
      { ...notification, sub_orders: paid.toReversed() },
      { ...notification, combine_transaction_id: `42-1-${MARK}` },
      {
        ...part,
        sp_mchid: "1900000109",
        appid: EXAMPLE_APPID,
        payer: { openid: openidOf(base) },
        amount: { total: 9900, payer_total: 9900, currency: "CNY" },
      },
    ],
  };
}

const SCENARIOS = [ordinary(), combined(false), combined(true), withSharedNumbers()];

/** Which reports arrive in which order, some several times, and after how many of them the upload. */
const HISTORY = fc
  .nat(SCENARIOS.length - 1)
  .chain((index) => {
    const last = (SCENARIOS[index] as Scenario).reports.length - 1;
    return fc.tuple(
      fc.constant(index),
      fc.array(fc.nat(last), { minLength: 1, maxLength: 9 }),
      fc.nat(9),
    );
  })
  .map(([scenario, order, uploadAt]) => ({ scenario, order, uploadAt }));

describeOnBothEngines("reports of one payment", (start) => {
  let platform: Platform;
  let merchant: Merchant;
  let runs = 0;

  beforeAll(async () => {
    platform = await start();
    merchant = await platform.registerExample();
  });
  afterAll(() => platform.close());

  /** What is stored, and answered to verify, at the end of a history. */
  async function endOf(
    { path, ...scenario }: Scenario,
    order: readonly number[],
    uploadAt: number,
  ) {
    const mark = `R${++runs}`;
    const own = (value: Loose) => JSON.parse(JSON.stringify(value).replaceAll(MARK, mark)) as Loose;
    const request = own(scenario.upload);
    const send = async () => expect((await merchant.call(path, request)).errcode).toBe(0);
    for (const [index, place] of order.entries()) {
      if (index === uploadAt) await send();
      const report = own(scenario.reports[place] as Loose);
      const answer = await platform.admin<Loose>("POST", "/payments", report);
      expect(answer.body).toHaveProperty("state");
      expect(answer.status).toBe(200);
    }
    if (uploadAt >= order.length) await send();
    const { order_key, payer } = request;
    const { verify_result } = await merchant.verify({ order_key, payer });
    const found = await platform.admin<{ items: { id: string }[] }>(
      "GET",
      `/orders?limit=1&appid=${EXAMPLE_APPID}`,
    );
    const stored = await platform.admin<Loose>("GET", `/orders/${found.body.items[0]?.id}`);
    const { id: _, ...state } = stored.body;
    return JSON.parse(JSON.stringify({ ...state, verify_result }).replaceAll(mark, MARK)) as Loose;
  }

  test("in any order and number end in the same state and the same answer of verify", async () => {
    await fc.assert(
      fc.asyncProperty(HISTORY, async ({ scenario: index, order, uploadAt }) => {
        const scenario = SCENARIOS[index] as Scenario;
        const once = [...new Set(order)].toSorted((a, b) => a - b);

        expect(await endOf(scenario, order, uploadAt)).toEqual(await endOf(scenario, once, 0));
      }),
      { numRuns: Number(process.env["DINGDAN_HISTORIES"] ?? 15) },
    );
  }, 300_000);
});
