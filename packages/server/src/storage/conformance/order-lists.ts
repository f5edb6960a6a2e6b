import { expect } from "vitest";
import type { BuyerOrderQuery, NumberedOrder, OrderQuery, OrderStore } from "../store.js";
import {
  APPID,
  anUpload,
  aPayment,
  BUYER,
  type GivenUpload,
  HOUR_MS,
  merchantKey,
  OTHER_APPID,
  PAID_AT_MS,
  STRANGER,
  sentUpload,
  wechatKey,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

/** Orders of which each has a name: its out_trade_no and, behind a 4, its transaction_id. */
class NamedOrders {
  readonly #orders: OrderStore;

  constructor(orders: OrderStore) {
    this.#orders = orders;
  }

  async upload(name: string, given: GivenUpload = {}): Promise<void> {
    const orderKey = merchantKey(name);
    await this.#orders.put(
      sentUpload(anUpload({ orderKey, merchantOrderNos: [`no ${name}`], ...given })),
    );
  }

  async pay(name: string, given: Parameters<typeof aPayment>[0] = {}): Promise<void> {
    await this.#orders.putPayment(
      aPayment({ outTradeNo: name, transactionId: `4${name}`, ...given }),
    );
  }

  /** A matched order: paid, and uploaded so long after that. */
  async match(name: string, paidAtMs: number, delayMs = 0, given: GivenUpload = {}): Promise<void> {
    const payer = { appid: given.appid ?? APPID, openid: given.openid ?? BUYER };
    await this.pay(name, { paidAtMs, ...payer });
    await this.upload(name, { ...given, receivedAtMs: paidAtMs + delayMs });
  }
}

const namesOf = (orders: readonly NumberedOrder[]) =>
  orders.map(({ upload }) => upload.orderKey.split(":").at(-1));

const search = async (orders: OrderStore, query: Partial<OrderQuery> = {}) =>
  namesOf(await orders.search({ limit: 100, ...query }));

export const orderListPromises: readonly StorePromise[] = [
  promise(
    "lists orders with the newest first, and a replaced one in its old place",
    async (store) => {
      const named = new NamedOrders(store.orders);
      for (const name of ["A", "B", "C"]) await named.upload(name);

      await named.upload("A", { uploadTime: "2022-05-20T13:30:00+08:00" });

      expect(await search(store.orders)).toEqual(["C", "B", "A"]);
    },
  ),

  promise("lists every order once, page after page, also while others come", async ({ orders }) => {
    const named = new NamedOrders(orders);
    for (const name of ["A", "B", "C", "D", "E"]) await named.upload(name);

    const first = await orders.search({ limit: 2 });
    await named.upload("F");
    const second = await orders.search({ limit: 2, beforeNumber: first.at(-1)?.number ?? 0 });
    const third = await orders.search({ limit: 2, beforeNumber: second.at(-1)?.number ?? 0 });

    expect([first, second, third].map(namesOf)).toEqual([["E", "D"], ["C", "B"], ["A"]]);
    expect(await orders.search({ limit: 2, beforeNumber: third.at(-1)?.number ?? 0 })).toEqual([]);
  }),

  promise("lists an order with the payment that it was held against", async ({ orders }) => {
    const named = new NamedOrders(orders);
    await named.upload("WAITING");
    await named.match("MATCHED", PAID_AT_MS);
    await named.pay("MISMATCHED");
    await named.upload("MISMATCHED", { openid: STRANGER });

    const found = await orders.search({ limit: 9 });

    expect(found.map(({ payment }) => payment?.transactionId)).toEqual([
      "4MISMATCHED",
      "4MATCHED",
      undefined,
    ]);
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

  promise("finds an order by whole numbers only", async ({ orders }) => {
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

      // then of those the one that was uploaded last is first
      expect(names).toEqual(["F", "E", "D", "C", "B", "A"]);
    },
  ),

  promise(
    "lists a buyer no order but the buyer's own matched ones of the app",
    async ({ orders }) => {
      const named = new NamedOrders(orders);
      await named.match("MINE", PAID_AT_MS);
      await named.match("STRANGERS", PAID_AT_MS, 0, { openid: STRANGER });
      await named.match("ELSEWHERE", PAID_AT_MS, 0, { appid: OTHER_APPID });
      await named.upload("UNPAID");
      await named.pay("MISMATCHED", { openid: STRANGER });
      await named.upload("MISMATCHED");

      const found = await orders.listOfBuyer({ appid: APPID, openid: BUYER, limit: 9 });

      expect(namesOf(found)).toEqual(["MINE"]);
    },
  ),

  promise(
    "counts for a review the matches from its window's beginning on, before its end",
    async (store) => {
      const { orders } = store;
      const named = new NamedOrders(orders);
      for (const ms of [0, 1, 2, 3]) await named.match(`AT-${ms}`, PAID_AT_MS + ms);

      const figures = await orders.reviewFigures(
        APPID,
        { fromMs: PAID_AT_MS, toMs: PAID_AT_MS + 2 },
        5_000,
      );

      expect(figures).toEqual({ matchedUploads: 2, lateUploads: 0, slowestDelayMs: 0 });
    },
  ),

  promise("counts for a review how many uploads were later than allowed", async ({ orders }) => {
    const named = new NamedOrders(orders);
    await named.match("IN-TIME", PAID_AT_MS, 5_000);
    await named.match("JUST-LATE", PAID_AT_MS, 5_001);
    await named.match("LATE", PAID_AT_MS, 60_000);
    await named.upload("BEFORE", { receivedAtMs: PAID_AT_MS - HOUR_MS });
    await named.pay("BEFORE");

    const window = { fromMs: PAID_AT_MS - HOUR_MS, toMs: PAID_AT_MS + HOUR_MS };

    expect(await orders.reviewFigures(APPID, window, 5_000)).toEqual({
      matchedUploads: 4,
      lateUploads: 2,
      slowestDelayMs: 60_000,
    });
  }),

  promise(
    "counts for a review when an upload came, not when the payment was told",
    async (store) => {
      const { orders } = store;
      const named = new NamedOrders(orders);
      await named.upload("A", { receivedAtMs: PAID_AT_MS + 800 });
      await named.pay("A", { receivedAtMs: PAID_AT_MS + HOUR_MS });

      const window = { fromMs: PAID_AT_MS, toMs: PAID_AT_MS + HOUR_MS + 1 };

      expect(await orders.reviewFigures(APPID, window, 5_000)).toEqual({
        matchedUploads: 1,
        lateUploads: 0,
        slowestDelayMs: 800,
      });
    },
  ),

  promise("counts for a review nothing but the app's own matched uploads", async ({ orders }) => {
    const named = new NamedOrders(orders);
    await named.match("ELSEWHERE", PAID_AT_MS, 60_000, { appid: OTHER_APPID });
    await named.upload("UNPAID", { receivedAtMs: PAID_AT_MS });
    await named.pay("MISMATCHED", { openid: STRANGER });
    await named.upload("MISMATCHED", { receivedAtMs: PAID_AT_MS + 60_000 });

    const window = { fromMs: 0, toMs: PAID_AT_MS + HOUR_MS };

    expect(await orders.reviewFigures(APPID, window, 5_000)).toEqual({
      matchedUploads: 0,
      lateUploads: 0,
      slowestDelayMs: null,
    });
  }),

  promise("tells a buyer's list what it shows of an order, without all of it", async (store) => {
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
      amount_fen: aPayment().amountFen,
      transaction_id: aPayment().transactionId,
      order_list: [{ item_list: [{}] }],
    });
    expect(await orders.summariesOfBuyer({ ...query, isShipped: true })).toEqual([]);
    expect(await orders.summariesOfBuyer({ ...query, openid: STRANGER })).toEqual([]);
  }),

  promise("answers each of several lists that are asked for at once", async ({ orders }) => {
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
        list({ isShipped: true }),
        list({ isShipped: false, isRefunded: false, limit: 2 }),
        list({ isRefunded: true }),
        list({ appid: OTHER_APPID }),
      ]),
    ).toEqual([[2, 1, 0], [2], [0], [1, 0], [], [2, 1], [], []]);
  }),
];
