import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { StoredMessagePush } from "../src/domain/message-push.js";
import type { PlatformOptions } from "../src/index.js";
import { openMessagePush } from "../src/pushes/message-push-keys.js";
import { Sealer } from "../src/secrets/seal.js";
import { SqliteDatabase } from "../src/storage/sqlite/database.js";
import { MessageUrl } from "./support/message-url.js";
import { Platform } from "./support/platform.js";
import type { Loose } from "./support/requests.js";

/* The operator sets where an app's messages are pushed. */

const APPID = "wxshop000000000001";
const TOKEN = "messagetoken";
const AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const URL = "https://shop.example.com/messages";
const ADMIN_KEY = "the-operators-own-key-0123456789";
const newKey = () => randomBytes(32).toString("base64");

let folder: string;
let file: string;
let platform: Platform;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-"));
  file = join(folder, "dingdan.db");
});
afterEach(async () => {
  await platform.close();
  rmSync(folder, { recursive: true });
});

const start = async (options: PlatformOptions = {}) => {
  const where = { sandbox: false, databaseUrl: `sqlite:${file}`, adminKey: ADMIN_KEY };
  platform = await Platform.start({ ...where, ...options });
  const app = { appid: APPID, name: "示例商城", kind: "mini_program" };
  await platform.admin("POST", "/apps", app);
};
const set = (message_push: unknown) =>
  platform.admin<Loose>("PATCH", `/apps/${APPID}`, { message_push });
const shown = async () =>
  (await platform.admin<Loose>("GET", `/apps/${APPID}`)).body["message_push"];

async function stored(): Promise<string> {
  const database = await SqliteDatabase.open(file);
  const sql = "SELECT message_push FROM apps WHERE appid = ?";
  const row = database.first<{ message_push: string }>(sql, APPID);
  await database.close();
  return row?.message_push ?? "";
}

test("a message URL is shown without its secrets, and stored without them, and can be removed", async () => {
  await start({ sealKey: newKey() });
  expect(await shown()).toBeUndefined();
  const plain = { url: URL, format: "json", is_encrypted: false };
  expect((await set({ url: URL, token: TOKEN })).body["message_push"]).toEqual(plain);
  const encrypted = { url: URL, token: TOKEN, encoding_aes_key: AES_KEY, format: "xml" };
  await set(encrypted);
  expect(await shown()).toEqual({ url: URL, format: "xml", is_encrypted: true });
  await platform.admin("PATCH", `/apps/${APPID}`, { name: "新名称" });
  expect(await shown()).toEqual({ url: URL, format: "xml", is_encrypted: true });
  const row = await stored();
  expect(row).toContain(URL);
  expect(row).not.toContain(TOKEN);
  expect(row).not.toContain(AES_KEY);
  await set(null);
  expect(await shown()).toBeUndefined();
});

test("without a seal key a message URL is refused with the next step, and everything else works", async () => {
  await start();
  const refused = await set({ url: URL, token: TOKEN });
  expect(refused.status).toBe(409);
  expect(refused.body["detail"]).toContain("openssl rand -base64 32");
  expect((await set(null)).status).toBe(200);
});

const REFUSED = [
  { message_push: { url: URL }, detail: "token" },
  { message_push: { url: "ftp://shop.example.com", token: TOKEN }, detail: "url" },
  { message_push: { url: URL, token: "no" }, detail: "token" },
  { message_push: { url: URL, token: TOKEN, encoding_aes_key: "short" }, detail: "aes" },
  { message_push: { url: URL, token: TOKEN, format: "yaml" }, detail: "format" },
  { message_push: { url: "http://127.1/", token: TOKEN }, detail: "--allow-callback-network" },
  { message_push: { url: "http://a:b@1.1.1.1/", token: TOKEN }, detail: "user name" },
  { message_push: { url: "http://", token: TOKEN }, detail: "not a valid URL" },
];

test("a message URL that cannot work is refused, and the reply names the fault", async () => {
  await start({ sealKey: newKey() });
  for (const { message_push, detail } of REFUSED) {
    const refused = await set(message_push);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain(detail);
  }
  expect(await shown()).toBeUndefined();
  const answer = await platform.admin("PATCH", "/apps/wxunknown", {
    message_push: { url: URL, token: TOKEN },
  });
  expect(answer.status).toBe(404);
});

test("push_url changes the URL alone, and needs a message_push with a token", async () => {
  await start({ sealKey: newKey() });
  const change = (push_url: string) =>
    platform.admin<Loose>("PATCH", `/apps/${APPID}`, { trade_management: { push_url } });
  const refused = await change(URL);
  expect(refused.status).toBe(400);
  expect(refused.body["detail"]).toContain("Send message_push with url and token");
  await set({ url: URL, token: TOKEN, encoding_aes_key: AES_KEY, format: "xml" });
  await change(`${URL}/new`);
  expect(await shown()).toEqual({ url: `${URL}/new`, format: "xml", is_encrypted: true });
  expect((await change("http://127.0.0.1/")).status).toBe(400);
  await change("");
  expect(await shown()).toBeUndefined();
});

test("an app under management is reminded to report what it ships, at its message URL", async () => {
  const receiver = await MessageUrl.listen({ isEncrypted: true });
  try {
    await start({ sandbox: true, clock: "frozen" });
    receiver.answer = { status: 500, body: "" };
    await set(receiver.setting);
    await platform.dingdan.clock.advance(0);
    expect(await shown()).toMatchObject({ last_fault: "the message URL answered HTTP 500" });

    receiver.answer = { status: 200, body: "success" };
    const received = receiver.nextRequest();
    await set(receiver.setting);
    await received;
    expect(receiver.messages).toMatchObject([
      { Event: "trade_manage_remind_access_api", msg: expect.stringContaining("请接入") as string },
    ]);
    const reminder = receiver.messages[0];
    expect(reminder?.["FromUserName"]).toBe(reminder?.["ToUserName"]);
    await platform.dingdan.clock.advance(3 * 86_400);
    expect(receiver.requestCount).toBe(2);
  } finally {
    await receiver.close();
  }
});

test("a new seal key seals again what the previous one sealed", async () => {
  const [first, second] = [newKey(), newKey()];
  await start({ sealKey: first });
  await set({ url: URL, token: TOKEN });
  await platform.close();
  const before = await stored();
  await start({ sealKey: second, previousSealKey: first });
  await expect.poll(stored).not.toBe(before);
  const messagePush = JSON.parse(await stored()) as StoredMessagePush;
  const opened = openMessagePush(APPID, messagePush, new Sealer(Buffer.from(second, "base64")));
  expect(opened).toMatchObject({ kind: "opened", messagePush: { token: TOKEN } });
});
