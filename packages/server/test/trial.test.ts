import type { LoggedRequestRepresentation } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXAMPLE_APPID, type Merchant, Platform, type WireReply } from "./support/platform.js";
import { upload, uploadWithItem } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

const APP = `/apps/${EXAMPLE_APPID}`;
const logOf = async () =>
  (await platform.admin<{ items: LoggedRequestRepresentation[] }>("GET", "/requests")).body.items;
const withoutRid = ({ errmsg, ...reply }: WireReply) => ({
  ...reply,
  errmsg: errmsg.replace(/ rid: .*/, ""),
});

describe("a dry-run as an app", () => {
  test.each<[string, unknown]>([
    ["a request that passes", upload()],
    ["a request with many violations", uploadWithItem({ name: "", quantity: 0, unit_price: -1 })],
    ["an empty object", {}],
    ["a body that is not JSON", "{"],
    ["no body", ""],
  ])("of %s gets the same answer as the app's own, and is not logged", async (_, body) => {
    const own = await merchant.dryRun("uploadShoppingInfo", body);
    const before = (await logOf()).length;
    const { status, body: answer } = await platform.admin<WireReply>(
      "POST",
      `${APP}/validate/uploadShoppingInfo`,
      body,
    );
    expect(status).toBe(200);
    expect(withoutRid(answer)).toEqual(withoutRid(own));
    expect((await logOf()).length).toBe(before);
  });

  test("gets 404 for an unknown operation, an operation without a dry-run, or an unknown app", async () => {
    for (const path of [
      `${APP}/validate/nothing`,
      `${APP}/validate/getAccessToken`,
      "/apps/wxnone/validate/uploadShoppingInfo",
    ]) {
      expect((await platform.admin("POST", path, {})).status, path).toBe(404);
    }
  });
});

describe("a call as an app", () => {
  const call = (operation: string, body: unknown, of = platform) =>
    of.admin<{ rid: string; reply: WireReply }>("POST", `${APP}/call/${operation}`, body);

  test("is carried out and logged like any call, without a token", async () => {
    const request = upload();
    const { status, body } = await call("uploadShoppingInfo", request);
    expect(status).toBe(200);
    expect(body.reply).toEqual({ errcode: 0, errmsg: "ok" });
    const [logged] = await logOf();
    expect(logged).toMatchObject({
      rid: body.rid,
      appid: EXAMPLE_APPID,
      operation: "uploadShoppingInfo",
      errcode: 0,
      path: "/user-order/orders",
      user_agent: "dingdan console",
      body: JSON.stringify({ ...request, payer: { openid: "oUpF…eS6o" } }),
    });
    expect((await platform.admin<{ items: [] }>("GET", "/orders")).body.items).toHaveLength(1);
  });

  test("is rejected like any call, with the rid at the end", async () => {
    const { body } = await call("uploadShoppingInfo", "{");
    expect(body.reply.errcode).not.toBe(0);
    expect(body.reply.errmsg).toMatch(new RegExp(` rid: ${body.rid}$`));
  });

  test("takes query parameters from the body", async () => {
    const { body } = await call("getOrder", { orderId: "DD0000000000000000000" });
    expect(body.reply.errcode).toBe(10120002);
    expect((await logOf())[0]).toMatchObject({ query: "orderId=DD0000000000000000000" });
  });

  test("is counted in the statistics", async () => {
    await call("uploadShoppingInfo", upload());
    const { body } = await platform.admin<{ totals: object }>("GET", "/statistics");
    expect(body.totals).toMatchObject({ uploads: 1, calls: 2 });
  });

  test("is possible only in a sandbox", async () => {
    const real = await Platform.start({ sandbox: false });
    expect((await call("uploadShoppingInfo", {}, real)).status).toBe(403);
    await real.close();
  });
});

test("GET /clock returns the time and the offset of a sandbox's clock", async () => {
  const before = (await platform.admin<{ offset_seconds: number }>("GET", "/clock")).body;
  expect(before).toMatchObject({
    now: expect.stringMatching(/^2022-05-20T05:29/),
    is_sandbox: true,
  });
  await platform.admin("POST", "/clock", { advance_seconds: 3600 });
  const after = (await platform.admin<{ offset_seconds: number }>("GET", "/clock")).body;
  expect(after.offset_seconds - before.offset_seconds).toBe(3600);
  const real = await Platform.start({ sandbox: false });
  expect((await real.admin("GET", "/clock")).body).toMatchObject({
    is_sandbox: false,
    offset_seconds: 0,
  });
  await real.close();
});

test("the settings show how the platform was started, and no secret", async () => {
  const { body } = await platform.admin("GET", "/settings");
  expect(body).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    is_sandbox: true,
    database: expect.stringMatching(/^(sqlite|postgres)$/),
    request_log_days: 30,
    event_days: 30,
    public_url: platform.url,
    started_at: expect.stringMatching(/^2022-05-20T05:29/),
  });
  const real = await Platform.start({
    sandbox: false,
    quotas: { perMinute: 5, perDay: 9 },
    requestLogDays: 0,
    eventDays: 9,
  });
  expect((await real.admin("GET", "/settings")).body).toMatchObject({
    is_sandbox: false,
    quotas: { per_minute: 5, per_day: 9 },
    request_log_days: 0,
    event_days: 9,
  });
  await real.close();
});

test("the operator lists and revokes the platforms that an app has authorised", async () => {
  await platform.admin("POST", "/components", { component_appid: "wxcomponent", name: "平台" });
  await platform.admin("POST", "/components/wxcomponent/authorizations", {
    appid: EXAMPLE_APPID,
    permission_sets: [120],
  });
  const list = async () => (await platform.admin("GET", `${APP}/authorizations`)).body["items"];
  const authorization = {
    component_appid: "wxcomponent",
    name: "平台",
    permission_sets: [120],
    authorized_at: expect.any(String) as string,
  };
  expect(await list()).toEqual([authorization]);
  const path = `${APP}/authorizations/wxcomponent`;
  expect((await platform.admin("DELETE", path)).body).toEqual(authorization);
  expect(await list()).toEqual([]);
  expect((await platform.admin("DELETE", path)).status).toBe(404);
});
