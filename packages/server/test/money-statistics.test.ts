import type { StatisticsRepresentation } from "@dingdan/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnBothEngines } from "./support/engines.js";
import { FakeWeChatPay } from "./support/notices.js";
import { refundOf } from "./support/payments.js";
import { EXAMPLE_APPID, type Platform } from "./support/platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  type Loose,
  paymentFor,
  upload,
} from "./support/requests.js";

const wechat = new FakeWeChatPay();
let platform: Platform;

const money = (amount_minor: number, currency = "CNY") => ({ amount_minor, currency });
const statistics = async (query = "") =>
  (await platform.admin<StatisticsRepresentation>("GET", `/statistics${query}`)).body;
const pay = (payment: Loose) => platform.admin("POST", "/payments", payment);
const payOf = (total: number, currency = "CNY") =>
  paymentFor(upload(), { amount: { total, currency } });
const refund = (body: Loose) => platform.admin("POST", "/refunds", body);

describeOnBothEngines("the statistics of money", (start) => {
  beforeEach(async () => {
    platform = await start();
    await platform.registerExample();
  });
  afterEach(() => platform.close());

  test("sum payments and refunds in each currency, each once", async () => {
    const first = payOf(9900);
    const yen = payOf(1990, "JPY");
    for (const payment of [first, first, yen, payOf(2 ** 40)]) {
      expect((await pay(payment)).status).toBe(200);
    }
    const part = refundOf(first, { total: 9900, refund: 900 });
    await refund({ ...part, refund_status: "PROCESSING" });
    expect((await statistics()).totals.refunded).toEqual([]);
    for (const reported of [part, part]) await refund(reported);
    const rest = { refund_id: "50302", out_refund_no: "R-2" };
    await refund(refundOf(first, { total: 9900, refund: 9000 }, rest));
    await refund(refundOf(yen, { total: 1990, refund: 990 }, { refund_id: "50303" }));

    const { totals, previous } = await statistics();
    expect(totals.paid).toEqual([money(9900 + 2 ** 40), money(1990, "JPY")]);
    expect(totals.refunded).toEqual([money(9900), money(990, "JPY")]);
    expect(previous).toMatchObject({ payments: 0, paid: [], refunded: [] });
    expect((await statistics(`?appid=${EXAMPLE_APPID}`)).totals.paid).toEqual(totals.paid);
    expect((await statistics("?appid=wxother")).totals.paid).toEqual([]);
  });

  test("sum a combined payment once, however its parts were reported", async () => {
    const whole = combinedPaymentFor(combinedUpload());
    const [part] = whole["sub_orders"] as Loose[];
    await pay({
      ...payOf(9900),
      mchid: part?.["mchid"],
      out_trade_no: part?.["out_trade_no"],
      transaction_id: part?.["transaction_id"],
      success_time: part?.["success_time"],
      payer: whole["combine_payer_info"],
    });
    expect((await statistics()).totals.paid).toEqual([money(9900)]);
    for (const report of [whole, whole]) expect((await pay(report)).status).toBe(200);
    expect((await statistics()).totals.paid).toEqual([money(19_800)]);
    await refund(refundOf({ ...part, amount: {} }, { total: 9900, refund: 100 }));
    expect((await statistics()).totals).toMatchObject({ payments: 1, refunded: [money(100)] });
  });

  test("sum a refund that was reported before its payment", async () => {
    await wechat.setKeys(platform);
    const payment = payOf(9900);
    await wechat.refund(platform, refundOf(payment, { total: 9900, refund: 5 }));
    expect((await statistics()).totals.refunded).toEqual([]);
    await pay(payment);
    expect((await statistics()).totals).toMatchObject({
      paid: [money(9900)],
      refunded: [money(5)],
    });
  });

  test("stay at the largest exact number", async () => {
    const most = Number.MAX_SAFE_INTEGER;
    for (const payment of [payOf(most), payOf(most)]) {
      expect((await pay(payment)).status).toBe(200);
    }
    const { totals } = await statistics();
    expect(totals.paid).toEqual([money(most)]);
    await pay(payOf(1));
    expect((await statistics()).totals).toMatchObject({ payments: 3, paid: [money(most)] });
  });

  test("compare a span with the one before, while its counts are kept", async () => {
    await pay(payOf(9900));
    await platform.admin("POST", "/clock", { advance_seconds: 24 * 3600 });
    await pay(payOf(100));
    const { from, totals, previous } = await statistics();
    expect(totals).toMatchObject({ payments: 1, paid: [money(100)] });
    expect(previous).toMatchObject({ payments: 1, paid: [money(9900)], refunded: [] });
    expect(previous?.to).toBe(new Date(Date.parse(from) - 3_600_000).toISOString());
    expect(Date.parse(from) - Date.parse(previous?.from ?? "")).toBe(24 * 3_600_000);

    const daysAgo = (days: number) => new Date(Date.parse(from) - days * 86_400_000).toISOString();
    const hourOf = (at: string) => statistics(`?from=${at}&to=${at}`);
    expect(await hourOf(daysAgo(394))).toHaveProperty("previous");
    expect(await hourOf(daysAgo(397))).not.toHaveProperty("previous");
  });
});
