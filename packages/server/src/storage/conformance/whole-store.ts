import { expect } from "vitest";
import { aTradeOrder } from "../../domain/trade/samples.js";
import {
  APPID,
  anApp,
  anUpload,
  aPayment,
  aServiceProviderOrder,
  BUYER,
  MERCHANT_KEY,
  merchantKey,
  PAID_AT_MS,
  STRANGER,
  sentUpload,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";
import { aMessage } from "./trade-samples.js";

export const wholeStorePromises: readonly StorePromise[] = [
  promise("keeps the last value of a setting", async ({ settings }) => {
    expect(await settings.get("admin_key_hash")).toBeNull();

    await settings.put("admin_key_hash", "5e");
    await settings.put("greeting", "您好\n'\"");
    await settings.put("admin_key_hash", "");

    expect(await settings.get("admin_key_hash")).toBe("");
    expect(await settings.get("greeting")).toBe("您好\n'\"");
  }),

  promise("lists the settings whose names begin alike, page by page", async ({ settings }) => {
    for (const name of ["k_s/b", "k_s/a", "k_s/c", "k-s/a", "other"])
      await settings.put(name, name);
    const list = async (after: string) =>
      (await settings.list({ start: "k_s/", after, limit: 2 })).map(({ value }) => value);
    expect(await list("")).toEqual(["k_s/a", "k_s/b"]);
    expect(await list("k_s/b")).toEqual(["k_s/c"]);
  }),

  promise("returns one value to all calls that set a setting first", async ({ settings }) => {
    const values = Array.from({ length: 20 }, (_, index) => `value ${index}`);

    const held = await Promise.all(
      values.map((value) => settings.change("name", (stored) => stored ?? value)),
    );

    expect(values).toContain(held[0]);
    expect(new Set(held)).toEqual(new Set([await settings.get("name")]));
  }),

  promise("returns its own outcome to each of many concurrent writes", async (store) => {
    // given 200 matched orders and an app
    const numbers = Array.from({ length: 200 }, (_, index) => `ORDER-${index}`);
    const upload = (number: string, given: Parameters<typeof anUpload>[0] = {}) =>
      store.orders.put(sentUpload(anUpload({ orderKey: merchantKey(number), ...given })));
    const pay = (number: string) =>
      store.orders.putPayment(aPayment({ outTradeNo: number, transactionId: `4${number}` }));
    await store.apps.create(anApp());
    await Promise.all(numbers.flatMap((number) => [upload(number), pay(number)]));

    // when writes of every kind and every outcome arrive at the same time
    const outcomes = await Promise.allSettled(
      numbers.flatMap((number, index): Promise<unknown>[] => [
        upload(number),
        upload(number, { itemName: "other", uploadTime: "2022-05-20T13:30:00+08:00" }),
        upload(`NEW-${number}`, { openid: index % 2 === 0 ? BUYER : STRANGER }),
        store.apps.change(APPID, () => {
          throw new Error(`no decision about ${number}`);
        }),
        pay(number),
        store.settings.put(number, `value ${number}`),
      ]),
    );

    // then each has the outcome that it would have alone
    for (const [index, number] of numbers.entries()) {
      const [resend, replacement, fresh, bad, payment, setting] = outcomes.slice(index * 6);
      expect(resend).toEqual({ status: "fulfilled", value: { kind: "repeated" } });
      expect(replacement).toMatchObject({ value: { kind: "refused", path: "order_key" } });
      expect(fresh).toMatchObject({ value: { kind: "stored" } });
      expect(bad).toMatchObject({ status: "rejected" });
      expect(String((bad as PromiseRejectedResult).reason)).toContain(`about ${number}`);
      expect(payment).toEqual({
        status: "fulfilled",
        value: { kind: "repeated", state: "matched" },
      });
      expect(setting?.status).toBe("fulfilled");
      expect(await store.settings.get(number)).toBe(`value ${number}`);
      expect(
        (await store.orders.findOrder(APPID, merchantKey(`NEW-${number}`)))?.upload.openid,
      ).toBe(index % 2 === 0 ? BUYER : STRANGER);
    }
    expect(await store.apps.find(APPID)).toEqual(anApp());
  }),

  promise("does not fail an upload when another cannot be stored", async ({ orders }) => {
    const upload = (number: string, receivedAtMs = PAID_AT_MS) =>
      orders.put(sentUpload(anUpload({ orderKey: merchantKey(number), receivedAtMs })));

    // No column can store a fraction of a millisecond.
    const outcomes = await Promise.allSettled([upload("1"), upload("2", 0.5), upload("3")]);

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(outcomes[2]).toMatchObject({ value: { kind: "stored", isReplacement: false } });
    for (const [number, isStored] of [
      ["1", true],
      ["2", false],
      ["3", true],
    ] as const) {
      expect((await orders.findOrder(APPID, merchantKey(number))) !== null).toBe(isStored);
    }
  }),

  promise("reads a write as soon as its promise has resolved", async (store) => {
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const orderKey = merchantKey(`ORDER-${index}`);
        await store.orders.put(sentUpload(anUpload({ orderKey })));
        expect(await store.orders.findOrder(APPID, orderKey)).not.toBeNull();
      }),
    );
  }),

  promise(
    "answers checks while it is open, and rejects them when it is closed",
    async (store, reopen) => {
      await store.checkRead();
      await store.checkWrite();
      await store.checkWrite();

      const next = await reopen();

      await expect(store.checkRead()).rejects.toThrow();
      await expect(store.checkWrite()).rejects.toThrow();
      await next.checkRead();
      await next.checkWrite();
    },
  ),

  promise("waits for the writes in progress when it closes", async (store, reopen) => {
    const written = Promise.all([store.apps.create(anApp()), store.settings.put("a", "b")]);

    await reopen();

    expect(await written).toEqual([true, undefined]);
  }),

  promise("still has every acknowledged write when it is opened again", async (store, reopen) => {
    // given one of each
    await store.apps.create(anApp());
    await store.accessTokens.changeStable(APPID, () => ({
      result: undefined,
      issued: {
        stable: {
          appid: APPID,
          salt: "0a",
          tokenHash: "a1",
          expiresAtMs: PAID_AT_MS,
          forcedAtMs: null,
          forceDay: "2022-05-20",
          forceCount: 0,
        },
        token: {
          tokenHash: "a1",
          appid: APPID,
          kind: "stable",
          expiresAtMs: PAID_AT_MS,
          retiredAtMs: 7,
        },
        othersRetireAtMs: null,
      },
    }));
    await store.orders.put(sentUpload(anUpload()));
    await store.orders.putPayment({ ...aPayment(), trade: [aTradeOrder()] });
    await store.appMessages.add(aMessage());
    await store.serviceProviderOrders.create(aServiceProviderOrder());
    await store.buyerTokens.put({
      tokenHash: "b1",
      purpose: "session",
      buyers: [{ appid: APPID, openid: BUYER }],
      isPreview: false,
      expiresAtMs: PAID_AT_MS,
    });
    await store.settings.put("name", "value");
    const all = async (of: typeof store) => ({
      app: await of.apps.find(APPID),
      accessToken: await of.accessTokens.find("a1"),
      stableToken: await of.accessTokens.changeStable(APPID, (current) => ({ result: current })),
      order: await of.orders.findOrder(APPID, MERCHANT_KEY),
      facts: await of.orders.findFacts(APPID, MERCHANT_KEY),
      ofBuyer: await of.orders.listOfBuyer({ appid: APPID, openid: BUYER, limit: 9 }),
      serviceProviderOrder: await of.serviceProviderOrders.find(
        APPID,
        aServiceProviderOrder().orderId,
      ),
      buyerToken: await of.buyerTokens.find("b1"),
      messages: await of.appMessages.takeDue({
        nowMs: aMessage().createdAtMs,
        leaseUntilMs: aMessage().createdAtMs,
        perApp: 10,
        limit: 9,
      }),
      tradeOrders: await of.tradeOrders.listForOperator({ limit: 9 }),
      setting: await of.settings.get("name"),
    });
    const before = await all(store);
    expect(Object.values(before)).not.toContain(null);

    // when the store is closed and opened again
    const after = await all(await reopen());

    // then everything is the same
    expect(after).toEqual(before);
  }),
];
