import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import easywechat from "node-easywechat";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { example, type Merchant, Platform } from "./support/platform.js";

/*
 * Third-party clients as published in the registry: configured with the platform's base URL, or unchanged
 * and redirected by `dingdan exec`. docs/compatibility.md names these tests.
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

const pathTo = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const DINGDAN = pathTo("../../cli/bin/dingdan.js");

/** The contract's example under another order number, its verification, and an invalid request. */
function requestsFor(outTradeNo: string) {
  const upload = JSON.parse(example("upload-shopping-info.json"));
  const verify = JSON.parse(example("verify-upload-result.json"));
  for (const request of [upload, verify]) request.order_key.out_trade_no = outTradeNo;
  return { upload, verify, refused: { order_key: {} } };
}

/** Runs a client's program to its end, and returns the answers that it got. */
async function answersOf(
  [command = "", ...parameters]: readonly string[],
  outTradeNo: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const { stdout } = await promisify(execFile)(command, parameters, {
    timeout: 15_000,
    env: {
      PATH: process.env["PATH"] ?? "",
      DINGDAN_APPID: merchant.appid,
      DINGDAN_SECRET: merchant.secret,
      CACHE_FOLDER: mkdtempSync(join(cacheFolder, "run-")),
      REQUESTS: JSON.stringify(requestsFor(outTradeNo)),
      ...variables,
    },
  });
  return JSON.parse(stdout);
}

const EXPECTED = {
  uploaded: { errcode: 0, errmsg: "ok" },
  verified: { errcode: 0, verify_result: expect.stringMatching(/^NOT_PAID/) },
  refusal: 268485194,
};

describe.each(["node-easywechat", "co-wechat-api", "wechat-api"])("%s", (client) => {
  const program = [process.execPath, pathTo(`./real-clients/${client}.cjs`)];

  test("with its base URL gets a token, uploads, verifies and reports an errcode", async () => {
    const answers = await answersOf(program, `base-${client}`, { BASE_URL: platform.url });
    expect(answers).toMatchObject(EXPECTED);
  });

  test("unchanged, under dingdan exec, gets a token, uploads, verifies and reports an errcode", async () => {
    const exec = [process.execPath, DINGDAN, "exec", "--url", platform.url, "--"];
    const answers = await answersOf([...exec, ...program], `exec-${client}`);
    expect(answers).toMatchObject(EXPECTED);
  });
});

test("node-easywechat, unchanged, needs HTTPS_PROXY and the certificate only", async () => {
  const program = [process.execPath, pathTo("./real-clients/node-easywechat.cjs")];
  const withoutPreload = ["env", "-u", "NODE_OPTIONS", "-u", "NODE_USE_ENV_PROXY"];
  const exec = [process.execPath, DINGDAN, "exec", "--url", platform.url, "--"];
  const answers = await answersOf([...exec, ...withoutPreload, ...program], "proxy-easywechat");
  expect(answers).toMatchObject(EXPECTED);
});

test.each([
  ["an ordinary token", false],
  ["a stable token", true],
])("node-easywechat gets %s by itself", async (_, useStableToken) => {
  const app = new easywechat.MiniApp({
    app_id: merchant.appid,
    secret: merchant.secret,
    use_stable_access_token: useStableToken,
    http: { baseURL: platform.url },
    file_cache: { path: cacheFolder, dirMode: 0o700, fileMode: 0o600, ext: ".cache" },
  });
  expect(await app.getAccessToken().getToken()).toMatch(/^\d+_[\w-]+$/);
  const uploaded = await app
    .getClient()
    .postJson("/user-order/orders", JSON.parse(example("upload-shopping-info.json")));
  expect(uploaded.toObject()).toEqual({ errcode: 0, errmsg: "ok" });
});
