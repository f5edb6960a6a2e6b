import { ATTENTION_REASONS, ORDER_STATUSES, type OrderStatus } from "@dingdan/contract";
import { expect } from "vitest";
import { confirmAsBuyer } from "../../domain/trade/changes.js";
import { aDelivery, anIncomingUpload } from "../../domain/trade/samples.js";
import type { OrderListQuery } from "../console-store.js";
import type { Store } from "../store.js";
import { NamedOrders } from "./named-orders.js";
import {
  APPID,
  anApp,
  aPayment,
  BUYER,
  OTHER_APPID,
  PAID_AT_MS,
  STRANGER,
  wechatKey,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";
import { numbered, ofTransaction } from "./trade-samples.js";

const listed = async ({ orderLists }: Store, query: Partial<OrderListQuery>) => {
  const page = await orderLists.list({ sort: "newest", limit: 50, ...query });
  return page.orders.map(({ orderKey }) => orderKey.split(":").at(-1));
};

/** An order in each situation that people distinguish; its name is the situation. */
async function makeOrders(store: Store): Promise<void> {
  const named = new NamedOrders(store.orders);
  await store.apps.create(anApp({ permission: "approved", approvedAtMs: PAID_AT_MS }));
  await store.apps.create(anApp({ appid: OTHER_APPID, mchids: [], permission: "reviewing" }));
  await named.upload("to_pay");
  await named.match("to_ship", PAID_AT_MS);
  await named.match("late", PAID_AT_MS, 6_000);
  await named.pay("other_payer");
  await named.upload("other_payer", { openid: STRANGER });
  await named.upload("other_form");
  await named.upload("4other_form", {
    orderKey: wechatKey("4other_form"),
    receivedAtMs: PAID_AT_MS + 2_000,
  });
  await named.pay("other_form");
  await named.match("hidden", PAID_AT_MS, 0, { appid: OTHER_APPID });
  await named.match("hidden_late", PAID_AT_MS, 5_001, { appid: OTHER_APPID });
  await receive(store, "received");
  await named.match("contradicted", PAID_AT_MS);
  await store.orders.putPayment(
    aPayment({ outTradeNo: "contradicted", transactionId: "4contradicted", openid: STRANGER }),
  );
}

/** A matched order that shipping information management shipped, and whose buyer confirmed it. */
async function receive({ orders, tradeOrders }: Store, name: string): Promise<void> {
  const transactionId = `4${name}`;
  const paid = { appid: APPID, openid: BUYER, paidAtMs: PAID_AT_MS, visibleAtMs: PAID_AT_MS };
  await orders.putPayment({
    ...aPayment({ outTradeNo: name, transactionId }),
    trade: [numbered(name, { ...paid, transactionId, outTradeNo: name })],
  });
  await new NamedOrders(orders).upload(name);
  const delivery = aDelivery({ order_key: ofTransaction(transactionId) });
  const sentAtMs = PAID_AT_MS + 60_000;
  const shipped = anIncomingUpload(sentAtMs, [delivery], { openid: BUYER });
  await tradeOrders.put({ ...shipped, appid: APPID });
  await tradeOrders.change(APPID, transactionId, (order) => {
    const { change } = confirmAsBuyer(order, BUYER, anApp().trade, sentAtMs + 1);
    return { order: change?.order ?? null, messages: [], result: null };
  });
}

const LISTS: Partial<Record<OrderStatus, readonly string[]>> = {
  needs_attention: ["contradicted", "hidden_late", "hidden", "4other_form", "other_payer"],
  to_pay: ["to_pay"],
  to_ship: ["contradicted", "hidden_late", "hidden", "other_form", "late", "to_ship"],
  received: ["received"],
};

const REASONS = {
  other_payer: ["other_payer"],
  other_form: ["4other_form"],
  parts_differ: [],
  contradicted: ["contradicted"],
  not_approved: ["hidden_late", "hidden"],
  late: ["hidden_late"],
} as const;

export const orderStatusPromises: readonly StorePromise[] = [
  promise("lists the orders of each status and for each reason, and counts them", async (store) => {
    await makeOrders(store);
    for (const status of ORDER_STATUSES) {
      expect(await listed(store, { status }), status).toEqual(LISTS[status] ?? []);
    }
    for (const reason of ATTENTION_REASONS) {
      expect(await listed(store, { reason }), reason).toEqual(REASONS[reason]);
    }
    expect(await listed(store, { needsAttention: true })).toEqual(LISTS.needs_attention);
    for (const sort of ["newest", "oldest"] as const) {
      const urgent = await listed(store, { status: "to_ship", needsAttention: true, sort });
      const names = ["contradicted", "hidden_late", "hidden"];
      expect(urgent).toEqual(sort === "newest" ? names : names.toReversed());
    }
    const none = Object.fromEntries(ORDER_STATUSES.map((status) => [status, 0]));
    const counts = Object.entries(LISTS).map(([status, names]) => [status, names.length]);
    expect(await store.orderLists.countByStatus(null)).toEqual({
      all: 10,
      statuses: { ...none, ...Object.fromEntries(counts) },
    });
    expect(await store.orderLists.countByStatus(OTHER_APPID)).toEqual({
      all: 2,
      statuses: { ...none, needs_attention: 2, to_ship: 2 },
    });
    expect(await store.orderLists.countByStatus("wx-unknown")).toEqual({ all: 0, statuses: none });
  }),

  promise("finds orders by a part of an item's name when no number matches", async (store) => {
    const named = new NamedOrders(store.orders);
    await named.upload("A", { itemName: 'Green tea 100% "Longjing"' });
    await named.upload("B", { itemName: "西湖龙井 TEA_cup" });
    await named.upload("C", { itemName: "back\\slash" });
    await named.upload("tea", { itemName: "coffee", merchantOrderNos: ["tea"] });
    const found = (text: string, query: Partial<OrderListQuery> = {}) =>
      listed(store, { text, ...query });
    expect(await found("tea")).toEqual(["tea"]);
    expect(await found("green TEA")).toEqual(["A"]);
    expect(await found("Tea_")).toEqual(["B"]);
    expect(await found('0% "long')).toEqual(["A"]);
    expect(await found("龙井")).toEqual(["B"]);
    expect(await found("k\\s")).toEqual(["C"]);
    expect(await found("%")).toEqual(["A"]);
    // Found in the details, but not in a name.
    expect(await found("shop.example")).toEqual([]);
    expect(await found("item_list")).toEqual([]);
    expect(await found("龙井", { appid: OTHER_APPID })).toEqual([]);
    expect(await found("e", { limit: 1 })).toEqual(["tea"]);
  }),

  promise("finds each order with an item once, page by page", async (store) => {
    const named = new NamedOrders(store.orders);
    // The link of every order contains "shop": only names may be found.
    for (let index = 0; index < 9; index++) {
      await named.upload(`N${index}`, { itemName: index % 3 === 0 ? "Shop lamp" : "chair" });
    }
    for (const sort of ["newest", "oldest"] as const) {
      const names: (string | undefined)[] = [];
      for (let after: number | null | undefined; after !== null; ) {
        const place: { after?: number } = after === undefined ? {} : { after };
        const query = { text: "shop", sort, limit: 1, ...place };
        const page = await store.orderLists.list(query);
        names.push(...page.orders.map(({ orderKey }) => orderKey.split(":").at(-1)));
        after = page.next;
      }
      expect(names).toEqual(sort === "newest" ? ["N6", "N3", "N0"] : ["N0", "N3", "N6"]);
    }
  }),
];
