import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PlatformOptions } from "../src/index.js";
import { Callback } from "./support/callback.js";
import { Platform } from "./support/platform.js";
import type { Loose } from "./support/requests.js";

const SEAL_KEY = randomBytes(32).toString("base64");

/* Outside a sandbox, pushes reach public addresses and the networks that the operator allowed. */

let callback: Callback;
let platform: Platform | undefined;
beforeEach(async () => {
  callback = await Callback.listen();
});
afterEach(async () => {
  await platform?.close();
  await callback.close();
});

const register = (settings: Loose) =>
  platform?.admin<Loose>("POST", "/components", { name: "示例服务商", ...settings });

test.each(["127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]", "localhost"])(
  "a callback on %s is refused when it is registered, with the next step",
  async (host) => {
    platform = await Platform.start({ sandbox: false });
    const answer = await register({ callback_url: `http://${host}:8080/wechat` });
    expect(answer?.status).toBe(400);
    expect(answer?.body["detail"]).toContain("which is loopback");
    expect(answer?.body["detail"]).toContain("--allow-callback-network");
    expect(callback.requestCount).toBe(0);
  },
);

test.each(["user@", "user:pw@", ":pw@"])(
  "a callback URL with credentials (%s) is refused",
  async (credentials) => {
    platform = await Platform.start({ sandbox: false });
    const answer = await register({ callback_url: `http://${credentials}1.1.1.1/` });
    expect(answer?.status).toBe(400);
    expect(answer?.body["detail"]).toContain("a user name or a password");
  },
);

test("a callback in an allowed network gets its ticket", async () => {
  platform = await Platform.start({
    sandbox: false,
    sealKey: SEAL_KEY,
    allowCallbackNetworks: ["127.0.0.0/8"],
  });
  expect((await register(callback.settings))?.status).toBe(201);
  await callback.take("component_verify_ticket");
});

test("a callback whose network is no longer allowed gets no push, and the operator sees why", async () => {
  const folder = await mkdtemp(join(tmpdir(), "dingdan-"));
  const databaseUrl = `sqlite:${join(folder, "dingdan.db")}`;
  const start = (options: PlatformOptions) =>
    Platform.start({
      sandbox: false,
      sealKey: SEAL_KEY,
      databaseUrl,
      adminKey: "the-operators-own-key-0123456789",
      ...options,
    });
  platform = await start({ allowCallbackNetworks: ["127.0.0.1"] });
  const { component_appid } = (await register(callback.settings))?.body ?? {};
  const { appid } = await platform.register();
  await callback.take("component_verify_ticket");
  await platform.close();

  platform = await start({});
  const path = `/components/${component_appid as string}`;
  await platform.admin("POST", `${path}/authorizations`, { appid, permission_sets: [120] });
  const current = platform;
  await expect
    .poll(async () => (await current.admin<Loose>("GET", path)).body["last_push_fault"])
    .toBe(
      "the callback's address 127.0.0.1 is loopback and was not called; to allow it, start with --allow-callback-network 127.0.0.1/32",
    );
  expect(callback.requestCount).toBe(1);
  const { body } = await platform.send<{ text: string }>("GET", "/metrics");
  expect(body.text).toContain('dingdan_limit_hits_total{limit="server_call_address"} 1');
  // Its other settings can still be changed.
  expect((await platform.admin("PATCH", path, { token: "anothertoken" })).status).toBe(200);
  await platform.close();
  platform = undefined;
  await rm(folder, { recursive: true });
});
