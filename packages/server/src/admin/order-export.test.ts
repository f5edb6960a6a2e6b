import { afterEach, beforeEach, expect, test } from "vitest";
import { anUpload, merchantKey, sentUpload } from "../storage/conformance/samples.js";
import { openStore } from "../storage/open-store.js";
import type { Store } from "../storage/store.js";
import { exportOrders } from "./order-export.js";

const CSV = { format: "csv", language: "en" } as const;

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
  for await (const page of exportOrders(store, { sort: "oldest" }, CSV)) {
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
    countByStatus: (appid) => store.orderLists.countByStatus(appid),
    slowest: (appid, window, limit) => store.orderLists.slowest(appid, window, limit),
    indexNames: (limit) => store.orderLists.indexNames(limit),
  };
  const stores = { ...store, orderLists: lists };
  const file = exportOrders(stores, { sort: "newest" }, { ...CSV, format: "ndjson" });
  await file.next();
  expect(pages).toBe(1);
  await file.next();
  expect(pages).toBe(2);
  await file.return(undefined);
  expect(pages).toBe(2);
});

test.each(["json", "jsonld"] as const)(
  "an export as %s keeps a few whole orders in memory, and reads on when they are taken",
  async (format) => {
    let found = 0;
    const orders: Pick<Store["orders"], "findOrder"> = {
      findOrder: (...place) => {
        found++;
        return store.orders.findOrder(...place);
      },
    };
    const file = exportOrders(
      { ...store, orders: { ...store.orders, ...orders } },
      { sort: "newest" },
      { format, language: "en" },
    );
    await file.next();
    expect(found).toBe(0);
    await file.next();
    expect(found).toBe(8);
    await file.next();
    expect(found).toBe(16);
    let text = "";
    for await (const piece of file) text += piece;
    expect(found).toBe(1100);
    expect(text.endsWith("}\n]\n") || text.endsWith("}\n]}\n")).toBe(true);
  },
);
