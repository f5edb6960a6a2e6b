import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anUpload, merchantKey, sentUpload } from "../conformance/samples.js";
import { databaseFaultOf } from "../database-fault.js";
import type { Store } from "../store.js";
import { SqliteDatabase } from "./database.js";
import { openSqliteStore } from "./store.js";

// SQLite keeps writing to a file that was deleted or moved: without these checks, each upload would be
// acknowledged, and the next start would not find it.

let folder: string;
let path: string;
let store: Store;
let threads: Worker[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-files-"));
  path = join(folder, "data", "dingdan.db");
  mkdirSync(join(folder, "data"));
  threads = [];
  ({ store } = await openSqliteStore(path, {
    writer: { onThread: (worker) => threads.push(worker) },
  }));
  await upload(0);
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = (number: number) =>
  store.orders.put(sentUpload(anUpload({ orderKey: merchantKey(`ORDER-${number}`) })));

const copyInPlace = (file: string) => {
  writeFileSync(`${file}.copy`, readFileSync(file));
  renameSync(`${file}.copy`, file);
};

describe("a write is refused, and reads still work, when", () => {
  test.each<[string, () => void]>([
    ["the file is deleted", () => rmSync(path)],
    ["another file takes its place", () => copyInPlace(path)],
    ["the folder is deleted", () => rmSync(join(folder, "data"), { recursive: true })],
    ["the write-ahead log is deleted", () => rmSync(`${path}-wal`)],
    ["the index of the log is deleted", () => rmSync(`${path}-shm`)],
  ])("%s", async (_name, remove) => {
    remove();

    const error = await upload(1).catch((reason: unknown) => reason);
    expect(String(error)).toContain(`${path} was deleted, moved or replaced`);
    expect(databaseFaultOf(error)).toBe("file_replaced");
    await expect(store.settings.put("name", "value")).rejects.toThrow("deleted, moved or replaced");
    await expect(store.checkWrite()).rejects.toThrow("deleted, moved or replaced");

    await store.checkRead();
    expect(await store.orders.search({ limit: 10 })).toHaveLength(1);
  });
});

test("writes succeed again when a moved file is back", async () => {
  renameSync(join(folder, "data"), join(folder, "away"));
  await expect(upload(1)).rejects.toThrow("deleted, moved or replaced");
  renameSync(join(folder, "away"), join(folder, "data"));
  expect(await upload(1)).toMatchObject({ kind: "stored" });
});

test("a writer thread that starts again opens no other file, and creates none", async () => {
  rmSync(path);
  await threads[0]?.terminate();
  await expect(upload(1)).rejects.toThrow("has exited");
  expect(() => readFileSync(path)).toThrow("ENOENT");
});

test("a process that stops leaves the log of the file that has taken the name", async () => {
  const old = await SqliteDatabase.open(path);
  await old.write(() => old.run("DELETE FROM settings WHERE name = 'none'"));
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix);
  const next = await SqliteDatabase.open(path);
  await next.write(() => next.script("CREATE TABLE kept (name TEXT)"));

  await old.close();

  expect(readFileSync(`${path}-wal`).length).toBeGreaterThan(0);
  await next.close();
});
