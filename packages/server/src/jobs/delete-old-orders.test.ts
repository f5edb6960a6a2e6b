import { beforeEach, expect, test } from "vitest";
import { DeletedOrderCounts } from "../statistics/deleted-order-counts.js";
import type { OldOrder, OldOrderStore } from "../storage/old-order-store.js";
import { OldOrders } from "./delete-old-orders.js";

const DAY_MS = 24 * 3_600_000;
const NOW_MS = Date.parse("2026-06-01T00:00:00Z");

/** An order of an app that waits since a day. */
const order = (orderKey: string): OldOrder => ({ kind: "upload", appid: "wx1", orderKey });

let clock: { timeMs: number; nowMs(): number };
let counts: DeletedOrderCounts;
let stored: OldOrder[];
let searches: number[];
let lines: object[];
let overwrites: number;

beforeEach(() => {
  clock = {
    timeMs: NOW_MS,
    nowMs() {
      return this.timeMs;
    },
  };
  counts = new DeletedOrderCounts();
  stored = ["a", "b", "c"].map(order);
  searches = [];
  lines = [];
  overwrites = 0;
});

const orders: OldOrderStore = {
  async *find(beforeMs) {
    searches.push(beforeMs);
    yield [];
    yield [...stored];
  },
  delete: async (given) => {
    stored = stored.filter((other) => other !== given);
    return { uploads: 1 };
  },
};

const jobOf = (changes: Partial<OldOrderStore> = {}) =>
  new OldOrders({
    orders: { ...orders, ...changes },
    overwriteDeleted: async () => {
      overwrites++;
      return true;
    },
    keys: { hashes: async () => ({ buyer: () => "", name: (name) => `hash of ${name}` }) },
    clock,
    keptDays: 30,
    counts,
    log: { info: (facts: object) => lines.push(facts) } as never,
  });

const toEnd = Number.POSITIVE_INFINITY;

test("a pass deletes what is older than the days that orders are kept, and logs how much", async () => {
  await jobOf().run(toEnd);

  expect(searches).toEqual([NOW_MS - 30 * DAY_MS]);
  expect(stored).toEqual([]);
  expect(counts.of("upload")).toBe(3);
  expect(overwrites).toBe(1);
  expect(lines).toEqual([
    { before: "2026-05-02T00:00:00.000Z", removed: { upload_orders: 3, uploads: 3 } },
  ]);
});

test("a pass begins once a day, and logs nothing when nothing is old", async () => {
  const job = jobOf();
  await job.run(toEnd);
  stored = [];
  clock.timeMs += DAY_MS - 1;
  await job.run(toEnd);
  expect(searches).toHaveLength(1);

  clock.timeMs += 1;
  await job.run(toEnd);
  expect(searches).toHaveLength(2);
  expect(lines).toHaveLength(1);
  expect(overwrites).toBe(1);
});

test("a pass can begin again at once: what kept an order may have ended with the clock's move", async () => {
  let isKept = true;
  const job = jobOf({
    delete: (given, work) => (isKept ? Promise.resolve(null) : orders.delete(given, work)),
  });
  await job.run(toEnd);
  isKept = false;
  await job.run(toEnd);
  expect(stored).toHaveLength(3);

  job.beginAgain();
  await job.run(toEnd);
  expect(stored).toEqual([]);
});

test("a pass in progress ends before another begins", async () => {
  const job = jobOf();
  await job.run(Number.MIN_VALUE);
  job.beginAgain();
  await job.run(toEnd);
  expect(stored).toEqual([]);
  expect(searches).toHaveLength(2);
});

test("a run works for its time, and the next one continues", async () => {
  const job = jobOf();
  for (let runs = 0; stored.length > 0; runs++) {
    expect(runs).toBeLessThan(10);
    // Any work takes longer.
    await job.run(Number.MIN_VALUE);
  }
  await job.run(toEnd);
  expect(searches).toHaveLength(1);
  expect(lines).toMatchObject([{ removed: { uploads: 3 } }]);
});

test("an order that cannot be deleted keeps no other, and the next pass finds it again", async () => {
  let isBroken = true;
  const job = jobOf({
    delete: (given, work) =>
      isBroken && given.kind === "upload" && given.orderKey === "a"
        ? Promise.reject(new Error("damaged"))
        : orders.delete(given, work),
  });
  await expect(job.run(toEnd)).rejects.toThrow("damaged");
  await job.run(toEnd);
  expect(stored).toEqual([order("a")]);

  isBroken = false;
  clock.timeMs += DAY_MS;
  await job.run(toEnd);
  expect(stored).toEqual([]);
});

test("a search that fails begins again in the next run", async () => {
  let failures = 1;
  const job = jobOf({
    find: (beforeMs) => {
      if (failures-- > 0) throw new Error("no database");
      return orders.find(beforeMs);
    },
  });
  await expect(job.run(toEnd)).rejects.toThrow("no database");
  await job.run(toEnd);
  expect(stored).toEqual([]);
});

test("what the store keeps is not counted", async () => {
  await jobOf({ delete: async () => null }).run(toEnd);
  expect(counts.of("upload")).toBe(0);
  expect(lines).toEqual([]);
});
