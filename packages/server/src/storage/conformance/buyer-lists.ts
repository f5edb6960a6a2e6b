import { expect } from "vitest";
import type { BuyerOrderQuery } from "../store.js";
import { NamedOrders, namesOf } from "./named-orders.js";
import {
  APPID,
  anUpload,
  aPayment,
  BUYER,
  merchantKey,
  OTHER_APPID,
  PAID_AT_MS,
  recordedPayment,
  STRANGER,
  sentUpload,
  TRANSACTION_ID,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

export const buyerListPromises: readonly StorePromise[] = [
  promise("lists a buyer's orders with the latest payment first", async ({ orders }) => {
    const named = new NamedOrders(orders);
    await named.match("SECOND", PAID_AT_MS + 2);
    await named.match("THIRD", PAID_AT_MS + 3);
    await named.match("FIRST", PAID_AT_MS + 1);

    const found = await orders.listOfBuyer({ appid: APPID, openid: BUYER, limit: 9 });

    expect(namesOf(found)).toEqual(["THIRD", "SECOND", "FIRST"]);
    expect(found[0]).toEqual(await orders.findOrder(APPID, merchantKey("THIRD")));
  }),

  promise(
    "lists every order of a buyer once, even those paid at the same moment",
    async (store) => {
      // given orders of which some were paid in the same millisecond
      const { orders } = store;
      const named = new NamedOrders(orders);
      const times = { A: 1, B: 2, C: 2, D: 2, E: 2, F: 3 };
      for (const [name, ms] of Object.entries(times)) await named.match(name, PAID_AT_MS + ms);

      // when they are read two at a time
      const names: (string | undefined)[] = [];
      let page = await orders.listOfBuyer({ appid: APPID, openid: BUYER, limit: 2 });
      for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
        names.push(...namesOf(page));
        const { number, upload } = last;
        page = await orders.listOfBuyer({
          appid: APPID,
          openid: BUYER,
          before: { paidAtMs: upload.paidAtMs as number, number },
          limit: 2,
        });
      }

      // then, of orders paid at the same time, the last upload comes first
      expect(names).toEqual(["F", "E", "D", "C", "B", "A"]);
    },
  ),

  promise("lists only the buyer's own matched orders of the app", async ({ orders }) => {
    const named = new NamedOrders(orders);
    await named.match("MINE", PAID_AT_MS);
    await named.match("STRANGERS", PAID_AT_MS, 0, { openid: STRANGER });
    await named.match("ELSEWHERE", PAID_AT_MS, 0, { appid: OTHER_APPID });
    await named.upload("UNPAID");
    await named.pay("MISMATCHED", { openid: STRANGER });
    await named.upload("MISMATCHED");

    const found = await orders.listOfBuyer({ appid: APPID, openid: BUYER, limit: 9 });

    expect(namesOf(found)).toEqual(["MINE"]);
  }),

  promise("reads for a buyer's list only the summary of each order", async (store) => {
    const { orders } = store;
    await orders.put(sentUpload(anUpload()));
    await orders.putPayment(aPayment());
    const query = { appid: APPID, openid: BUYER, limit: 10 };

    const [summary] = await orders.summariesOfBuyer(query);
    const [whole] = await orders.listOfBuyer(query);
    const upload = whole?.upload;
    expect(summary).toEqual({
      number: whole?.number,
      paidAtMs: upload?.paidAtMs,
      summary: Buffer.from(upload?.summary ?? ""),
    });
    expect(JSON.parse(upload?.summary ?? "")).toMatchObject({
      appid: APPID,
      state: "to_ship",
      amount: { amount_minor: recordedPayment().amountMinor, currency: "CNY" },
      amount_fen: recordedPayment().amountMinor,
      transaction_id: TRANSACTION_ID,
      order_list: [{ item_list: [{}] }],
    });
    expect(await orders.summariesOfBuyer({ ...query, status: "shipped" })).toEqual([]);
    expect(await orders.summariesOfBuyer({ ...query, openid: STRANGER })).toEqual([]);
  }),

  promise("returns each of several lists that are read at the same time", async ({ orders }) => {
    const named = new NamedOrders(orders);
    for (const [index, name] of ["A", "B", "C"].entries()) {
      await named.match(name, PAID_AT_MS + index);
    }
    await named.match("D", PAID_AT_MS, 0, { openid: STRANGER });
    const list = async (query: Partial<BuyerOrderQuery>) =>
      (await orders.summariesOfBuyer({ appid: APPID, openid: BUYER, limit: 9, ...query })).map(
        ({ paidAtMs }) => paidAtMs - PAID_AT_MS,
      );

    expect(
      await Promise.all([
        list({}),
        list({ limit: 1 }),
        list({ openid: STRANGER }),
        list({ before: { paidAtMs: PAID_AT_MS + 2, number: 0 } }),
        list({ status: "shipped" }),
        list({ status: "to_ship", limit: 2 }),
        list({ status: "refunded" }),
        list({ appid: OTHER_APPID }),
      ]),
    ).toEqual([[2, 1, 0], [2], [0], [1, 0], [], [2, 1], [], []]);
  }),
];
