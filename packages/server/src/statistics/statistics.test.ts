import { expect, test } from "vitest";
import { HOUR_MS } from "../domain/statistics.js";
import { openStore } from "../storage/open-store.js";
import { Statistics } from "./statistics.js";

const SPAN = { fromMs: 0, toMs: 9 * HOUR_MS };

test("what is counted is stored by hour, for its app and for all together", async () => {
  const { store } = await openStore("sqlite::memory:");
  const statistics = new Statistics(store.statistics);
  statistics.count("wxa", "uploads", 1);
  statistics.count("wxa", "uploads", 2);
  statistics.count("wxb", "uploads", 3);
  statistics.count("wxa", "uploads", HOUR_MS);
  statistics.count(null, "call - -1", HOUR_MS);
  await statistics.flush();
  statistics.count("wxa", "uploads", HOUR_MS);
  await statistics.flush();

  expect(await store.statistics.list("wxa", SPAN)).toEqual([
    { hourMs: 0, name: "uploads", count: 2 },
    { hourMs: HOUR_MS, name: "uploads", count: 2 },
  ]);
  expect(await store.statistics.list("", SPAN)).toEqual([
    { hourMs: 0, name: "uploads", count: 3 },
    { hourMs: HOUR_MS, name: "call - -1", count: 1 },
    { hourMs: HOUR_MS, name: "uploads", count: 2 },
  ]);
  await store.close();
});

test("what could not be stored is stored the next time, once", async () => {
  const { store } = await openStore("sqlite::memory:");
  let isBroken = true;
  const statistics = new Statistics({
    add: (counts) =>
      isBroken ? Promise.reject(new Error("no room")) : store.statistics.add(counts),
    list: (appid, span) => store.statistics.list(appid, span),
    deleteBefore: (beforeMs) => store.statistics.deleteBefore(beforeMs),
  });
  statistics.count("wxa", "uploads", 1);
  await expect(statistics.flush()).rejects.toThrow("no room");
  statistics.count("wxa", "uploads", 1);
  expect(statistics.totals()).toEqual(new Map([["uploads", 2]]));
  isBroken = false;
  await Promise.all([statistics.flush(), statistics.flush()]);

  expect(await store.statistics.list("wxa", SPAN)).toEqual([
    { hourMs: 0, name: "uploads", count: 2 },
  ]);
  expect(statistics.totals()).toEqual(new Map([["uploads", 2]]));
  await store.close();
});
