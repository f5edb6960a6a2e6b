import { afterEach, beforeEach, expect, test } from "vitest";
import {
  APPID,
  anApp,
  anUpload,
  aPayment,
  BUYER,
  merchantKey,
  PAID_AT_MS,
  SECOND_MS,
  sentUpload,
} from "../storage/conformance/samples.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import type { BuyerToken, Store } from "../storage/store.js";
import { listedOrders, type OrderList } from "./order-list-bytes.js";
import { listBuyerOrders } from "./orders.js";

const SESSION: BuyerToken = {
  tokenHash: "hash",
  purpose: "session",
  buyers: [{ appid: APPID, openid: BUYER }],
  isPreview: false,
  expiresAtMs: PAID_AT_MS,
};

let store: Store;
beforeEach(async () => {
  ({ store } = await openSqliteStore(":memory:"));
  await store.apps.create(anApp({ permission: "approved" }));
});
afterEach(() => store.close());

/** Stores orders a second apart. Order 0 was paid last. */
async function fill(count: number, nameOf: (index: number) => string): Promise<void> {
  const jobs = Array.from({ length: count }, async (_, index) => {
    const outTradeNo = `ORDER-${index}`;
    const paidAtMs = PAID_AT_MS - index * SECOND_MS;
    await store.orders.putPayment(
      aPayment({ outTradeNo, transactionId: `4200-${index}`, paidAtMs }),
    );
    await store.orders.put(
      sentUpload(anUpload({ orderKey: merchantKey(outTradeNo), itemName: nameOf(index) })),
    );
  });
  await Promise.all(jobs);
}

const transactionIds = (list: OrderList): (string | undefined)[] =>
  listedOrders(list).map((order) => order.transaction_id);

test("a search reads 2,000 orders in one request, and the next request continues after them", async () => {
  await fill(2_050, (index) => (index === 2_049 ? "needle" : index === 3 ? "needle too" : "hay"));
  const query = { q: "needle", limit: 20 };

  const first = await listBuyerOrders(SESSION, query, store, "en");
  const cursor = first.nextCursor as string;
  const second = await listBuyerOrders(SESSION, { ...query, cursor }, store, "en");

  expect(transactionIds(first)).toEqual(["4200-3"]);
  expect(transactionIds(second)).toEqual(["4200-2049"]);
  expect(second.nextCursor).toBeNull();
}, 30_000);

test("a search that fills a page continues after the last order of the page", async () => {
  await fill(250, (index) => (index % 50 === 0 ? "needle" : "hay"));
  const found: (string | undefined)[] = [];
  let cursor: string | undefined;
  do {
    const page = await listBuyerOrders(
      SESSION,
      { q: "needle", limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      store,
      "en",
    );
    found.push(...transactionIds(page));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(found).toEqual(["4200-0", "4200-50", "4200-100", "4200-150", "4200-200"]);
});
