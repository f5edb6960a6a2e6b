import { expect } from "vitest";
import type { RequestRecord } from "../../domain/request-record.js";
import type { RequestQuery, Store } from "../store.js";
import { promise, type StorePromise } from "./store-promise.js";

export const record = (rid: string, changes: Partial<RequestRecord> = {}): RequestRecord => ({
  rid,
  atMs: 1000,
  appid: "wxa",
  componentAppid: null,
  operation: "uploadShoppingInfo",
  method: "POST",
  path: "/user-order/orders",
  query: "",
  errcode: 0,
  fault: "",
  message: "ok",
  cause: "unix-time",
  diagnoses: [{ id: "unix-time", path: "upload_time", values: { found: "1" } }],
  durationMs: 3,
  clientIp: "127.0.0.1",
  userAgent: null,
  contentType: "text/plain",
  body: "{}",
  bodyBytes: 2,
  bodyState: "whole",
  redacted: ["a.b"],
  reply: "{}",
  orderKey: null,
  openidHash: null,
  sealedOpenids: null,
  ...changes,
});

const ridsOf = async ({ requests }: Store, query: Partial<RequestQuery> = {}) =>
  (await requests.list({ from: { after: 0 }, limit: 100, ...query })).map(({ rid }) => rid);

export const requestPromises: readonly StorePromise[] = [
  promise("finds a complete call by its rid", async (store) => {
    const full = record("1", { appid: null, componentAppid: "wxc", userAgent: "shop" });
    await store.requests.append([full, record("2")]);
    expect(await store.requests.find("1")).toEqual({ ...full, number: 1 });
    expect(await store.requests.find("2")).toMatchObject({ appid: "wxa", number: 2 });
    expect(await store.requests.find("3")).toBeNull();
  }),

  promise("lists calls by app and by error code, forward and backward", async (store) => {
    expect(await store.requests.lastNumber()).toBe(0);
    await store.requests.append([
      record("1"),
      record("2", { errcode: 40066, appid: null }),
      record("3", { errcode: 40066 }),
      record("4"),
    ]);
    expect(await store.requests.lastNumber()).toBe(4);
    expect(await ridsOf(store)).toEqual(["1", "2", "3", "4"]);
    expect(await ridsOf(store, { from: { before: 4 }, limit: 2 })).toEqual(["3", "2"]);
    expect(await ridsOf(store, { from: { after: 2 } })).toEqual(["3", "4"]);
    expect(await ridsOf(store, { errcode: 40066 })).toEqual(["2", "3"]);
    expect(await ridsOf(store, { errcode: 0 })).toEqual(["1", "4"]);
    expect(await ridsOf(store, { errcode: 40066, appid: "wxa" })).toEqual(["3"]);
    expect(await ridsOf(store, { appid: "" })).toEqual(["2"]);
    expect(await ridsOf(store, { rid: "4", appid: "wxa" })).toEqual(["4"]);
  }),

  promise("lists the calls about one order of an app, rejected ones too", async (store) => {
    const orderKey = "1:1900000109:A";
    await store.requests.append([
      record("1", { orderKey }),
      record("2", { orderKey, appid: "wxb" }),
      record("3", { orderKey, errcode: 268435461 }),
      record("4", { orderKey: "1:1900000109:AB" }),
      record("5"),
    ]);
    expect(await ridsOf(store, { appid: "wxa", orderKey })).toEqual(["1", "3"]);
    expect(await ridsOf(store, { appid: "wxb", orderKey })).toEqual(["2"]);
    expect((await store.requests.find("1"))?.orderKey).toBe(orderKey);
  }),

  promise(
    "lists the calls of an operation, of a span of time, and the rejected ones",
    async (store) => {
      await store.requests.append([
        record("1", { atMs: 100 }),
        record("2", { atMs: 200, operation: "getOrder", errcode: 40066 }),
        record("3", { atMs: 300, operation: "getOrder", appid: "wxb" }),
        record("4", { atMs: 400, operation: null, appid: null, errcode: -1 }),
        record("5", { atMs: 500, errcode: 40066, orderKey: "1:1:A" }),
      ]);
      expect(await ridsOf(store, { operation: "getOrder" })).toEqual(["2", "3"]);
      expect(await ridsOf(store, { operation: "getOrder", appid: "wxa" })).toEqual(["2"]);
      expect(await ridsOf(store, { isRejected: true })).toEqual(["2", "4", "5"]);
      expect(await ridsOf(store, { isRejected: true, errcode: 40066 })).toEqual(["2", "5"]);
      expect(await ridsOf(store, { isRejected: true, errcode: 0 })).toEqual([]);
      expect(await ridsOf(store, { fromMs: 200, toMs: 400 })).toEqual(["2", "3"]);
      expect(await ridsOf(store, { fromMs: 500 })).toEqual(["5"]);
      expect(await ridsOf(store, { toMs: 100 })).toEqual([]);
      const order = { appid: "wxa", orderKey: "1:1:A" };
      expect(await ridsOf(store, { ...order, isRejected: true, fromMs: 400 })).toEqual(["5"]);
      expect(await ridsOf(store, { ...order, operation: "getOrder" })).toEqual([]);
      const newest = { isRejected: true, from: { before: 5 }, limit: 1 };
      expect(await ridsOf(store, newest)).toEqual(["4"]);
      expect(await ridsOf(store, { ...newest, from: { after: 2 } })).toEqual(["4"]);
    },
  ),

  promise("finds the only call of an operation behind many others", async (store) => {
    const calls = Array.from({ length: 500 }, (_, index) => record(`${index}`));
    await store.requests.append([record("first", { operation: "getOrder" })]);
    for (let batch = 0; batch < 5; batch++) {
      await store.requests.append(calls.map((call) => ({ ...call, rid: `${batch}-${call.rid}` })));
    }
    const before = { from: { before: Number.MAX_SAFE_INTEGER } };
    expect(await ridsOf(store, { ...before, operation: "getOrder" })).toEqual(["first"]);
  }),

  promise("lists the calls with an openid, under the hashes of both seal keys", async (store) => {
    await store.requests.append([
      record("1", { openidHash: "old", sealedOpenids: "s1.a.b" }),
      record("2", { openidHash: "new" }),
      record("3", { openidHash: "other" }),
      record("4"),
    ]);
    expect(await ridsOf(store, { openidHashes: ["new", "old"] })).toEqual(["1", "2"]);
    expect(await ridsOf(store, { openidHashes: ["new"], appid: "wxb" })).toEqual([]);
    expect((await store.requests.find("1"))?.sealedOpenids).toBe("s1.a.b");
  }),

  promise(
    "deletes old calls, the oldest first and at most the given number at a time",
    async (store) => {
      await store.requests.append([1, 2, 3, 4, 5].map((n) => record(String(n), { atMs: n * 100 })));
      expect(await store.requests.deleteBefore(450, 3)).toBe(3);
      expect(await ridsOf(store)).toEqual(["4", "5"]);
      expect(await store.requests.deleteBefore(450, 3)).toBe(1);
      expect(await store.requests.deleteBefore(450, 3)).toBe(0);
      expect(await ridsOf(store)).toEqual(["5"]);
    },
  ),

  promise(
    "writes none of the calls of an append that fails, and writes those of the next",
    async (store) => {
      await expect(store.requests.append([record("1"), record("1")])).rejects.toThrow();
      expect(await ridsOf(store)).toEqual([]);
      await store.requests.append([record("1")]);
      expect(await ridsOf(store)).toEqual(["1"]);
    },
  ),
];
