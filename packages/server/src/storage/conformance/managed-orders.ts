import type { OrderStatus, PaidOrderStatus } from "@dingdan/contract";
import { expect } from "vitest";
import { aDelivery, anIncomingUpload } from "../../domain/trade/samples.js";
import type { TradeOrder } from "../../domain/trade/trade-order.js";
import type { Store } from "../store.js";
import { NamedOrders, namesOf } from "./named-orders.js";
import { APPID, aPayment, BUYER, merchantKey, PAID_AT_MS } from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";
import { numbered, ofTransaction } from "./trade-samples.js";

/** Makes a matched order whose payment is under shipping information management. */
async function matchManaged(store: Store, name: string, given: Partial<TradeOrder> = {}) {
  const managed = { transactionId: `4${name}`, outTradeNo: name, ...MINE, ...given };
  await store.orders.putPayment({
    ...aPayment({ outTradeNo: name, transactionId: `4${name}` }),
    trade: [numbered(name, managed)],
  });
  await new NamedOrders(store.orders).upload(name);
}

const MINE = { appid: APPID, openid: BUYER, paidAtMs: PAID_AT_MS, visibleAtMs: PAID_AT_MS };

const ship = (store: Store, name: string, isFinished = true) => {
  const incoming = anIncomingUpload(
    PAID_AT_MS + 60_000,
    [
      aDelivery({
        order_key: ofTransaction(`4${name}`),
        delivery_mode: 2,
        is_all_delivered: isFinished,
      }),
    ],
    { openid: BUYER },
  );
  return store.tradeOrders.put({ ...incoming, appid: APPID });
};

const buyersList = async ({ orders }: Store, status: PaidOrderStatus) => {
  const query = { appid: APPID, openid: BUYER, status, limit: 9 };
  const [whole, summaries] = await Promise.all([
    orders.listOfBuyer(query),
    orders.summariesOfBuyer(query),
  ]);
  expect(summaries.map(({ number }) => number)).toEqual(whole.map(({ number }) => number));
  return namesOf(whole);
};

const operatorsList = async (
  { orderLists }: Store,
  query: { readonly status?: OrderStatus; readonly isShipped?: boolean },
) => {
  const page = await orderLists.list({ ...query, sort: "newest", limit: 9 });
  return page.orders.map(({ orderKey }) => orderKey.split(":").at(-1));
};

export const managedOrderPromises: readonly StorePromise[] = [
  promise(
    "lists an order that shipping information management shipped as shipped, not to ship",
    async (store) => {
      // given one order of each kind
      await matchManaged(store, "SHIPPED");
      await matchManaged(store, "PARTLY");
      await matchManaged(store, "UNSHIPPED");
      await matchManaged(store, "UNMANAGED", { unmanagedReason: "not_managed" });

      // when one is reported as shipped, and one as not completely shipped
      expect(await ship(store, "SHIPPED")).toEqual({ kind: "stored" });
      expect(await ship(store, "PARTLY", false)).toEqual({ kind: "stored" });

      // then the lists of buyers and of operators agree
      const waiting = ["UNMANAGED", "UNSHIPPED", "PARTLY"];
      expect(await buyersList(store, "to_ship")).toEqual(waiting);
      expect(await buyersList(store, "shipped")).toEqual(["SHIPPED"]);
      expect(await operatorsList(store, { status: "to_ship" })).toEqual(waiting);
      expect(await operatorsList(store, { status: "shipped" })).toEqual(["SHIPPED"]);
      expect(await operatorsList(store, { isShipped: true })).toEqual(["SHIPPED"]);
      expect(await operatorsList(store, { isShipped: false })).toEqual(waiting);
      const order = await store.orders.findOrder(APPID, merchantKey("SHIPPED"));
      expect(order?.upload.shippingProgress).toBe("all");
    },
  ),

  promise(
    "does not use the summary of an order that shipping information management shipped",
    async (store) => {
      await matchManaged(store, "A");
      await matchManaged(store, "B");
      await ship(store, "A");
      const query = { appid: APPID, openid: BUYER, limit: 9 };
      const summaries = await store.orders.summariesOfBuyer(query);
      expect(summaries.map(({ summary }) => summary === null)).toEqual([false, true]);
    },
  ),

  promise(
    "lists an order as shipped, too, when its details arrive after the shipping information",
    async (store) => {
      await store.orders.putPayment({
        ...aPayment({ outTradeNo: "LATE", transactionId: "4LATE" }),
        trade: [numbered("LATE", { ...MINE, transactionId: "4LATE", outTradeNo: "LATE" })],
      });
      await ship(store, "LATE");
      await new NamedOrders(store.orders).upload("LATE");
      expect(await buyersList(store, "shipped")).toEqual(["LATE"]);
      expect(await buyersList(store, "to_ship")).toEqual([]);
    },
  ),
];
