import { expect } from "vitest";
import { aTradeOrder } from "../../domain/trade/samples.js";
import type { Store } from "../store.js";
import { adminKey } from "./admin-keys.js";
import { LINK } from "./buyer-tokens.js";
import { componentNamed, credentialNamed, grantOf } from "./component-stores.js";
import { decision, session } from "./console-stores.js";
import { sku, spu } from "./goods.js";
import { record } from "./requests.js";
import { pack } from "./resource-packages.js";
import {
  APPID,
  anApp,
  anUpload,
  aPayment,
  aRefund,
  aServiceProviderOrder,
  BUYER,
  MERCHANT_KEY,
  merchantKey,
  PAID_AT_MS,
  recordedPayment,
  sentUpload,
  TRANSACTION_ID,
} from "./samples.js";
import { aShipping } from "./shippings.js";
import { promise, type StorePromise } from "./store-promise.js";
import { aMessage } from "./trade-samples.js";

/** U+0000, which not every database stores in a text, and the noncharacter that escapes it. */
const HARD = "a\0b \u{10FFFE}0 \u{10FFFE}1 订单 🛍 \0";

/** The same without U+0000, which the contract's rules reject in an upload. */
const ALLOWED = HARD.replaceAll("\0", "");

/** A value that was put into a part of a store, and the value that was found there. */
type PutAndFound = readonly [put: unknown, found: unknown];

// The interfaces reject control characters in most places, but a store does not rely on that.
const PARTS: Readonly<Record<string, (store: Store) => Promise<PutAndFound>>> = {
  apps: async ({ apps }) => {
    await apps.create(anApp({ name: HARD, mchids: [HARD] }));
    const changed = await apps.change(APPID, (app) => ({ ...app, ipWhitelist: [HARD] }));
    const [listed] = await apps.list({ afterAppid: "", limit: 1 });
    const put = anApp({ name: HARD, mchids: [HARD], ipWhitelist: [HARD] });
    return [
      [put, put, put],
      [changed, listed, await apps.find(APPID)],
    ];
  },
  uploads: async ({ orders }) => {
    const incoming = anUpload({ merchantOrderNos: [ALLOWED], itemName: ALLOWED });
    await orders.put(sentUpload(incoming));
    const { upload } = (await orders.findOrder(APPID, MERCHANT_KEY)) ?? {};
    return [
      [incoming.merchantOrderNos, incoming.details],
      [upload?.merchantOrderNos, upload?.details],
    ];
  },
  payments: async ({ orders }) => {
    const given = { openid: HARD, outTradeNo: HARD, report: { attach: HARD } };
    await orders.putPayment(aPayment(given));
    return [recordedPayment(given), (await orders.findFacts(APPID, merchantKey(HARD))).payment];
  },
  "buyers' lists": async ({ orders }) => {
    await orders.putPayment(aPayment());
    await orders.put(sentUpload(anUpload({ itemName: ALLOWED })));
    const of = { appid: APPID, openid: BUYER, limit: 2 };
    const [order] = await orders.listOfBuyer(of);
    const [listed] = await orders.summariesOfBuyer(of);
    return [order?.upload.summary, listed?.summary?.toString()];
  },
  "trade orders": async ({ orders, tradeOrders, appMessages }) => {
    const put = aTradeOrder({ appid: HARD, transactionId: HARD, outTradeNo: HARD, openid: HARD });
    const message = { ...aMessage(), appid: HARD, from: HARD };
    await orders.putPayment({ ...aPayment(), trade: [put] });
    await appMessages.add(message);
    const { createdAtMs: nowMs } = message;
    const due = { nowMs, leaseUntilMs: nowMs, limit: 1, perApp: 1 };
    const [taken] = await appMessages.takeDue(due);
    const { number: _, failures: __, ...pushed } = taken?.messages[0] ?? { number: 0, failures: 0 };
    const keys = [
      { kind: "transaction", transaction_id: HARD },
      { kind: "merchant", mchid: put.mchid, out_trade_no: HARD },
    ] as const;
    const found = await Promise.all(keys.map((key) => tradeOrders.findNamed(HARD, key)));
    return [
      [put, put, message],
      [...found.flat(), pushed],
    ];
  },
  logistics: async ({ orders }) => {
    await orders.put(sentUpload(anUpload()));
    await orders.putPayment(aPayment());
    const shipping = aShipping({ trackingNo: HARD });
    await orders.putShipping(shipping);
    const order = await orders.findOrder(APPID, MERCHANT_KEY);
    return [
      shipping.deliveries.map(({ delivery }) => delivery),
      order?.deliveries.map(({ delivery }) => JSON.parse(delivery) as unknown),
    ];
  },
  refunds: async ({ orders, refunds }) => {
    await orders.putPayment(aPayment());
    await refunds.put(aRefund({ outRefundNo: HARD, refund: HARD }));
    const found = await refunds.ofPayments(APPID, [TRANSACTION_ID]);
    return [[[HARD, HARD]], found.map(({ outRefundNo, refund }) => [outRefundNo, refund])];
  },
  "service providers' orders": async ({ serviceProviderOrders }) => {
    // PostgreSQL's index reads this as JSON without U+0000, and the operator's interface rejects U+0000.
    const spuName = HARD.replaceAll("\0", "");
    const put = aServiceProviderOrder({ productInfo: { spSpuId: "10000117", spuName } });
    await serviceProviderOrders.create(put);
    return [put, await serviceProviderOrders.find(APPID, put.orderId)];
  },
  goods: async ({ goods }) => {
    const put = [spu(HARD, { name: HARD }), sku(HARD, HARD, { name: HARD })];
    await goods.createSpu(spu(HARD, { name: HARD }));
    await goods.createSku(sku(HARD, HARD, { name: HARD }));
    return [put, [await goods.findSpu(HARD), ...(await goods.skusOf(HARD))]];
  },
  "resource packages": async ({ resourcePackages }) => {
    const put = pack({ orderId: HARD, providerAppid: HARD });
    await resourcePackages.create(put);
    const found = await resourcePackages.list({ limit: 2 });
    return [[put], found.map((numbered) => numbered.package)];
  },
  "buyers' tokens": async ({ buyerTokens }) => {
    const put = { ...LINK, buyers: [{ appid: APPID, openid: HARD }] };
    await buyerTokens.put(put);
    return [put, await buyerTokens.find(LINK.tokenHash)];
  },
  "third-party platforms": async ({ components }) => {
    const put = {
      ...componentNamed("wx-p"),
      name: HARD,
      callback: { url: HARD, token: HARD, encodingAesKey: HARD },
      lastPushFault: HARD,
    };
    await components.create(put, credentialNamed("ticket", "ticket"));
    return [put, await components.find("wx-p")];
  },
  "third-party platforms' codes": async ({ componentCredentials }) => {
    const put = credentialNamed("hash", "authorization_code", { sealedKey: HARD });
    await componentCredentials.issue(put, null);
    return [put, await componentCredentials.find("hash")];
  },
  authorizations: async ({ authorizations, componentEvents, components }) => {
    await components.create(componentNamed("wx-p"), credentialNamed("ticket", "ticket"));
    await authorizations.grant(grantOf(HARD));
    await authorizations.putOption(HARD, HARD, HARD);
    const due = { nowMs: PAID_AT_MS, leaseUntilMs: PAID_AT_MS, limit: 2 };
    const events = await componentEvents.takeDue(due);
    return [
      [HARD, HARD, [HARD]],
      [
        (await authorizations.find(HARD, "wx-p"))?.appid,
        await authorizations.findOption(HARD, HARD),
        events.map(({ appid }) => appid),
      ],
    ];
  },
  settings: async ({ settings }) => {
    await settings.put(HARD, HARD);
    return [
      [HARD, HARD],
      [await settings.get(HARD), await settings.change(HARD, (v) => v ?? "")],
    ];
  },
  "the request log": async ({ requests }) => {
    const put = record(HARD, {
      path: HARD,
      query: HARD,
      fault: HARD,
      message: HARD,
      userAgent: HARD,
      contentType: HARD,
      body: HARD,
      redacted: [HARD],
      reply: HARD,
      orderKey: HARD,
    });
    await requests.append([put]);
    const [listed] = await requests.list({ orderKey: HARD, from: { after: 0 }, limit: 2 });
    const numbered = { ...put, number: 1 };
    return [
      [numbered, numbered],
      [await requests.find(HARD), listed],
    ];
  },
  "the console's sessions": async ({ consoleSessions }) => {
    const put = session({ appid: HARD });
    await consoleSessions.put(put);
    return [put, await consoleSessions.find(put.tokenHash)];
  },
  "admin keys": async ({ adminKeys }) => {
    const put = adminKey({ keyHash: HARD, id: HARD, name: HARD });
    await adminKeys.change(() => ({ result: null, put: [put] }));
    return [put, await adminKeys.find(HARD)];
  },
  statistics: async ({ statistics }) => {
    await statistics.add([{ appid: HARD, hourMs: 0, name: HARD, count: 1 }]);
    const found = await statistics.list(HARD, { fromMs: 0, toMs: 0 });
    return [[{ hourMs: 0, name: HARD, count: 1 }], found];
  },
  "decisions on reviews": async ({ apps, reviews }) => {
    const put = decision({ verdict: { result: "rejected", reason: HARD } });
    await apps.create(anApp());
    await apps.changePermission(put.appid, put.decidedAtMs, (app) => ({ app, review: put }));
    return [[put], await reviews.list(APPID, { limit: 2 })];
  },
  "the operator's lists": async ({ orders, orderLists }) => {
    await orders.put(sentUpload(anUpload({ merchantOrderNos: [ALLOWED] })));
    const page = () => orderLists.list({ text: ALLOWED, sort: "newest", limit: 2 });
    const [before] = (await page()).orders;
    await orderLists.indexNames(9);
    const [indexed] = (await page()).orders;
    return [
      [[ALLOWED], [ALLOWED]],
      [before?.merchantOrderNos, indexed?.merchantOrderNos],
    ];
  },
};

export const hardTextPromises: readonly StorePromise[] = [
  ...Object.entries(PARTS).map(([part, putAndFind]) =>
    promise(`keeps every character in ${part}`, async (store) => {
      const [put, found] = await putAndFind(store);
      expect(found).toEqual(put);
    }),
  ),

  promise("keeps apart texts that differ only after a U+0000", async ({ apps, orders }) => {
    const appids = [APPID, `${APPID}\0`, `${APPID}\0b`];
    for (const appid of appids) expect(await apps.create(anApp({ appid, name: appid }))).toBe(true);
    for (const appid of appids) expect((await apps.find(appid))?.name).toBe(appid);
    expect(await apps.find(`${APPID}\0a`)).toBeNull();
    expect(await apps.change(`${APPID}\0a`, (app) => app)).toBeNull();

    await orders.put(sentUpload(anUpload()));
    expect(await orders.findOrder(APPID, `${MERCHANT_KEY}\0`)).toBeNull();
  }),
];
