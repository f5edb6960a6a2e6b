import { expect } from "vitest";
import type { OrderQuery, OrderStore } from "../store.js";
import { NamedOrders, namesOf } from "./named-orders.js";
import { APPID, BUYER, OTHER_APPID, PAID_AT_MS, STRANGER, wechatKey } from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

const search = async (orders: OrderStore, query: Partial<OrderQuery> = {}) =>
  namesOf(await orders.search({ limit: 100, ...query }));

export const orderListPromises: readonly StorePromise[] = [
  promise("lists orders newest first, and keeps the place of a replaced one", async (store) => {
    const named = new NamedOrders(store.orders);
    for (const name of ["A", "B", "C"]) await named.upload(name);

    await named.upload("A", { uploadTime: "2022-05-20T13:30:00+08:00" });

    expect(await search(store.orders)).toEqual(["C", "B", "A"]);
  }),

  promise("lists every order once, page by page, also while others arrive", async ({ orders }) => {
    const named = new NamedOrders(orders);
    for (const name of ["A", "B", "C", "D", "E"]) await named.upload(name);

    const first = await orders.search({ limit: 2 });
    await named.upload("F");
    const second = await orders.search({ limit: 2, beforeNumber: first.at(-1)?.number ?? 0 });
    const third = await orders.search({ limit: 2, beforeNumber: second.at(-1)?.number ?? 0 });

    expect([first, second, third].map(namesOf)).toEqual([["E", "D"], ["C", "B"], ["A"]]);
    expect(await orders.search({ limit: 2, beforeNumber: third.at(-1)?.number ?? 0 })).toEqual([]);
  }),

  promise("lists an order with the payment that it was compared with", async ({ orders }) => {
    const named = new NamedOrders(orders);
    await named.upload("WAITING");
    await named.match("MATCHED", PAID_AT_MS);
    await named.pay("MISMATCHED");
    await named.upload("MISMATCHED", { openid: STRANGER });

    const found = await orders.search({ limit: 9 });

    expect(found.map(({ payment }) => payment?.id)).toEqual(["4MISMATCHED", "4MATCHED", undefined]);
  }),

  promise("finds orders by app and by state", async ({ orders }) => {
    const named = new NamedOrders(orders);
    await named.upload("WAITING");
    await named.upload("OTHERS", { appid: OTHER_APPID });
    await named.match("MATCHED", PAID_AT_MS);
    await named.pay("MISMATCHED");
    await named.upload("MISMATCHED", { openid: STRANGER });

    expect(await search(orders, { appid: APPID })).toEqual(["MISMATCHED", "MATCHED", "WAITING"]);
    expect(await search(orders, { appid: OTHER_APPID })).toEqual(["OTHERS"]);
    expect(await search(orders, { state: "waiting" })).toEqual(["OTHERS", "WAITING"]);
    expect(await search(orders, { state: "matched" })).toEqual(["MATCHED"]);
    expect(await search(orders, { state: "mismatched" })).toEqual(["MISMATCHED"]);
    expect(await search(orders, { appid: OTHER_APPID, state: "matched" })).toEqual([]);
  }),

  ...(
    [
      ["merchant_order_no", "no A-1"],
      ["a second merchant_order_no", "second A-1"],
      ["out_trade_no", "A-1"],
      ["transaction_id", "4A-1"],
      ["openid", STRANGER],
    ] as const
  ).map(([kind, text]) =>
    promise(`finds an order by its ${kind}`, async ({ orders }) => {
      const named = new NamedOrders(orders);
      await named.match("A-1", PAID_AT_MS, 0, {
        openid: STRANGER,
        merchantOrderNos: ["no A-1", "second A-1"],
      });
      await named.match("B-2", PAID_AT_MS);

      expect(await search(orders, { text })).toEqual(["A-1"]);
      expect(await search(orders, { text, appid: OTHER_APPID })).toEqual([]);
    }),
  ),

  ...(
    [
      ["transaction_id", "4A-1"],
      ["out_trade_no", "A-1"],
    ] as const
  ).map(([kind, text]) =>
    promise(
      `finds an order by its ${kind} when it was uploaded in the other form`,
      async (store) => {
        const { orders } = store;
        const named = new NamedOrders(orders);
        await named.upload("A-1", { orderKey: wechatKey("4A-1") });
        await named.upload("B-2", { orderKey: wechatKey("4B-2") });
        for (const name of ["A-1", "B-2"]) await named.pay(name);

        expect(await search(orders, { text })).toEqual(["4A-1"]);
      },
    ),
  ),

  promise("finds an order by its transaction_id before it is paid", async ({ orders }) => {
    await new NamedOrders(orders).upload("A-1", { orderKey: wechatKey("4A-1") });

    expect(await search(orders, { text: "4A-1" })).toEqual(["4A-1"]);
  }),

  promise("finds an order only by complete numbers", async ({ orders }) => {
    const named = new NamedOrders(orders);
    await named.match("A-100*_B", PAID_AT_MS, 0, {
      merchantOrderNos: ['no "1"', "no 2\\", "no 3%"],
    });

    for (const text of [
      "A-100",
      "100*_B",
      "A-100%B",
      "A-100__B",
      "%",
      "_",
      "a-100*_b",
      "no",
      '1"',
      'no "1","no 2',
      '","',
      "[",
      BUYER.slice(0, -1),
      "4A-100*_",
      "A-100*_B\n",
    ]) {
      expect(await search(orders, { text }), `by ${JSON.stringify(text)}`).toEqual([]);
    }
    for (const text of ["A-100*_B", 'no "1"', "no 2\\", "no 3%"]) {
      expect(await search(orders, { text }), `by ${JSON.stringify(text)}`).toEqual(["A-100*_B"]);
    }
  }),
];
