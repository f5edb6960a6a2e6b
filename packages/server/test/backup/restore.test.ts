import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { backupDatabase, restoreDatabase } from "../../src/index.js";
import {
  ADMIN_KEY,
  exportOf,
  type Filled,
  fill,
  OPENID,
  OTHERS,
  type Place,
} from "../buyer-data/support.js";
import { EXAMPLE_APPID, Platform } from "../support/platform.js";
import { type Loose, upload } from "../support/requests.js";
import { KEYS, onEngines, type Target, targetFor, useFolder } from "./support.js";

/** An order of the buyer that is uploaded after the others. */
const LATER = upload({
  order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: "LATER-1" },
  payer: { openid: OPENID },
});

onEngines("a backup that is restored", (makePlace) => {
  const folder = useFolder();
  let place: Place;
  let platform: Platform;
  let target: Target;
  let filled: Filled;
  beforeEach(async () => {
    place = await makePlace();
    target = await targetFor(place);
    platform = await place.open(KEYS);
    filled = await fill(platform);
  });
  afterEach(async () => {
    await platform.close();
    await place.remove();
    await target.remove();
  });

  const file = () => join(folder(), "dingdan.backup");
  const backup = () => backupDatabase(place.url, file(), { version: "1.2.3" });
  const restore = (options = {}) => restoreDatabase(target.url, file(), { ...KEYS, ...options });
  const openTarget = () =>
    Platform.start({ databaseUrl: target.url, adminKey: ADMIN_KEY, ...KEYS });
  const erase = (openid: string) =>
    platform.admin("POST", "/buyers/erase", { appid: EXAMPLE_APPID, openid });
  const ordersOf = async (of: Platform) =>
    (await of.admin<{ items: Loose[] }>("GET", "/orders?limit=100")).body.items;

  /** The list that `dingdan buyers erasures --export` writes. */
  async function listErasures(): Promise<string> {
    const { body } = await platform.admin("GET", "/buyers/erasure-list");
    const path = join(folder(), "erasures.json");
    writeFileSync(path, JSON.stringify(body));
    return path;
  }

  test("has what was there, and nothing that came later", async () => {
    const before = await ordersOf(platform);
    const feed = await platform.admin<{ next_after: string }>("GET", "/events?limit=1");
    await backup();
    await filled.merchant.upload(LATER);

    const restored = await restore();

    expect(restored).toMatchObject({ pendingMigrations: 0, keptFile: null, erased: null });
    const again = await openTarget();
    try {
      expect(await ordersOf(again)).toEqual(before);
      // A reader of the old feed is not given other events under the ids that it knows.
      const next = await again.admin("GET", `/events?after=${feed.body.next_after}`);
      expect(next.status).toBe(410);
    } finally {
      await again.close();
    }
  });

  test("has no buyer who was erased after it, and keeps every other", async () => {
    await backup();
    await erase(OPENID);
    const erasuresFile = await listErasures();
    expect(readFileSync(erasuresFile, "utf8")).not.toContain(OPENID);

    expect(await restore({ erasuresFile })).toMatchObject({ erased: { newer: 1, buyers: 1 } });

    const again = await openTarget();
    try {
      const rowsOf = async (openid: string) =>
        Object.values((await exportOf(again, EXAMPLE_APPID, openid)).body.sections).flat().length;
      expect(await rowsOf(OPENID)).toBe(0);
      expect(await rowsOf(OTHERS)).toBeGreaterThan(0);
      const { body } = await again.admin<{ items: Loose[] }>("GET", "/buyers/erasures");
      expect(body.items).toHaveLength(1);
    } finally {
      await again.close();
    }
  });

  test("refuses a list of erasures that is damaged", async () => {
    await backup();
    await erase(OPENID);
    const erasuresFile = await listErasures();
    const list = JSON.parse(readFileSync(erasuresFile, "utf8")) as { erasures: Loose[] };
    for (const erasures of [[null], [{ ...list.erasures[0], buyer_hash: "zzzz" }]]) {
      writeFileSync(erasuresFile, JSON.stringify({ ...list, erasures }));
      await expect(restore({ erasuresFile })).rejects.toThrow("is not a list of erasures");
    }
  });

  test("keeps what a buyer bought between an erasure and the backup", async () => {
    await erase(OPENID);
    await filled.merchant.upload(LATER);
    await backup();
    const erasuresFile = await listErasures();

    expect(await restore({ erasuresFile })).toMatchObject({ erased: { newer: 0, buyers: 0 } });
    const again = await openTarget();
    try {
      const { body } = await exportOf(again, EXAMPLE_APPID, OPENID);
      expect(body.sections["uploads"]).toHaveLength(1);
    } finally {
      await again.close();
    }
  });

  test("is not opened for erasures without the seal key, and the target stays empty", async () => {
    await backup();
    await erase(OPENID);
    const erasuresFile = await listErasures();
    const { url } = target;

    await expect(restoreDatabase(url, file(), { erasuresFile })).rejects.toThrow(/seal key/);

    if (place.folder !== null) expect(existsSync(url.slice("sqlite:".length))).toBe(false);
    // A dump is restored in one transaction before: no platform starts on it.
    else await expect(openTarget()).rejects.toThrow("restore of this database was not finished");
  });

  test("leaves nothing in the target when it is stopped", async () => {
    await backup();
    await expect(restore({ signal: AbortSignal.abort() })).rejects.toThrow("stopped");
    if (place.folder === null) return;
    expect(existsSync(target.url.slice("sqlite:".length))).toBe(false);
  });

  test("of a newer version is refused", async () => {
    const manifest = await backup();
    const newer = { ...manifest, migrations: [...manifest.migrations, "9999-future"] };
    writeFileSync(`${file()}.manifest.json`, JSON.stringify(newer));
    await expect(restore()).rejects.toThrow("9999-future");
  });

  test("does not go into a database that is in use or not empty", async () => {
    await backup();
    const into = (isForced: boolean) => restoreDatabase(place.url, file(), { isForced, ...KEYS });
    if (place.folder === null) {
      await expect(into(true)).rejects.toThrow("has tables");
      return;
    }
    await expect(into(false)).rejects.toThrow("exists");
    await expect(into(true)).rejects.toThrow("Another process has");
    await platform.close();
    await expect(into(false)).rejects.toThrow("exists");
  });

  test("takes the place of a SQLite file that stays beside it, with its erasures", async () => {
    if (place.folder === null) return;
    await backup();
    await erase(OPENID);
    await platform.close();
    // The driver keeps the file open in this process until its statements are collected as garbage.
    const elsewhere = await place.copy();

    const { keptFile, erased } = await restoreDatabase(elsewhere.url, file(), {
      isForced: true,
      ...KEYS,
    });

    expect(erased).toEqual({ newer: 1, buyers: 1 });
    expect(dirname(keptFile ?? "")).toBe(elsewhere.folder);
    expect(existsSync(keptFile ?? "")).toBe(true);
    const again = await elsewhere.open(KEYS);
    const { body } = await exportOf(again, EXAMPLE_APPID, OPENID);
    expect(Object.values(body.sections).flat()).toEqual([]);
    await again.close();
    await elsewhere.remove();
  });

  test("takes the place of a SQLite file, whose erasures a list does not know that was exported before", async () => {
    if (place.folder === null) return;
    await backup();
    await erase(OTHERS);
    const erasuresFile = await listErasures();
    await erase(OPENID);
    await platform.close();
    const elsewhere = await place.copy();

    const options = { isForced: true, erasuresFile, ...KEYS };
    const { erased } = await restoreDatabase(elsewhere.url, file(), options);

    expect(erased).toEqual({ newer: 2, buyers: 2 });
    const again = await elsewhere.open(KEYS);
    for (const openid of [OPENID, OTHERS]) {
      const { body } = await exportOf(again, EXAMPLE_APPID, openid);
      expect(Object.values(body.sections).flat(), openid).toEqual([]);
    }
    await again.close();
    await elsewhere.remove();
  });
});
