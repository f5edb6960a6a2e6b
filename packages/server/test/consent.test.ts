import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Callback } from "./support/callback.js";
import { Component } from "./support/component.js";
import { type Merchant, Platform } from "./support/platform.js";
import { type Loose, upload } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
let component: Component;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
  component = await Component.register(platform, {
    name: "<b>服务商</b>",
    redirect_hosts: ["platform.example.com"],
  });
});
afterAll(() => platform.close());

const DESK = "/cgi-bin/componentloginpage";
const PHONE = "/wxaopen/safe/bindcomponent";
const BACK = "https://platform.example.com/back?state=7";

/** A link to the consent page, with these changes. */
async function link(changes: Record<string, string> = {}, from = component) {
  const { pre_auth_code } = await from.call("api_create_preauthcode");
  return new URLSearchParams({
    component_appid: from.appid,
    pre_auth_code: pre_auth_code as string,
    redirect_uri: BACK,
    auth_type: "3",
    ...changes,
  });
}

async function open(query: URLSearchParams, path = DESK, language = "en") {
  const response = await fetch(`${platform.url}${path}?${query}`, {
    headers: { "accept-language": language },
  });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

/** Fills the form in and sends it, as a browser does. */
async function submit(
  query: URLSearchParams,
  filled: Record<string, string> = {},
  { path = DESK, sets = ["120"], headers = {} as Record<string, string> } = {},
) {
  const form = new URLSearchParams(query);
  for (const id of sets) form.append("permission_set", id);
  const fields = { appid: merchant.appid, secret: merchant.secret, decision: "grant", ...filled };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const response = await fetch(`${platform.url}${path}`, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { "sec-fetch-site": "same-origin", ...headers },
  });
  return {
    status: response.status,
    location: response.headers.get("location"),
    html: await response.text(),
  };
}

const isAuthorized = async (appid = merchant.appid) =>
  (await component.call("api_get_authorizer_info", { authorizer_appid: appid })).errcode !== 61003;

describe("an authorisation", () => {
  test("leads from ticket, token, link, consent and code to a call for the merchant, until it is revoked", async () => {
    const callback = await Callback.listen();
    const provider = await Component.register(platform, callback.settings);
    const own = await platform.register();
    provider.ticket = (await callback.take("component_verify_ticket"))[
      "ComponentVerifyTicket"
    ] as string;
    await provider.renewToken();

    const query = await link({ redirect_uri: "http://127.0.0.1:5000/back" }, provider);
    const { html } = await open(query);
    expect(html).toContain("示例服务商");
    const answer = await submit(query, { appid: own.appid, secret: own.secret });
    expect(answer.status).toBe(303);
    const back = new URL(answer.location as string);
    expect(back.origin + back.pathname).toBe("http://127.0.0.1:5000/back");
    expect(back.searchParams.get("expires_in")).toBe("600");

    const authorizer = await provider.exchange(back.searchParams.get("auth_code") as string);
    expect(authorizer.info.authorizer_appid).toBe(own.appid);
    expect(await authorizer.upload(upload())).toEqual({ errcode: 0, errmsg: "ok" });

    const event = await callback.take("authorized");
    expect(event).toEqual({
      AppId: provider.appid,
      CreateTime: expect.stringMatching(/^\d{10}$/),
      InfoType: "authorized",
      AuthorizerAppid: own.appid,
      AuthorizationCode: expect.stringMatching(/^queryauthcode@@@/),
      AuthorizationCodeExpiredTime: expect.stringMatching(/^\d{10}$/),
      PreAuthCode: query.get("pre_auth_code"),
    });
    const byEvent = await provider.exchange(event["AuthorizationCode"] as string);
    expect(byEvent.info.authorizer_refresh_token).toBe(authorizer.info.authorizer_refresh_token);

    await provider.revoke(own.appid);
    expect(await authorizer.upload(upload())).toMatchObject({ errcode: 61003 });
    expect(await callback.take("unauthorized")).toMatchObject({ AuthorizerAppid: own.appid });
    await callback.close();
  });
});

describe("the consent page", () => {
  test.each([DESK, PHONE])("%s shows the request in the reader's language", async (path) => {
    const query = await link({ action: "bindcomponent", no_scan: "1" });
    const { html, status, headers } = await open(query, path);
    expect(status).toBe(200);
    expect(html).toContain("&#60;b&#62;服务商&#60;/b&#62;");
    expect(html).toContain("Mini program shopping orders (120)");
    expect(html).toContain(`action="${path}"`);
    expect(html).not.toContain("<script");
    expect((await open(query, path, "zh-CN")).html).toContain("小程序购物订单 (120)");
    const policy = headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    // Chromium applies form-action to a form's redirect, too.
    expect(policy).toContain("form-action 'self' https://platform.example.com;");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    const answer = await submit(query, {}, { path });
    expect(answer.status).toBe(303);
    const back = new URL(answer.location as string);
    expect(back.searchParams.get("state")).toBe("7");
    await component.revoke(merchant.appid);
  });

  test("offers the permission sets that the platform may request, or the fewer ones that the link names", async () => {
    const small = await Component.register(platform, {
      permission_sets: [120, 142],
      redirect_hosts: ["platform.example.com"],
    });
    const offered = async (changes: Record<string, string> = {}) => {
      const { html } = await open(await link(changes, small));
      return [...html.matchAll(/name="permission_set" value="(\d+)"/g)].map(([, id]) => Number(id));
    };
    expect(await offered()).toEqual([120, 142]);
    expect(await offered({ category_id_list: "142" })).toEqual([142]);
    expect((await open(await link({ category_id_list: "142|18" }, small))).status).toBe(400);
  });

  test("grants only permission sets that were both ticked and offered", async () => {
    const query = await link({ category_id_list: "120|142" });
    const answer = await submit(query, {}, { sets: ["142", "18"] });
    const code = new URL(answer.location as string).searchParams.get("auth_code") as string;
    const authorizer = await component.exchange(code);
    expect(authorizer.info.func_info).toEqual([{ funcscope_category: { id: 142 } }]);
    expect(await authorizer.upload(upload())).toMatchObject({ errcode: 61007 });
    await component.revoke(merchant.appid);
  });

  test("records the agreement when it is signed", async () => {
    const signedAt = async (appid: string) =>
      (await platform.admin<Loose>("GET", `/apps/${appid}`)).body["agreement_signed_at"];
    const own = await platform.register({ isOpen: false });
    const who = { appid: own.appid, secret: own.secret };
    await submit(await link(), who);
    expect(await signedAt(own.appid)).toBeUndefined();
    await submit(await link(), { ...who, agreement: "signed" });
    expect(await signedAt(own.appid)).toEqual(expect.any(String));
  });

  test("changes nothing when it is opened or when the merchant refuses", async () => {
    const query = await link();
    await open(query);
    await open(query);
    const refused = await submit(query, { decision: "refuse" });
    expect(refused).toMatchObject({ status: 200, location: null });
    expect(refused.html).toContain("You refused");
    expect(await isAuthorized()).toBe(false);
  });

  test.each([
    ["a wrong secret", { secret: "0".repeat(32) }, {}, "The AppID and the AppSecret do not match"],
    [
      "an unknown app",
      { appid: "wx0000000000000000" },
      {},
      "The AppID and the AppSecret do not match",
    ],
    ["another kind of app than is asked for", {}, { auth_type: "1" }, "another kind of app"],
    ["another app than is asked for", {}, { biz_appid: "wxother" }, "another kind of app"],
  ])("asks again after %s", async (_, filled, changes, message) => {
    const answer = await submit(await link(changes), filled);
    expect(answer).toMatchObject({ status: 422, location: null });
    expect(answer.html).toContain(message);
    expect(answer.html).not.toContain(merchant.secret);
    expect(await isAuthorized()).toBe(false);
  });

  test("asks again when no permission set is ticked", async () => {
    const answer = await submit(await link(), {}, { sets: [] });
    expect(answer).toMatchObject({ status: 422, location: null });
  });

  test("applies biz_appid before auth_type", async () => {
    const query = await link({ auth_type: "1", biz_appid: merchant.appid });
    expect((await open(query)).html).toContain(`value="${merchant.appid}" readonly`);
    expect((await submit(query)).status).toBe(303);
    await component.revoke(merchant.appid);
  });

  test("accepts a link once, for ten minutes, and only for its own platform", async () => {
    const query = await link();
    expect((await submit(query)).status).toBe(303);
    expect((await submit(query)).status).toBe(400);
    await component.revoke(merchant.appid);

    const other = await Component.register(platform);
    expect((await open(await link({ component_appid: other.appid }))).status).toBe(400);
    const late = await link();
    await platform.admin("POST", "/clock", { advance_seconds: 600 });
    expect((await open(late)).html).toContain("This link cannot be used");
    expect((await submit(late)).status).toBe(400);
    expect(await isAuthorized()).toBe(false);
  });

  test.each([
    "https://evil.example.com/",
    "https://platform.example.com@evil.example.com/",
    "javascript:alert(1)",
    "//platform.example.com/",
    "",
  ])("never redirects to %j", async (redirect_uri) => {
    const query = await link({ redirect_uri });
    const opened = await open(query);
    expect(opened.status).toBe(400);
    expect(opened.html).toContain("has not registered");
    expect(await submit(query)).toMatchObject({ status: 400, location: null });
    expect(await isAuthorized()).toBe(false);
  });

  test.each(["cross-site", "same-site"])("rejects a form from a %s page", async (site) => {
    const answer = await submit(await link(), {}, { headers: { "sec-fetch-site": site } });
    expect(answer).toMatchObject({ status: 403, location: null });
    expect(await isAuthorized()).toBe(false);
  });

  test("rejects other methods, and a malformed form", async () => {
    expect((await platform.send("PUT", DESK)).body).toMatchObject({ errcode: 40066 });
    const nonsense = await fetch(platform.url + DESK, { method: "POST", body: "%%%=&&" });
    expect(nonsense.status).toBe(400);
    await nonsense.body?.cancel();
    expect((await open(new URLSearchParams())).status).toBe(400);
  });
});

test("outside a sandbox the consent page rejects a redirect to the server's own machine", async () => {
  const real = await Platform.start({ sandbox: false });
  const provider = await Component.register(real);
  const { pre_auth_code } = await provider.call("api_create_preauthcode");
  const query = new URLSearchParams({
    component_appid: provider.appid,
    pre_auth_code: pre_auth_code as string,
    redirect_uri: "http://127.0.0.1:5000/",
  });
  const answer = await real.send("GET", `${DESK}?${query}`);
  expect(answer.status).toBe(400);
  await real.close();
});
