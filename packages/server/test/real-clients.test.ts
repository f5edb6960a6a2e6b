import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import easywechat from "node-easywechat";
import { afterAll, beforeAll, expect, test } from "vitest";
import { example, type Merchant, Platform } from "./support/platform.js";

/*
 * Clients that nobody here wrote, pointed at the platform by their base URL and not changed otherwise.
 */

let platform: Platform;
let merchant: Merchant;
let cacheFolder: string;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
  cacheFolder = mkdtempSync(join(tmpdir(), "easywechat-"));
});
afterAll(async () => {
  await platform.close();
  rmSync(cacheFolder, { recursive: true });
});

test.each([
  ["an ordinary token", false],
  ["a stable token", true],
])("node-easywechat gets %s by itself, uploads and verifies", async (_, useStableToken) => {
  const app = new easywechat.MiniApp({
    app_id: merchant.appid,
    secret: merchant.secret,
    use_stable_access_token: useStableToken,
    http: { baseURL: platform.url },
    file_cache: { path: cacheFolder, dirMode: 0o700, fileMode: 0o600, ext: ".cache" },
  });
  expect(await app.getAccessToken().getToken()).toMatch(/^\d+_[\w-]+$/);
  const client = app.getClient();
  const uploaded = await client.postJson(
    "/user-order/orders",
    JSON.parse(example("upload-shopping-info.json")),
  );
  expect(uploaded.toObject()).toEqual({ errcode: 0, errmsg: "ok" });
  const verified = await client.postJson(
    "/user-order/shoppinginfo/verify",
    JSON.parse(example("verify-upload-result.json")),
  );
  expect(verified.toObject()).toMatchObject({
    errcode: 0,
    verify_result: expect.stringMatching(/^NOT_PAID/),
  });
});

test("node-easywechat tells a refusal with our errcode and errmsg", async () => {
  const app = new easywechat.MiniApp({
    app_id: merchant.appid,
    secret: merchant.secret,
    http: { baseURL: platform.url, throw: false },
    file_cache: { path: cacheFolder, dirMode: 0o700, fileMode: 0o600, ext: ".cache" },
  });
  const response = await app.getClient().postJson("/user-order/orders", { order_key: {} });
  expect(response.toObject()).toMatchObject({ errcode: 268485194 });
});
