import { afterEach, beforeEach, expect, test } from "vitest";
import { anUpload, merchantKey, sentUpload } from "../storage/conformance/samples.js";
import { openStore } from "../storage/open-store.js";
import type { Store } from "../storage/store.js";
import { exportOrders } from "./order-export.js";

let store: Store;
beforeEach(async () => {
  ({ store } = await openStore("sqlite::memory:"));
  const numbers = Array.from({ length: 1100 }, (_, index) => merchantKey(`T-${index}`));
  await Promise.all(
    numbers.map((orderKey) => store.orders.put(sentUpload(anUpload({ orderKey })))),
  );
});
afterEach(() => store.close());

test("an export contains every order once, and reads one page of orders at a time", async () => {
  const lines: string[] = [];
  for await (const page of exportOrders(store.orderLists, { sort: "oldest" }, "csv")) {
    const ofPage = page.split("\r\n").slice(0, -1);
    expect(ofPage.length).toBeLessThanOrEqual(500);
    lines.push(...ofPage);
  }
  const numbers = lines.slice(1).map((line) => line.split(",")[5]);
  expect(numbers).toEqual(Array.from({ length: 1100 }, (_, index) => `T-${index}`));
});

test("an export reads the next page only when the reader has taken the previous one", async () => {
  let pages = 0;
  const lists: Store["orderLists"] = {
    list: (query) => {
      pages++;
      return store.orderLists.list(query);
    },
    countByState: (appid) => store.orderLists.countByState(appid),
    slowest: (appid, window, limit) => store.orderLists.slowest(appid, window, limit),
    indexNames: (limit) => store.orderLists.indexNames(limit),
  };
  const file = exportOrders(lists, { sort: "newest" }, "ndjson");
  await file.next();
  expect(pages).toBe(1);
  await file.next();
  expect(pages).toBe(2);
  await file.return(undefined);
  expect(pages).toBe(2);
});
