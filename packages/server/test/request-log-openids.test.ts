import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PlatformOptions } from "../src/index.js";
import { Platform } from "./support/platform.js";
import { uploadWithItem } from "./support/requests.js";

const OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
const ADMIN_KEY = "the-operators-own-key-0123456789";

let folder: string;
let platform: Platform;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-"));
});
afterEach(async () => {
  await platform.close();
  rmSync(folder, { recursive: true });
});

const start = async (options: PlatformOptions = {}) => {
  const databaseUrl = `sqlite:${join(folder, "dingdan.db")}`;
  platform = await Platform.start({ databaseUrl, adminKey: ADMIN_KEY, ...options });
};
interface Page {
  readonly items: { readonly rid: string; readonly body: string }[];
  readonly detail: string;
}
const list = (query: string) => platform.admin<Page>("GET", `/requests?${query}`);

/** A rejected upload: the openid is in no other table. */
const rejectUpload = async () => {
  const merchant = await platform.registerExample();
  await merchant.upload(uploadWithItem({ name: "" }));
  const { body } = await list("limit=1");
  return body.items[0];
};

test("the log shows and stores openids masked, and finds a call by its complete openid", async () => {
  await start();
  const logged = await rejectUpload();
  expect(logged?.body).toContain('"openid":"oUpF…eS6o"');
  expect((await list(`openid=${OPENID}`)).body.items.map(({ rid }) => rid)).toEqual([logged?.rid]);
  expect((await list("openid=oUpF8uMuAJO_M2pxb1Q9zNjWeS6x")).body.items).toEqual([]);
  await platform.close();
  const stored = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
  expect(stored.join("")).not.toContain(OPENID);
});

test("an openid that is written with escapes is found and replayed, too", async () => {
  await start();
  const merchant = await platform.registerExample();
  const body = JSON.stringify(uploadWithItem({ name: "" })).replace(
    OPENID,
    `\\u006f${OPENID.slice(1)}`,
  );
  const { errcode } = await merchant.upload(body);
  const { body: page } = await list(`openid=${OPENID}`);
  expect(page.items.map((item) => item.body)).toEqual([
    body.replace(`\\u006f${OPENID.slice(1)}`, "oUpF…eS6o"),
  ]);
  const replay = await platform.admin<{ reply: { errcode: number } }>(
    "POST",
    `/requests/${page.items[0]?.rid}/replay`,
    {},
  );
  expect(replay.body.reply.errcode).toBe(errcode);
  expect((await list(`openid=${OPENID}`)).body.items).toHaveLength(2);
});

test("a call is found by the openid of its payer, whatever openids are before it", async () => {
  await start();
  const merchant = await platform.registerExample();
  const link = {
    type: "URL",
    url: "https://shop.example.com/?openid=oLinkLinkLinkLinkLinkLinkLi1",
  };
  await merchant.upload(uploadWithItem({ name: "", item_detail_jump_link: link }));
  expect((await list(`openid=${OPENID}`)).body.items).toHaveLength(1);
});

test("the search finds calls that were logged under the previous seal key", async () => {
  const [first, second] = [randomBytes(32), randomBytes(32)].map((key) => key.toString("base64"));
  await start({ sandbox: false, sealKey: first as string });
  const logged = await rejectUpload();
  await platform.close();
  await start({ sandbox: false, sealKey: second as string, previousSealKey: first as string });
  expect((await list(`openid=${OPENID}`)).body.items.map(({ rid }) => rid)).toEqual([logged?.rid]);
});

test("without a seal key openids are masked and not kept: search and replay are answered 409", async () => {
  await start({ sandbox: false });
  const logged = await rejectUpload();
  expect(logged?.body).toContain('"openid":"oUpF…eS6o"');
  const search = await list(`openid=${OPENID}`);
  expect(search.status).toBe(409);
  expect(search.body.detail).toContain("DINGDAN_SEAL_KEY_FILE");
  await platform.close();

  await start({ sandbox: true });
  const replay = await platform.admin<Page>("POST", `/requests/${logged?.rid}/replay`, {});
  expect(replay.status).toBe(409);
  expect(replay.body.detail).toContain("its openids are masked");
});
