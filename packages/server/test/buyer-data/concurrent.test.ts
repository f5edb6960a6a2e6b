import type { ErasureReceipt } from "@dingdan/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Random } from "../../../cli/src/seed/random.js";
import { FakeWeChatPay } from "../support/notices.js";
import { refundOf } from "../support/payments.js";
import { EXAMPLE_APPID, type Merchant, type Platform } from "../support/platform.js";
import { testSeed } from "../support/random.js";
import { paymentFor, upload } from "../support/requests.js";
import { exportOf, markedKey, OPENID, onBothEngines, type Place, SEAL_KEY } from "./support.js";

const ROUNDS = 6;
/** Orders that are stored before the erasure, and those that are reported while it runs. */
const BEFORE = 5;
const DURING = 10;

const BUYER = { appid: EXAMPLE_APPID, openid: OPENID };
const AMOUNT = { total: 9900, refund: 100, payer_total: 9900, payer_refund: 100 };

onBothEngines("reports that arrive while a buyer is erased", (makePlace) => {
  const wechat = new FakeWeChatPay();
  let place: Place;
  let platform: Platform;
  let merchant: Merchant;
  beforeEach(async () => {
    place = await makePlace();
    platform = await place.open({ sealKey: SEAL_KEY });
    merchant = await platform.registerExample();
    await wechat.setKeys(platform);
  });
  afterEach(async () => {
    await platform.close();
    await place.remove();
  });

  const erase = () => platform.admin<ErasureReceipt>("POST", "/buyers/erase", BUYER);

  /** What is reported about one order, each part by a call of its own. */
  function reportsOf(number: string): Record<string, () => Promise<unknown>> {
    const request = upload({ order_key: markedKey(number), payer: { openid: OPENID } });
    const payment = paymentFor(request);
    const refund = refundOf(payment, AMOUNT);
    return {
      upload: () => merchant.upload(request),
      payment: () => platform.admin("POST", "/payments", payment),
      notice: () => wechat.pay(platform, payment),
      refund: () => wechat.refund(platform, refund),
    };
  }

  test("never bring the buyer's payments, refunds or parcels back", async () => {
    const seed = testSeed();
    const random = new Random(seed);
    for (let round = 0; round < ROUNDS; round++) {
      const numbers = Array.from({ length: BEFORE + DURING }, (_, at) => `R${round}-${at}`);
      const reports = numbers.map(reportsOf);
      for (const { upload: put, payment } of reports.slice(0, BEFORE)) {
        await put?.();
        if (random.isOnce(0.7)) await payment?.();
      }
      const calls = reports.flatMap((report) => Object.values(report));
      const shuffled = random.sample(calls, calls.length);
      // Some are in progress when the erasure begins; the others follow in bursts.
      const running = shuffled.splice(0, random.integer(0, 8)).map((call) => call());
      const erasure = erase();
      while (shuffled.length > 0) {
        await Promise.all(shuffled.splice(0, random.integer(1, 8)).map((call) => call()));
      }
      await Promise.all(running);
      expect((await erasure).status).toBe(200);

      const { sections } = (await exportOf(platform, BUYER.appid, BUYER.openid)).body;
      const counts = Object.fromEntries(
        ["payments", "refunds", "early_refunds", "trade_orders", "deliveries"].map((table) => [
          table,
          sections[table]?.length,
        ]),
      );
      expect(counts, `seed ${seed}, round ${round}`).toEqual({
        payments: 0,
        refunds: 0,
        early_refunds: 0,
        trade_orders: 0,
        deliveries: 0,
      });
      // A merchant may upload an order again: it is new data, and stays without a payment.
      for (const { state } of sections["uploads"] ?? []) expect(state).toBe("waiting");
      const rest = await place.query("SELECT transaction_id FROM early_refunds");
      expect(rest, `seed ${seed}, round ${round}`).toEqual([]);
    }
    await erase();
    const { sections } = (await exportOf(platform, BUYER.appid, BUYER.openid)).body;
    expect(Object.values(sections).flat()).toEqual([]);
  }, 60_000);

  test("are not in the export that is read meanwhile, or are, but it stays one JSON document", async () => {
    for (let at = 0; at < 30; at++) {
      const reports = reportsOf(`X-${at}`);
      await reports["upload"]?.();
      await reports["payment"]?.();
    }
    const [exported, erased] = await Promise.all([
      exportOf(platform, BUYER.appid, BUYER.openid),
      erase(),
    ]);
    expect([exported.status, erased.status]).toEqual([200, 200]);
    expect(exported.body).toMatchObject({ appid: EXAMPLE_APPID, openid: OPENID });
    expect(Object.keys(exported.body.sections)).toContain("buyer_tokens");
  });

  test("two erasures of one buyer at the same time are one", async () => {
    for (let at = 0; at < 5; at++) {
      const reports = reportsOf(`Y-${at}`);
      await reports["upload"]?.();
      await reports["payment"]?.();
    }
    const [one, other] = await Promise.all([erase(), erase()]);
    expect(one.body).toEqual(other.body);
    expect(one.body.removed).toMatchObject({ uploads: 5, payments: 5 });
    const listed = await platform.admin<{ items: unknown[] }>("GET", "/buyers/erasures");
    expect(listed.body.items).toEqual([one.body]);
  });
});
