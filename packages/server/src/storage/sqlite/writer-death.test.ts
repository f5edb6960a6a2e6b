import { once } from "node:events";
import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import Fastify from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { registerHealth } from "../../pages/health.js";
import { Readiness } from "../../pages/readiness.js";
import { anUpload, merchantKey, sentUpload } from "../conformance/samples.js";
import type { Store } from "../store.js";
import { loadDriver } from "./driver.js";
import { openSqliteStore } from "./store.js";

// The writer thread can exit unexpectedly: out of memory, or by a bug of the driver.

let folder: string;
let threads: Worker[];
let nowMs: number;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-writer-"));
  threads = [];
  nowMs = 0;
  ({ store } = await openSqliteStore(join(folder, "dingdan.db"), {
    writer: { onThread: (worker) => threads.push(worker), nowMs: () => nowMs },
  }));
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = (number: number) =>
  store.orders.put(sentUpload(anUpload({ orderKey: merchantKey(`ORDER-${number}`) })));
const uploads = (count: number) => Array.from({ length: count }, (_, number) => upload(number));

/** The HTTP status of `/readyz`. */
async function readiness(): Promise<number> {
  const server = Fastify();
  registerHealth(server, new Readiness(store, server.log));
  const { statusCode } = await server.inject("/readyz");
  await server.close();
  return statusCode;
}

/** Runs work while the database's folder is renamed, so that no thread can open it. */
async function withoutFolder(work: () => Promise<void>): Promise<void> {
  renameSync(folder, `${folder}-away`);
  try {
    await work();
  } finally {
    renameSync(`${folder}-away`, folder);
  }
}

test("a thread that has exited is started again, and no acknowledged write is lost", async () => {
  await upload(0);

  // when the thread exits while it writes, several times
  let acknowledged = 1;
  for (let round = 1; round <= 5; round++) {
    const writes = Array.from({ length: 40 }, (_, index) => upload(round * 1000 + index));
    await threads.at(-1)?.terminate();
    const outcomes = await Promise.allSettled(writes);
    acknowledged += outcomes.filter(({ status }) => status === "fulfilled").length;
    await upload(round);
    acknowledged++;
  }

  // then each has been replaced
  expect(store.metrics().writerStarts).toBe(6);
  const stored = await store.orders.search({ limit: 1000 });
  expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
});

test("a thread that exits rejects its writes, and a retry stores them", async () => {
  await upload(0);
  const writes = uploads(20);
  await threads[0]?.terminate();

  for (const outcome of await Promise.allSettled(writes)) {
    if (outcome.status === "rejected") {
      expect(String(outcome.reason)).toContain("the writer thread of the database has exited");
    }
  }
  expect((await Promise.all(uploads(20))).map(({ kind }) => kind)).not.toContain("refused");
});

test("settings can be written while there is no thread, and while it exits", async () => {
  await upload(0);
  const written = store.settings.put("before", "1");
  await threads[0]?.terminate();
  await written;
  await store.settings.put("after", "2");
  expect(await store.settings.get("after")).toBe("2");
});

test("/readyz says that it is down while no thread can be started, and that it is ready again", async () => {
  await upload(0);
  expect(await readiness()).toBe(200);
  await threads[0]?.terminate();

  await withoutFolder(async () => {
    expect(await readiness()).toBe(503);
    await expect(upload(1)).rejects.toThrow();
  });

  nowMs += 100;
  expect(await upload(1)).toMatchObject({ kind: "stored" });
  expect(await readiness()).toBe(200);
});

test("a thread that failed to start is started again", async () => {
  await withoutFolder(async () => {
    await expect(upload(0)).rejects.toThrow();
  });
  nowMs += 100;
  expect(await upload(0)).toMatchObject({ kind: "stored" });
});

test("a thread that cannot start is started after growing pauses, and calls fail immediately meanwhile", async () => {
  const startedAtMs: number[] = [];
  await withoutFolder(async () => {
    for (; nowMs < 30_000; nowMs += 50) {
      const before = threads.length;
      await expect(upload(0)).rejects.toThrow(/exited|the next attempt is in \d+ ms/);
      if (threads.length > before) startedAtMs.push(nowMs);
    }
  });

  expect(startedAtMs).toEqual([
    0, 100, 300, 700, 1_500, 3_100, 6_300, 11_300, 16_300, 21_300, 26_300,
  ]);
  nowMs += 5_000;
  expect(await upload(0)).toMatchObject({ kind: "stored" });
});

test("a thread that hangs is given up: its calls fail, nothing writes, and another takes over", async () => {
  await store.close();
  const path = join(folder, "dingdan.db");
  ({ store } = await openSqliteStore(path, {
    writer: { onThread: (worker) => threads.push(worker), silenceMaxMs: 3_000 },
    // So long that the thread waits for the lock until the other program releases it.
    callDeadlineMs: 100_000,
  }));
  await upload(0);
  const hung = threads.at(-1) as Worker;
  const exited = once(hung, "exit");

  // when the thread waits inside SQLite, for the lock of another program
  const { DatabaseSync } = await loadDriver();
  const other = new DatabaseSync(path);
  other.exec("PRAGMA busy_timeout = 5000");
  other.exec("BEGIN IMMEDIATE");
  await expect(upload(1)).rejects.toThrow("does not answer");

  // then it is not replaced while it may still write
  await expect(upload(2)).rejects.toThrow("does not answer");
  await expect(store.settings.put("one", "1")).rejects.toThrow("does not answer");
  expect(await store.settings.get("one")).toBeNull();
  expect(await readiness()).toBe(503);
  expect(threads.at(-1)).toBe(hung);

  other.close();
  await exited;
  expect(await upload(3)).toMatchObject({ kind: "stored" });
  await store.settings.put("one", "1");
  expect(await readiness()).toBe(200);
});

test("a store whose thread has exited can be closed", async () => {
  await upload(0);
  await threads[0]?.terminate();
  await store.close();
  ({ store } = await openSqliteStore(join(folder, "dingdan.db")));
  expect(await store.orders.search({ limit: 10 })).toHaveLength(1);
});
