import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDingdan, type PlatformOptions } from "../src/index.js";
import { SqliteDatabase } from "../src/storage/sqlite/database.js";
import { Callback } from "./support/callback.js";
import { Platform } from "./support/platform.js";
import type { Loose } from "./support/requests.js";

/* The secrets of callbacks are sealed in the database. */

const APPID = "wxcomponent";
const PATH = `/components/${APPID}`;
const ADMIN_KEY = "the-operators-own-key-0123456789";
const newKey = () => randomBytes(32).toString("base64");

let folder: string;
let file: string;
let callback: Callback;
let platform: Platform;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-"));
  file = join(folder, "dingdan.db");
  callback = await Callback.listen();
});
afterEach(async () => {
  await platform.close();
  await callback.close();
  rmSync(folder, { recursive: true });
});

const start = async (options: PlatformOptions = {}) => {
  const allowed = { allowCallbackNetworks: ["127.0.0.0/8"] };
  const where = { sandbox: false, databaseUrl: `sqlite:${file}`, adminKey: ADMIN_KEY, ...allowed };
  platform = await Platform.start({ ...where, ...options });
};
const create = (settings: Loose = callback.settings) =>
  platform.admin<Loose>("POST", "/components", {
    component_appid: APPID,
    name: "示例服务商",
    ...settings,
  });
const change = (settings: Loose) => platform.admin<Loose>("PATCH", PATH, settings);
/** Sets another token, and returns the reply. */
const renewToken = () => {
  // The callback does not know the new token.
  callback.behaviour = "fail";
  return change({ token: "newtoken" });
};

/** Reads or changes the stored callback, beside the platform. */
async function stored(changed?: unknown): Promise<string> {
  const database = await SqliteDatabase.open(file);
  if (changed !== undefined) {
    await database.write(() =>
      database.run("UPDATE components SET callback = ?", JSON.stringify(changed)),
    );
  }
  const row = database.first<{ callback: string }>(
    "SELECT callback FROM components WHERE component_appid = ?",
    APPID,
  );
  await database.close();
  return row?.callback ?? "";
}

test("a copy of the database shows no secrets of a callback, and pushes are signed with them", async () => {
  await start({ sealKey: newKey() });
  expect((await create()).body).toMatchObject({
    token: callback.token,
    encoding_aes_key: callback.encodingAesKey,
  });
  await callback.take("component_verify_ticket");
  const row = await stored();
  expect(row).toContain(callback.url);
  expect(row).not.toContain(callback.token);
  expect(row).not.toContain(callback.encodingAesKey);
});

test("without a seal key a callback is refused with the next step, and everything else works", async () => {
  await start();
  const refused = await create();
  expect(refused.status).toBe(409);
  expect(refused.body["detail"]).toContain("openssl rand -base64 32");
  expect(refused.body["detail"]).toContain("DINGDAN_SEAL_KEY_FILE");
  expect((await create({})).status).toBe(201);
  expect((await change(callback.settings)).status).toBe(409);
  expect((await change({ name: "新名称" })).status).toBe(200);
  expect((await change({ callback_url: "" })).status).toBe(200);
});

test("secrets in plain text keep working without a key, and the first start with one seals them", async () => {
  await start();
  await create({});
  await platform.close();
  const { url, token, encodingAesKey } = callback;
  await stored({ url, token, encodingAesKey });

  await start();
  const { appid } = await platform.register();
  await platform.admin("POST", `${PATH}/authorizations`, { appid, permission_sets: [120] });
  await callback.take("authorized");
  expect(await stored()).toContain(token);
  await platform.close();

  await start({ sealKey: newKey() });
  await expect.poll(stored).not.toContain(token);
  expect((await renewToken()).body["encoding_aes_key"]).toBe(encodingAesKey);
});

test("with a wrong key the platform starts, overwrites nothing, and the right key works again", async () => {
  const [rightKey, wrongKey] = [newKey(), newKey()];
  await start({ sealKey: rightKey });
  await create();
  await callback.take("component_verify_ticket");
  const { appid } = await platform.register();
  await platform.close();
  const before = await stored();

  await start({ sealKey: wrongKey });
  for (const settings of [{ token: "newtoken" }, callback.settings]) {
    const refused = await change(settings);
    expect(refused.status).toBe(409);
    expect(refused.body["detail"]).toContain("is not the one with which this was sealed");
  }
  await platform.admin("POST", `${PATH}/authorizations`, { appid, permission_sets: [120] });
  const shown = async () => (await platform.admin<Loose>("GET", PATH)).body["last_push_fault"];
  await expect.poll(shown).toContain("DINGDAN_PREVIOUS_SEAL_KEY_FILE");
  await platform.close();
  expect(await stored()).toBe(before);

  await start({ sealKey: rightKey });
  expect((await renewToken()).body).toMatchObject({
    token: "newtoken",
    encoding_aes_key: callback.encodingAesKey,
  });
});

test("a new key seals again what the previous one sealed, and is enough after that", async () => {
  const [first, second] = [newKey(), newKey()];
  await start({ sealKey: first });
  await create();
  await callback.take("component_verify_ticket");
  await platform.close();
  const before = await stored();

  await start({ sealKey: second, previousSealKey: first });
  await expect.poll(stored).not.toBe(before);
  await platform.close();

  await start({ sealKey: second });
  const changed = await renewToken();
  expect(changed.body["encoding_aes_key"]).toBe(callback.encodingAesKey);
});

test("sealed secrets that were moved to another platform do not open there", async () => {
  const sealKey = newKey();
  await start({ sealKey });
  await create();
  await create({ component_appid: "wxother", ...callback.settings });
  await platform.close();
  await stored(JSON.parse(await stored()));

  await start({ sealKey });
  callback.behaviour = "fail";
  const changeOther = (settings: Loose) =>
    platform.admin<Loose>("PATCH", "/components/wxother", settings);
  const refused = await changeOther({ token: "newtoken" });
  expect(refused.status).toBe(409);
  expect(refused.body["detail"]).toContain("damaged");
  // With both secrets, nothing has to be opened.
  expect((await changeOther(callback.settings)).status).toBe(200);
});

test("a sandbox makes its key beside the database file, for its owner only, and keeps it", async () => {
  await start({ sandbox: true });
  await create();
  await platform.close();
  expect(statSync(`${file}.seal-key`).mode & 0o777).toBe(0o600);
  await start({ sandbox: true });
  expect((await renewToken()).body["encoding_aes_key"]).toBe(callback.encodingAesKey);
});

test("a key that is not random stops the start, with the next step", async () => {
  await start({ sealKey: newKey() });
  const weak = createDingdan({ sealKey: "0".repeat(64) });
  await expect(weak).rejects.toThrow("DINGDAN_SEAL_KEY is a weak key");
});
