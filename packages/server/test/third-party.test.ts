import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Authorizer, Component } from "./support/component.js";
import { EXAMPLE_MCHID, type Merchant, Platform, type WireReply } from "./support/platform.js";
import { type Loose, upload } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
let component: Component;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
  component = await Component.register(platform);
});
afterAll(() => platform.close());

const OK = { errcode: 0, errmsg: "ok" };
const advance = (seconds: number) => platform.admin("POST", "/clock", { advance_seconds: seconds });

describe("a component_access_token", () => {
  test("is issued for a secret and a ticket, and accepted under both names of the parameter", async () => {
    expect(await component.askToken()).toEqual({
      component_access_token: expect.stringMatching(/^\d+_[\w-]{80,}$/),
      expires_in: 7200,
    });
    await component.renewToken();
    for (const parameter of ["access_token", "component_access_token"]) {
      expect(await component.call("api_create_preauthcode", {}, parameter)).toEqual({
        pre_auth_code: expect.stringMatching(/^preauthcode@@@/),
        expires_in: 600,
      });
    }
  });

  test("is issued after checks of appid, then secret, then ticket", async () => {
    const asked: Loose = {};
    const steps: [answer: number, name: string, fixed: unknown][] = [
      [41018, "component_appid", "wx0000000000000000"],
      [40013, "component_appid", component.appid],
      [41004, "component_appsecret", "wrong"],
      [40125, "component_appsecret", component.secret],
      [61006, "component_verify_ticket", "ticket@@@forged"],
      [61006, "component_verify_ticket", component.ticket],
    ];
    const path = "/cgi-bin/component/api_component_token";
    expect(await component.post(path, "")).toMatchObject({ errcode: 44002 });
    for (const [answer, name, fixed] of steps) {
      expect(await component.post(path, asked), `before ${name} is fixed`).toMatchObject({
        errcode: answer,
      });
      asked[name] = fixed;
    }
    expect(await component.post(path, asked)).toMatchObject({ expires_in: 7200 });
    await component.renewToken();
  });

  test("is issued for an older ticket that has not expired, but not for another platform's ticket", async () => {
    const other = await Component.register(platform);
    await platform.admin("POST", `/components/${other.appid}/tickets`);
    expect(await other.askToken()).toMatchObject({ expires_in: 7200 });
    expect(await other.askToken({ component_verify_ticket: component.ticket })).toMatchObject({
      errcode: 61006,
    });
  });

  test("stays valid for 5 minutes after the next one is issued, and the latest gets 42001 after two hours", async () => {
    const own = await Component.register(platform);
    const before = own.accessToken;
    await own.renewToken();
    const [latest, ask] = [own.accessToken, () => own.call("api_create_preauthcode")];
    own.accessToken = before;
    expect(await ask()).toMatchObject({ expires_in: 600 });
    await advance(300);
    expect(await ask()).toMatchObject({ errcode: 40001 });
    own.accessToken = latest;
    await advance(6900);
    expect(await ask()).toMatchObject({ errcode: 42001 });
    await component.renewToken();
    await merchant.renewToken();
  });

  test("is required by the third-party platform's interfaces, which reject an app's token", async () => {
    const path = "/cgi-bin/component/api_create_preauthcode";
    const body = { component_appid: component.appid };
    expect(await component.post(path, body)).toMatchObject({ errcode: 41001 });
    expect(await component.post(`${path}?access_token=1_x`, body)).toMatchObject({
      errcode: 40001,
    });
    expect(await component.post(`${path}?access_token=${component.ticket}`, body)).toMatchObject({
      errcode: 40001,
    });
    const apps = `${path}?access_token=${merchant.accessToken}`;
    expect(await component.post(apps, body)).toMatchObject({ errcode: 61014 });
  });

  test("is not needed by start_push_ticket, which takes component_secret", async () => {
    const path = "/cgi-bin/component/api_start_push_ticket";
    const asked = { component_appid: component.appid, component_secret: component.secret };
    expect(await component.post(path, asked)).toEqual(OK);
    expect(await component.post(path, { ...asked, component_secret: "wrong" })).toMatchObject({
      errcode: 40125,
    });
    const { component_secret: _, ...without } = asked;
    expect(await component.post(path, without)).toMatchObject({ errcode: 41004 });
  });
});

describe("a call on a merchant's behalf", () => {
  const consentOf = async (permissionSets?: readonly number[]): Promise<[Merchant, Authorizer]> => {
    const own = await platform.register();
    return [own, await component.authorize(own.appid, permissionSets)];
  };

  test("is for the merchant's app, with its merchant numbers and its orders", async () => {
    const [own, authorizer] = await consentOf();
    expect(authorizer.info).toEqual({
      authorizer_appid: own.appid,
      authorizer_access_token: expect.any(String),
      expires_in: 7200,
      authorizer_refresh_token: expect.stringMatching(/^refreshtoken@@@/),
      func_info: [{ funcscope_category: { id: 120 } }],
    });
    const request = upload();
    expect(await authorizer.upload(request)).toEqual(OK);
    const { order_key, payer } = request;
    expect(await own.verify({ order_key, payer })).toMatchObject({
      verify_result: expect.stringMatching(/^NOT_PAID/),
    });
    expect(await merchant.verify({ order_key, payer })).toMatchObject({
      verify_result: expect.stringMatching(/^NOT_UPLOADED/),
    });
    const foreign = upload({
      order_key: { order_number_type: 1, mchid: `${EXAMPLE_MCHID}9`, out_trade_no: "T" },
    });
    expect(await authorizer.upload(foreign)).toMatchObject({ errcode: 268485217 });
    expect(await authorizer.call("/user-order/orders-permission/confirm", "")).toMatchObject({
      errcode: 0,
      last_result: "",
    });
  });

  test.each([[[120]], [[121]], [[18, 121]]])(
    "is allowed by the permission sets %j",
    async (sets) => {
      const [, authorizer] = await consentOf(sets);
      expect(await authorizer.upload(upload())).toEqual(OK);
    },
  );

  test.each([[[]], [[18]], [[142]]])("is rejected with the permission sets %j", async (sets) => {
    const [, authorizer] = await consentOf(sets);
    expect(await authorizer.upload(upload())).toMatchObject({ errcode: 61007 });
  });

  test("is checked for its authorisation after its token, and before the app's permission and the body", async () => {
    const closed = await platform.register({ isOpen: false });
    const authorizer = await component.authorize(closed.appid, [18]);
    expect(await authorizer.upload("{")).toMatchObject({ errcode: 61007 });
    await component.consent(closed.appid, [120]);
    expect(await authorizer.upload("{")).toMatchObject({ errcode: 268485184 });
    await component.revoke(closed.appid);
    expect(await authorizer.upload("{")).toMatchObject({ errcode: 61003 });
  });

  test("is rejected as soon as the merchant reduces the permission sets or revokes", async () => {
    const [own, authorizer] = await consentOf();
    expect(await authorizer.upload(upload())).toEqual(OK);
    await component.consent(own.appid, [142]);
    expect(await authorizer.upload(upload())).toMatchObject({ errcode: 61007 });
    await component.consent(own.appid, [120]);
    expect(await authorizer.upload(upload())).toEqual(OK);
    await component.revoke(own.appid);
    expect(await authorizer.upload(upload())).toMatchObject({ errcode: 61003 });
    const dryRun = await authorizer.call("/dingdan/v1/validate/uploadShoppingInfo", upload());
    expect(dryRun).toMatchObject({ errcode: 61003 });
    expect(dryRun).not.toHaveProperty("violations");
  });

  test("is rejected with an old token after the merchant revokes and consents again", async () => {
    const [own, authorizer] = await consentOf();
    await component.revoke(own.appid);
    const again = await component.authorize(own.appid);
    expect(await authorizer.upload(upload())).toMatchObject({ errcode: 40001 });
    expect(await again.upload(upload())).toEqual(OK);
  });

  test("is not possible for a service provider's own orders", async () => {
    const [, authorizer] = await consentOf([18, 120, 121, 142]);
    const token = authorizer.info.authorizer_access_token;
    const path = `/wxa/charge/service-provider/order/get?access_token=${token}&orderId=DD1`;
    const reply = await platform.send<WireReply>("GET", path);
    expect(reply.body).toMatchObject({ errcode: 61007 });
    expect(
      await authorizer.call("/dingdan/v1/validate/getOrder", { orderId: "DD1" }),
    ).toMatchObject({ errcode: 61007 });
  });

  test("has a dry-run", async () => {
    const [, authorizer] = await consentOf();
    const path = "/dingdan/v1/validate/uploadShoppingInfo";
    expect(await authorizer.call(path, upload())).toEqual({ ...OK, violations: [] });
  });
});

describe("an authorizer's tokens", () => {
  const refresh = (appid: string, token: unknown, from = component) =>
    from.call("api_authorizer_token", {
      authorizer_appid: appid,
      authorizer_refresh_token: token,
    });

  test("are renewed with the refresh token, which stays the same", async () => {
    const own = await platform.register();
    const { info } = await component.authorize(own.appid);
    const renewed = await refresh(own.appid, info.authorizer_refresh_token);
    expect(renewed).toEqual({
      authorizer_access_token: expect.any(String),
      expires_in: 7200,
      authorizer_refresh_token: info.authorizer_refresh_token,
    });
    expect(renewed["authorizer_access_token"]).not.toBe(info.authorizer_access_token);
    await component.renewToken();
    expect(await refresh(own.appid, info.authorizer_refresh_token)).toMatchObject({
      authorizer_refresh_token: info.authorizer_refresh_token,
    });
  });

  test("become invalid five minutes after the next one is issued, and expire after two hours", async () => {
    const own = await platform.register();
    const authorizer = await component.authorize(own.appid);
    const { authorizer_refresh_token } = authorizer.info;
    const renewed = await refresh(own.appid, authorizer_refresh_token);
    expect(await authorizer.upload(upload())).toEqual(OK);
    await advance(300);
    expect(await authorizer.upload(upload())).toMatchObject({ errcode: 40001 });
    await advance(6900);
    const path = `/user-order/orders?access_token=${String(renewed["authorizer_access_token"])}`;
    expect(await component.post(path, upload())).toMatchObject({ errcode: 42001 });
    await component.renewToken();
    await merchant.renewToken();
    expect(await refresh(own.appid, authorizer_refresh_token)).toMatchObject({ expires_in: 7200 });
  });

  test("change with a new authorisation, and become invalid when it is revoked", async () => {
    const own = await platform.register();
    const { info } = await component.authorize(own.appid);
    const again = await component.authorize(own.appid);
    expect(again.info.authorizer_refresh_token).not.toBe(info.authorizer_refresh_token);
    expect(await refresh(own.appid, info.authorizer_refresh_token)).toMatchObject({
      errcode: 61023,
    });
    await component.revoke(own.appid);
    expect(await refresh(own.appid, again.info.authorizer_refresh_token)).toMatchObject({
      errcode: 61003,
    });
  });

  test("cannot be used by another platform, and do not depend on its consent", async () => {
    const own = await platform.register();
    const code = await component.consent(own.appid);
    const other = await Component.register(platform);
    expect(await other.call("api_query_auth", { authorization_code: code })).toMatchObject({
      errcode: 61009,
    });
    const { info } = await component.exchange(code);
    expect(await refresh(own.appid, info.authorizer_refresh_token, other)).toMatchObject({
      errcode: 61003,
    });
    await other.authorize(own.appid);
    expect(await refresh(own.appid, info.authorizer_refresh_token, other)).toMatchObject({
      errcode: 61023,
    });
    await other.revoke(own.appid);
    expect(await refresh(own.appid, info.authorizer_refresh_token)).toMatchObject({
      expires_in: 7200,
    });
  });

  test("are issued once for a code, even if two exchanges arrive at the same time", async () => {
    const own = await platform.register();
    const authorization_code = await component.consent(own.appid);
    const ask = () => component.call("api_query_auth", { authorization_code });
    const codes = (await Promise.all([ask(), ask()])).map(({ errcode }) => errcode ?? 0);
    expect(codes.toSorted((a, b) => a - b)).toEqual([0, 61009]);
  });

  test("are not issued for the code of a revoked authorisation", async () => {
    const own = await platform.register();
    const authorization_code = await component.consent(own.appid);
    await component.revoke(own.appid);
    expect(await component.call("api_query_auth", { authorization_code })).toMatchObject({
      errcode: 61009,
    });
  });
});

describe("the accounts that authorised a platform", () => {
  test("are listed with their refresh tokens, the earliest first, in pages", async () => {
    const own = await Component.register(platform);
    const merchants = [await platform.register(), await platform.register()];
    const authorizers: Authorizer[] = [];
    for (const { appid } of merchants) {
      authorizers.push(await own.authorize(appid));
      await advance(1);
    }
    const expected = authorizers.map(({ info }) => ({
      authorizer_appid: info.authorizer_appid,
      refresh_token: info.authorizer_refresh_token,
      auth_time: expect.any(Number),
    }));
    const list = (offset: number, count: number) =>
      own.call("api_get_authorizer_list", { offset, count });
    expect(await list(0, 500)).toEqual({ total_count: 2, list: expected });
    expect(await list(1, 1)).toEqual({ total_count: 2, list: expected.slice(1) });
    expect(await list(2, 1)).toEqual({ total_count: 2, list: [] });
    expect(await list(0, 501)).toMatchObject({ errcode: 40170 });
    expect(await list(-1, 1)).toMatchObject({ errcode: 40097 });
  });

  test("are shown with their known facts, without an access token", async () => {
    const account = await platform.register({ kind: "official_account", name: "示例公众号" });
    const mini = await platform.register();
    const info = (authorizer_appid: string) =>
      component.call("api_get_authorizer_info", { authorizer_appid });
    const { info: authorized } = await component.authorize(mini.appid, [142, 120]);
    await component.authorize(account.appid, [121]);
    expect(await info(mini.appid)).toMatchObject({
      authorizer_info: {
        nick_name: "示例商城",
        service_type_info: { id: 0 },
        user_name: expect.stringMatching(/^gh_[0-9a-f]{12}$/),
        MiniProgramInfo: { network: { RequestDomain: [] } },
        account_status: 1,
      },
      authorization_info: {
        authorizer_appid: mini.appid,
        authorizer_refresh_token: authorized.authorizer_refresh_token,
        func_info: [{ funcscope_category: { id: 120 } }, { funcscope_category: { id: 142 } }],
      },
    });
    const shown = await info(account.appid);
    expect(shown["authorizer_info"]).not.toHaveProperty("MiniProgramInfo");
    expect(JSON.stringify(shown)).not.toContain("access_token");
    const stranger = await platform.register();
    expect(await info(stranger.appid)).toMatchObject({ errcode: 61003 });
    expect(await info("wx0000000000000000")).toMatchObject({ errcode: 61003 });
    expect(await info("")).toMatchObject({ errcode: 41002 });
  });

  test.each(["", "api_"])(
    "have options, under /cgi-bin/component/%sget_authorizer_option",
    async (prefix) => {
      const own = await platform.register();
      const authorizer = await component.authorize(own.appid);
      const get = (body: Loose, from = component) =>
        from.call(`${prefix}get_authorizer_option`, { option_name: "location_report", ...body });
      const account = { authorizer_appid: own.appid };
      const shown = { ...account, option_name: "location_report" };
      expect(await get(account)).toEqual({ ...shown, option_value: "0" });
      const set = { ...account, option_name: "location_report", option_value: "2" };
      expect(await component.call(`${prefix}set_authorizer_option`, set)).toEqual(OK);
      expect(await get(account)).toEqual({ ...shown, option_value: "2" });
      expect(await get({})).toMatchObject({ errcode: 41002 });

      const path = `/cgi-bin/component/${prefix}get_authorizer_option`;
      const newer = { option_name: "location_report" };
      expect(await authorizer.call(path, newer)).toEqual({ ...shown, option_value: "2" });
      expect(
        await authorizer.call(path, { ...newer, authorizer_appid: merchant.appid }),
      ).toMatchObject({ errcode: 40013 });
      const other = await Component.register(platform);
      expect(await get(account, other)).toMatchObject({ errcode: 61003 });
      await component.revoke(own.appid);
      expect(await authorizer.call(path, newer)).toMatchObject({ errcode: 61003 });
    },
  );
});

describe("the operator", () => {
  test("registers platforms, and only the first answer shows the secrets", async () => {
    const given = {
      component_appid: "wxcomponent0000001",
      name: "A",
      callback_url: "http://127.0.0.1:9/wechat",
      redirect_hosts: ["Platform.Example.com"],
      permission_sets: [120, 121],
    };
    const made = await platform.admin("POST", "/components", given);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      component_appid: "wxcomponent0000001",
      component_appsecret: expect.stringMatching(/^[0-9a-f]{32}$/),
      component_verify_ticket: expect.stringMatching(/^ticket@@@/),
      token: expect.any(String),
      encoding_aes_key: expect.stringMatching(/^[0-9A-Za-z]{43}$/),
      redirect_hosts: ["platform.example.com"],
    });
    expect((await platform.admin("POST", "/components", given)).status).toBe(409);
    const path = "/components/wxcomponent0000001";
    const shown = await platform.admin("GET", path);
    expect(shown.body).toMatchObject({ name: "A", callback_url: given.callback_url });
    for (const secret of [
      "component_appsecret",
      "component_verify_ticket",
      "token",
      "encoding_aes_key",
    ]) {
      expect(shown.body).not.toHaveProperty(secret);
    }
    const ended = await platform.admin("PATCH", path, { callback_url: "", name: "B" });
    expect(ended.body).toMatchObject({ name: "B", permission_sets: [120, 121] });
    expect(ended.body).not.toHaveProperty("callback_url");
    const { items } = (await platform.admin<{ items: Loose[] }>("GET", "/components?limit=100"))
      .body;
    expect(items.map((item) => item["component_appid"])).toContain("wxcomponent0000001");
  });

  test.each([
    [{ callback_url: "ftp://example.com" }],
    [{ callback_url: "http://" }],
    [{ callback_url: "http://user@example.com/" }],
    [{ token: "abc123" }],
    [{ encoding_aes_key: "short" }],
    [{ redirect_hosts: ["https://example.com"] }],
    [{ permission_sets: ["120"] }],
    [{ nonsense: true }],
  ])("cannot register a platform with %j", async (settings) => {
    const answer = await platform.admin("POST", "/components", { name: "A", ...settings });
    expect(answer.status).toBe(400);
  });

  test("grants only permission sets that a platform may request, and revokes once", async () => {
    const own = await Component.register(platform, { permission_sets: [120] });
    const path = `/components/${own.appid}/authorizations`;
    const grant = (body: Loose) => platform.admin("POST", path, body);
    const { appid } = merchant;
    expect((await grant({ appid, permission_sets: [120, 18] })).status).toBe(422);
    expect((await grant({ appid: "wx0000000000000000", permission_sets: [120] })).status).toBe(404);
    const granted = await grant({ appid, permission_sets: [120] });
    expect(granted.status).toBe(201);
    expect(granted.body).toMatchObject({
      authorization_code: expect.stringMatching(/^queryauthcode@@@/),
    });
    const listed = await platform.admin("GET", path);
    expect(listed.body["items"]).toMatchObject([{ appid, permission_sets: [120] }]);
    expect((await platform.admin("DELETE", `${path}/${appid}`)).body).toMatchObject({ appid });
    expect((await platform.admin("DELETE", `${path}/${appid}`)).status).toBe(404);
    expect((await platform.admin("GET", "/components/wxnone")).status).toBe(404);
  });
});
