import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockedFile, type UnwritableDatabase } from "../../../test/support/unwritable-database.js";
import { anUpload, merchantKey, sentUpload } from "../conformance/samples.js";
import type { Store } from "../store.js";
import { openSqliteStore } from "./store.js";

// Another program, such as a backup, holds the lock of the file.

const DEADLINE_MS = 1_000;

let file: UnwritableDatabase;
let store: Store;

beforeEach(async () => {
  file = await lockedFile();
  const path = file.url.slice("sqlite:".length);
  ({ store } = await openSqliteStore(path, { callDeadlineMs: DEADLINE_MS }));
});

afterEach(async () => {
  await file.allowWrites();
  await store.close();
  await file.remove();
});

const upload = (number: number) =>
  store.orders.put(sentUpload(anUpload({ orderKey: merchantKey(`ORDER-${number}`) })));

/** How long the main thread did nothing else, at most, while work ran. */
async function longestBlockMs(work: Promise<unknown>): Promise<number> {
  let longestMs = 0;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - lastMs);
    lastMs = performance.now();
  }, 5);
  await work.catch(() => {});
  clearInterval(timer);
  return Math.max(longestMs, performance.now() - lastMs);
}

test("writes of the main thread wait without blocking it, and fail before the deadline", async () => {
  await file.blockWrites();
  const startedMs = performance.now();
  const write = store.settings.put("name", "value");

  expect(await longestBlockMs(write)).toBeLessThan(DEADLINE_MS / 2);
  expect(performance.now() - startedMs).toBeLessThan(2 * DEADLINE_MS);
  await expect(write).rejects.toThrow("locked");
});

test("writes that wait for the lock are carried out when it is free in time", async () => {
  await upload(0);
  await file.blockWrites();
  const writes = Promise.all([store.settings.put("name", "value"), upload(1)]);
  await once(AbortSignal.timeout(DEADLINE_MS / 4), "abort");
  await file.allowWrites();

  await writes;
  expect(await store.settings.get("name")).toBe("value");
});

test("uploads fail before the deadline, and those that wait behind them are not carried out late", async () => {
  await upload(0);
  await file.blockWrites();
  const uploads = [];
  // Each batch waits for the lock in turn.
  for (let number = 1; number <= 6; number++) {
    uploads.push(upload(number));
    await new Promise(setImmediate);
  }
  const outcomes = await Promise.allSettled(uploads);
  await file.allowWrites();

  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => "rejected"));
  expect(await store.orders.search({ limit: 10 })).toHaveLength(1);
});

test("a store closes in time although its writes wait for the lock, and its thread ends by itself", async () => {
  let exitCode: Promise<unknown[]> | undefined;
  const { store: closing } = await openSqliteStore(file.url.slice("sqlite:".length), {
    callDeadlineMs: 60_000,
    writer: {
      onThread: (worker) => {
        exitCode = once(worker, "exit");
      },
    },
  });
  await closing.checkWrite();
  await file.blockWrites();
  const waiting = closing.orders.put(sentUpload(anUpload({ orderKey: merchantKey("ORDER-1") })));
  const outcome = expect(waiting).rejects.toThrow("locked");

  await closing.close();

  await outcome;
  // A thread that is terminated exits with 1.
  expect(await exitCode).toEqual([0]);
}, 10_000);
