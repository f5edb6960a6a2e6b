import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { UploadOperation } from "../../domain/sent-upload.js";
import { APPID, anApp, anUpload, merchantKey, sentUpload } from "../conformance/samples.js";
import type { Store } from "../store.js";
import { SqliteDatabase } from "./database.js";
import { openSqliteStore } from "./store.js";

// The writer thread and the main thread write to one file.

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-writer-"));
  ({ store } = await openSqliteStore(join(folder, "dingdan.db")));
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const upload = (number: number) =>
  store.orders.put(sentUpload(anUpload({ orderKey: merchantKey(`ORDER-${number}`) })));

test("writes of the two threads never conflict, even in quick succession", async () => {
  await store.apps.create(anApp());

  await Promise.all(
    Array.from({ length: 300 }, async (_, number) => {
      await upload(number);
      await store.settings.put(`setting ${number}`, String(number));
      await store.apps.change(APPID, (app) => ({ ...app, name: `${number}` }));
    }),
  );

  expect(await store.settings.get("setting 299")).toBe("299");
  expect(await store.orders.search({ limit: 1000 })).toHaveLength(300);
});

test("a store that is closed has finished all its writes", async () => {
  const uploads = Array.from({ length: 50 }, (_, number) => upload(number));
  await store.close();

  expect(await Promise.all(uploads)).toHaveLength(50);
  ({ store } = await openSqliteStore(join(folder, "dingdan.db")));
  expect(await store.orders.search({ limit: 1000 })).toHaveLength(50);
});

const named = (number: number) => {
  const { order_key, ...rest } = EXAMPLE_UPLOAD;
  return JSON.stringify({ ...rest, order_key: { ...order_key, out_trade_no: `N${number}` } });
};
const sent = (body: string | undefined, operation: UploadOperation = "uploadShoppingInfo") =>
  store.orders.put({
    operation,
    app: { appid: APPID },
    body: body === undefined ? undefined : Buffer.from(body),
    receivedAtMs: 1,
  });

test("bodies that are sent to the thread together are each checked by their own rules", async () => {
  const outcomes = await Promise.all([
    sent(named(1)),
    sent(undefined),
    sent("{}"),
    sent(named(2)),
    sent("[]"),
    upload(3),
  ]);

  expect(
    outcomes.map((outcome) =>
      outcome.kind === "broken" ? outcome.violation.error.name : outcome.kind,
    ),
  ).toEqual([
    "stored",
    "EMPTY_BODY",
    "ORDER_NUMBER_TYPE_INVALID",
    "stored",
    "DATA_FORMAT_ERROR",
    "stored",
  ]);
});

test("an upload whose check throws fails alone", async () => {
  const outcomes = await Promise.allSettled([
    sent(named(1)),
    sent(named(2), "no such interface" as UploadOperation),
    sent(named(3)),
  ]);

  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("uploads that arrive while the thread waits share a commit, and each call gets its own outcomes", async () => {
  await upload(0);
  const other = await SqliteDatabase.open(join(folder, "dingdan.db"));
  const commits = () =>
    other.first<{ count: number }>("SELECT count(*) AS count FROM event_outbox");
  const before = commits()?.count as number;
  const outcomes: Promise<{ readonly kind: string }>[] = [];

  other.script("BEGIN IMMEDIATE");
  const works = [1, 2, 3, 4].map((number) => () => upload(number));
  for (const work of [...works, () => sent("{}"), () => sent(named(5))]) {
    outcomes.push(work());
    // A batch of its own.
    await new Promise(setImmediate);
  }
  other.script("ROLLBACK");

  expect((await Promise.all(outcomes)).map(({ kind }) => kind)).toEqual([
    ...Array<string>(4).fill("stored"),
    "broken",
    "stored",
  ]);
  expect((commits()?.count as number) - before).toBeLessThanOrEqual(2);
  await other.close();
});
