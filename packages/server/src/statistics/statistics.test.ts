import { expect, test } from "vitest";
import { HOUR_MS } from "../domain/statistics.js";
import { promiseByHand } from "../storage/conformance/promise-by-hand.js";
import { openStore } from "../storage/open-store.js";
import { Statistics } from "./statistics.js";

const SPAN = { fromMs: 0, toMs: 9 * HOUR_MS };

test("counts are stored by hour, for their app and for all apps together", async () => {
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

test("counts whose storing failed several times are stored by hour, completely and once", async () => {
  const { store } = await openStore("sqlite::memory:");
  const added: string[] = [];
  let isBroken = true;
  const statistics = new Statistics({
    add: (counts) => {
      added.splice(0, Infinity, ...counts.map((row) => `${row.appid} ${row.hourMs} ${row.name}`));
      return isBroken ? Promise.reject(new Error("no room")) : store.statistics.add(counts);
    },
  });

  // given an outage of three flushes, during which hours change and clocks of orders are behind
  for (const hour of [0, 1, 0]) {
    statistics.count("wxa", "uploads", hour * HOUR_MS);
    await expect(statistics.flush()).rejects.toThrow("no room");
  }
  statistics.count(null, "uploads", 0);
  isBroken = false;
  await statistics.flush();

  // then no row is sent twice, and every count is there
  expect(added.toSorted()).toEqual([
    " 0 uploads",
    ` ${HOUR_MS} uploads`,
    "wxa 0 uploads",
    `wxa ${HOUR_MS} uploads`,
  ]);
  expect(await store.statistics.list("wxa", SPAN)).toEqual([
    { hourMs: 0, name: "uploads", count: 2 },
    { hourMs: HOUR_MS, name: "uploads", count: 1 },
  ]);
  expect(await store.statistics.list("", SPAN)).toEqual([
    { hourMs: 0, name: "uploads", count: 3 },
    { hourMs: HOUR_MS, name: "uploads", count: 1 },
  ]);
  await store.close();
});

test("counts that are being stored are part of the totals, which never decrease", async () => {
  const stored = promiseByHand<void>();
  const statistics = new Statistics({
    add: () => stored.promise,
  });
  statistics.count("wxa", "uploads", 1);
  const flushed = statistics.flush();
  await Promise.resolve();
  expect(statistics.totals()).toEqual(new Map([["uploads", 1]]));

  statistics.count("wxb", "uploads", 1);
  expect(statistics.totals()).toEqual(new Map([["uploads", 2]]));

  stored.resolve();
  await flushed;
  expect(statistics.totals()).toEqual(new Map([["uploads", 2]]));
});

test("counts whose storing failed are stored the next time, once", async () => {
  const { store } = await openStore("sqlite::memory:");
  let isBroken = true;
  const statistics = new Statistics({
    add: (counts) =>
      isBroken ? Promise.reject(new Error("no room")) : store.statistics.add(counts),
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
