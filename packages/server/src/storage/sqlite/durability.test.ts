import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SqliteDatabase } from "./database.js";
import { fileSystemCheck } from "./durability.js";
import { openSqliteStore } from "./store.js";

test("a file is in WAL mode, and its commits are synced", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-durability-"));
  const { store } = await openSqliteStore(join(folder, "dingdan.db"));
  expect((await store.durability()).slice(0, 2)).toEqual([
    { name: "journal_mode", value: "wal", state: "ok", advice: null },
    { name: "synchronous", value: "2", state: "ok", advice: null },
  ]);
  await store.close();
  rmSync(folder, { recursive: true });
});

test("a database in memory has a warning", async () => {
  const { store } = await openSqliteStore(":memory:");
  expect(await store.durability()).toMatchObject([{ value: "memory", state: "warning" }]);
  await store.close();
});

test("a file where WAL is not possible is refused", async () => {
  // A file of a virtual file system without shared memory keeps its journal mode, as on a network.
  const name = "file:without-wal?mode=memory";
  await expect(SqliteDatabase.open(name)).rejects.toThrow(
    "the file system does not support SQLite's write-ahead log (journal_mode is memory",
  );
});

test.each([
  [0x6969, "nfs", "failed"],
  [0xff534d42 | 0, "cifs", "failed"],
  [0x65735546, "fuse", "warning"],
  [0x01021994, "tmpfs", "warning"],
  [0xef53, "ext4", "ok"],
])("the file system %i is %s: %s", (type, value, state) => {
  expect(fileSystemCheck(type)).toMatchObject({ value, state });
});
