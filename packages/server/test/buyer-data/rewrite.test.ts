import { join } from "node:path";
import type { ErasureReceipt } from "@dingdan/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { letGoOf } from "../../src/storage/conformance/fill.js";
import { rewriteDatabase } from "../../src/storage/rewrite-database.js";
import { SqliteDatabase } from "../../src/storage/sqlite/database.js";
import { EXAMPLE_APPID } from "../support/platform.js";
import { foundIn } from "./spellings.js";
import { filesOf, type Place, placeOnSqlite } from "./support.js";

let place: Place;
let file: string;
beforeEach(async () => {
  place = await placeOnSqlite();
  file = join(place.folder ?? "", "dingdan.db");
});
afterEach(() => place.remove());

/** What a receipt says of the file when a buyer without data is erased. */
async function remains(): Promise<readonly string[]> {
  const platform = await place.open();
  try {
    await platform.registerExample();
    const buyer = { appid: EXAMPLE_APPID, openid: "oNONE" };
    return (await platform.admin<ErasureReceipt>("POST", "/buyers/erase", buyer)).body.remains;
  } finally {
    await platform.close();
    await letGoOf(file);
  }
}

/** Makes the file one of an earlier version, which has deleted a value without overwriting it. */
async function makeOlder(): Promise<void> {
  const database = await SqliteDatabase.open(file);
  database.script(`PRAGMA user_version = 0; PRAGMA secure_delete = OFF;
    INSERT INTO settings (name, value) VALUES ('SLACK-NAME', 'SLACK-VALUE');
    DELETE FROM settings WHERE name = 'SLACK-NAME'`);
  await database.close();
  await letGoOf(file);
}

const slack = async (): Promise<boolean> =>
  Object.entries(await filesOf(place)).some(
    ([name, bytes]) => name !== "backup.db" && foundIn(bytes, "SLACK-VALUE") !== null,
  );

test("a file that this version created has no slack of earlier versions", async () => {
  expect(await remains()).toEqual(["earlier_backups", "webhook_receivers"]);
});

test("a file of an earlier version may have some, until it is rewritten", async () => {
  await remains();
  await makeOlder();
  expect(await slack()).toBe(true);
  expect(await remains()).toContain("slack_of_earlier_versions");
  await makeOlder();

  const outcome = await rewriteDatabase(place.url);

  expect(outcome).toMatchObject({ kind: "rewritten" });
  await letGoOf(file);
  expect(await slack()).toBe(false);
  expect(await remains()).toEqual(["earlier_backups", "webhook_receivers"]);
});

test("a file that a server has open is not rewritten, nor is any other database", async () => {
  const platform = await place.open();
  expect(await rewriteDatabase(place.url)).toEqual({ kind: "in_use" });
  await platform.close();

  await expect(rewriteDatabase("sqlite:/nowhere/none.db")).rejects.toThrow("There is no file");
  await expect(rewriteDatabase("postgres://127.0.0.1/x")).rejects.toThrow("VACUUM FULL");
});
