import { inspect } from "node:util";
import { EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  AUTH_CODE,
  AUTHORIZER_TOKEN_PATH,
  bodiesSeen,
  COMPONENT_APPID,
  COMPONENT_SECRET,
  COMPONENT_TOKEN_PATH,
  componentToken,
  consent,
  MERCHANT_APPID,
  PRE_AUTH_CODE_PATH,
  platformOf,
  QUERY_AUTH_PATH,
  refreshed,
  TICKET,
} from "../test/scripted-component.js";
import {
  BUSY,
  failureOf,
  json,
  OK,
  RID,
  refusal,
  type ScriptedWechat,
  STABLE_TOKEN_PATH,
  sharedStore,
  startScriptedWechat,
  UPLOAD_PATH,
} from "../test/scripted-wechat.js";
import {
  AuthorizationMissingError,
  AuthorizerError,
  ShoppingOrdersConnectionError,
  ShoppingOrdersError,
  ThirdPartyPlatform,
} from "./index.js";

let wechat: ScriptedWechat;
beforeEach(async () => {
  wechat = await startScriptedWechat();
  const tokens = [1, 2, 3].map((number) => componentToken(`COMPONENT-${number}`));
  wechat.script(COMPONENT_TOKEN_PATH, ...tokens);
});
afterEach(() => wechat.close());

const preAuthCode = (code: string) => json({ pre_auth_code: code, expires_in: 600 });
const invalid = refusal(61023, "refresh_token is invalid");

describe("the component access token", () => {
  beforeEach(() => {
    const codes = Array.from({ length: 9 }, (_, index) => preAuthCode(`CODE-${index}`));
    wechat.script(PRE_AUTH_CODE_PATH, ...codes);
  });

  it("is fetched with the secret and the ticket, once for calls that start at the same time", async () => {
    const platform = platformOf(wechat);
    await Promise.all([platform.createPreAuthCode(), platform.createPreAuthCode()]);
    expect(bodiesSeen(wechat, COMPONENT_TOKEN_PATH)).toEqual([
      {
        component_appid: COMPONENT_APPID,
        component_appsecret: COMPONENT_SECRET,
        component_verify_ticket: TICKET,
      },
    ]);
    expect(wechat.tokensSeen(PRE_AUTH_CODE_PATH)).toEqual(["COMPONENT-1", "COMPONENT-1"]);
  });

  it("is fetched with the current ticket", async () => {
    let nowMs = 0;
    let pushed = 0;
    const verifyTicket = async () => `ticket@@@${++pushed}`;
    const platform = platformOf(wechat, { verifyTicket, now: () => nowMs });
    await platform.createPreAuthCode();
    nowMs += 7_140_000;
    await platform.createPreAuthCode();
    expect(
      bodiesSeen(wechat, COMPONENT_TOKEN_PATH).map((body) => body["component_verify_ticket"]),
    ).toEqual(["ticket@@@1", "ticket@@@2"]);
  });

  for (const errcode of [40001, 40014, 42001, 42006]) {
    it(`is replaced once after ${errcode}`, async () => {
      wechat.script(PRE_AUTH_CODE_PATH, refusal(errcode, "no good"), preAuthCode("CODE"));
      await platformOf(wechat).createPreAuthCode();
      expect(wechat.tokensSeen(PRE_AUTH_CODE_PATH)).toEqual(["COMPONENT-1", "COMPONENT-2"]);
    });
  }

  it("is shared by the processes of the platform", async () => {
    const { store, kept } = sharedStore();
    await platformOf(wechat, { tokenStore: store }).createPreAuthCode();
    await platformOf(wechat, { tokenStore: store }).createPreAuthCode();
    expect(wechat.seen(COMPONENT_TOKEN_PATH)).toHaveLength(1);
    expect([...kept.keys()]).toEqual([`component_access_token:${COMPONENT_APPID}@${wechat.url}`]);
  });

  it("fails the call with a hint when the ticket has expired", async () => {
    wechat.script(COMPONENT_TOKEN_PATH, refusal(61005, "component ticket is expired"));
    expect(await failureOf(platformOf(wechat).createPreAuthCode())).toMatchObject({
      operation: "getComponentAccessToken",
      errcode: 61005,
      hint: expect.stringContaining("12 hours") as string,
      rid: RID,
    });
  });

  it("fails the call when there is no ticket yet", async () => {
    const platform = platformOf(wechat, { verifyTicket: () => "" });
    await expect(platform.createPreAuthCode()).rejects.toThrow(
      "verifyTicket must return a non-empty string",
    );
  });
});

describe("the authorisation link", () => {
  it("leads to the server's own page with a new pre-auth code", async () => {
    wechat.script(PRE_AUTH_CODE_PATH, preAuthCode("preauthcode@@@1"));
    const redirectUri = "https://provider.example/consent?shop=7";
    const link = new URL(await platformOf(wechat).authorizationUrl({ redirectUri, authType: 2 }));
    expect(link.origin + link.pathname).toBe(`${wechat.url}/cgi-bin/componentloginpage`);
    expect(Object.fromEntries(link.searchParams)).toEqual({
      component_appid: COMPONENT_APPID,
      pre_auth_code: "preauthcode@@@1",
      redirect_uri: redirectUri,
      auth_type: "2",
    });
    expect(bodiesSeen(wechat, PRE_AUTH_CODE_PATH)).toEqual([{ component_appid: COMPONENT_APPID }]);
  });

  it("contains the account and the permission sets of the options", async () => {
    wechat.script(PRE_AUTH_CODE_PATH, preAuthCode("CODE"));
    const link = await platformOf(wechat).authorizationUrl({
      redirectUri: "https://provider.example/",
      authType: 3,
      bizAppid: MERCHANT_APPID,
      categoryIds: [120, 142],
    });
    expect(Object.fromEntries(new URL(link).searchParams)).toMatchObject({
      biz_appid: MERCHANT_APPID,
      category_id_list: "120|142",
    });
  });

  it("leads to WeChat's page on WeChat, or to the page of the options", async () => {
    const fetch = async (url: string) =>
      url.includes("api_component_token")
        ? Response.json({ component_access_token: "TOKEN", expires_in: 7200 })
        : Response.json({ pre_auth_code: "CODE", expires_in: 600 });
    const links = [undefined, "https://pages.example/consent"].map((authorizationPageUrl) =>
      platformOf(wechat, { baseUrl: undefined, fetch, authorizationPageUrl }).authorizationUrl({
        redirectUri: "https://provider.example/",
        authType: 3,
      }),
    );
    expect((await Promise.all(links)).map((link) => link.replace(/\?.*/, ""))).toEqual([
      "https://mp.weixin.qq.com/cgi-bin/componentloginpage",
      "https://pages.example/consent",
    ]);
  });

  it("is not created without a code", async () => {
    wechat.script(PRE_AUTH_CODE_PATH, json({ expires_in: 600 }));
    await expect(platformOf(wechat).createPreAuthCode()).rejects.toThrow(
      new ShoppingOrdersConnectionError("getPreAuthCode", "the reply contains no pre_auth_code"),
    );
  });
});

describe("a consent", () => {
  it("is exchanged for the merchant's tokens, which the next calls use", async () => {
    wechat.script(QUERY_AUTH_PATH, consent("REFRESH-1"));
    const platform = platformOf(wechat);
    const info = await platform.queryAuth(AUTH_CODE);
    await platform.forMerchant(info.authorizer_appid).uploadShoppingInfo(EXAMPLE_UPLOAD);

    expect(info.func_info).toEqual([{ funcscope_category: { id: 120 } }]);
    expect(wechat.seen(QUERY_AUTH_PATH)).toMatchObject([
      { query: { access_token: "COMPONENT-1" } },
    ]);
    expect(bodiesSeen(wechat, QUERY_AUTH_PATH)).toEqual([
      { component_appid: COMPONENT_APPID, authorization_code: AUTH_CODE },
    ]);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["FROM-THE-CONSENT"]);
    expect(bodiesSeen(wechat, UPLOAD_PATH)).toEqual([EXAMPLE_UPLOAD]);
    expect(wechat.seen(AUTHORIZER_TOKEN_PATH)).toHaveLength(0);
    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(0);
  });

  it("of an account without API rights brings no tokens", async () => {
    wechat.script(
      QUERY_AUTH_PATH,
      json({ authorization_info: { authorizer_appid: MERCHANT_APPID, func_info: [] } }),
    );
    const platform = platformOf(wechat);
    await platform.queryAuth(AUTH_CODE);
    const failure = await failureOf(
      platform.forMerchant(MERCHANT_APPID).confirmProductPermission(),
    );
    expect(failure).toBeInstanceOf(AuthorizationMissingError);
  });

  it("replaces the tokens of an earlier one, even during their refresh", async () => {
    wechat.script(QUERY_AUTH_PATH, consent("REFRESH-2"));
    const platform = platformOf(wechat);
    const merchant = platform.forMerchant(MERCHANT_APPID, { authorizerRefreshToken: "REFRESH-1" });
    wechat.script(
      AUTHORIZER_TOKEN_PATH,
      async (response) => {
        await platform.queryAuth(AUTH_CODE);
        await refreshed("OLD", "REFRESH-1")(response);
      },
      refreshed("NEW", "REFRESH-2"),
    );
    wechat.script(UPLOAD_PATH, refusal(40001, "OLD is no good"), OK);
    await merchant.uploadShoppingInfo(EXAMPLE_UPLOAD);

    expect(
      bodiesSeen(wechat, AUTHORIZER_TOKEN_PATH).map((body) => body["authorizer_refresh_token"]),
    ).toEqual(["REFRESH-1", "REFRESH-2"]);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["OLD", "NEW"]);
  });

  it("is not accepted from a reply that names no merchant", async () => {
    wechat.script(QUERY_AUTH_PATH, json({ authorization_info: {} }));
    await expect(platformOf(wechat).queryAuth(AUTH_CODE)).rejects.toThrow(
      "getAuthorizerRefreshToken: the reply contains no authorizer_appid",
    );
  });
});

describe("a merchant's tokens", () => {
  const refreshTokensSent = () =>
    bodiesSeen(wechat, AUTHORIZER_TOKEN_PATH).map((body) => body["authorizer_refresh_token"]);

  it("are refreshed before they expire, each time with the latest refresh token", async () => {
    let nowMs = 0;
    wechat.script(QUERY_AUTH_PATH, consent("REFRESH-1"));
    wechat.script(
      AUTHORIZER_TOKEN_PATH,
      refreshed("TOKEN-A", "REFRESH-2"),
      refreshed("TOKEN-B", "REFRESH-3"),
    );
    const platform = platformOf(wechat, { now: () => nowMs });
    await platform.queryAuth(AUTH_CODE);
    const merchant = platform.forMerchant(MERCHANT_APPID);
    for (const passedMs of [7_139_999, 1, 7_139_999, 1]) {
      nowMs += passedMs;
      await merchant.uploadShoppingInfo(EXAMPLE_UPLOAD);
    }

    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual([
      "FROM-THE-CONSENT",
      "TOKEN-A",
      "TOKEN-A",
      "TOKEN-B",
    ]);
    expect(refreshTokensSent()).toEqual(["REFRESH-1", "REFRESH-2"]);
    expect(bodiesSeen(wechat, AUTHORIZER_TOKEN_PATH)[0]).toMatchObject({
      component_appid: COMPONENT_APPID,
      authorizer_appid: MERCHANT_APPID,
    });
  });

  it("are refreshed once for calls that start at the same time, through one client or several", async () => {
    wechat.script(AUTHORIZER_TOKEN_PATH, refreshed("TOKEN-A", "REFRESH-1"));
    const platform = platformOf(wechat);
    const uploadOnce = () =>
      platform
        .forMerchant(MERCHANT_APPID, { authorizerRefreshToken: "REFRESH-1" })
        .uploadShoppingInfo(EXAMPLE_UPLOAD);
    await Promise.all([uploadOnce(), uploadOnce(), uploadOnce()]);
    expect(refreshTokensSent()).toHaveLength(1);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["TOKEN-A", "TOKEN-A", "TOKEN-A"]);
  });

  for (const errcode of [40001, 40014, 42001]) {
    it(`are refreshed after ${errcode}, and the call is sent once more`, async () => {
      wechat.script(QUERY_AUTH_PATH, consent("REFRESH-1"));
      wechat.script(AUTHORIZER_TOKEN_PATH, refreshed("TOKEN-A", "REFRESH-2"));
      const refused = refusal(errcode, "no good");
      wechat.script(UPLOAD_PATH, refused, OK);
      const platform = platformOf(wechat);
      await platform.queryAuth(AUTH_CODE);
      await platform.forMerchant(MERCHANT_APPID).uploadShoppingInfo(EXAMPLE_UPLOAD);
      expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["FROM-THE-CONSENT", "TOKEN-A"]);

      wechat.script(AUTHORIZER_TOKEN_PATH, refreshed("TOKEN-B", "REFRESH-2"));
      wechat.script(UPLOAD_PATH, refused, refused, OK);
      const call = platform.forMerchant(MERCHANT_APPID).uploadShoppingInfo(EXAMPLE_UPLOAD);
      expect(await failureOf(call)).toMatchObject({ errcode });
      expect(wechat.tokensSeen(UPLOAD_PATH).slice(2)).toEqual(["TOKEN-A", "TOKEN-B"]);
    });
  }

  it("are refreshed with a new component token when the platform's was rejected", async () => {
    wechat.script(
      AUTHORIZER_TOKEN_PATH,
      refusal(42001, "access_token expired"),
      BUSY,
      refreshed("TOKEN-A", "REFRESH-1"),
    );
    const merchant = platformOf(wechat).forMerchant(MERCHANT_APPID, {
      authorizerRefreshToken: "REFRESH-1",
    });
    await merchant.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(wechat.tokensSeen(AUTHORIZER_TOKEN_PATH)).toEqual([
      "COMPONENT-1",
      "COMPONENT-2",
      "COMPONENT-2",
    ]);
  });

  it("keep the refresh token when a refresh returns none", async () => {
    wechat.script(
      AUTHORIZER_TOKEN_PATH,
      json({ authorizer_access_token: "TOKEN-A", expires_in: 7200 }),
      refreshed("TOKEN-B", "REFRESH-1"),
    );
    wechat.script(UPLOAD_PATH, refusal(40001, "no good"));
    const platform = platformOf(wechat);
    await platform
      .forMerchant(MERCHANT_APPID, { authorizerRefreshToken: "REFRESH-1" })
      .uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(refreshTokensSent()).toEqual(["REFRESH-1", "REFRESH-1"]);
  });

  it("of one merchant are never used for another", async () => {
    const other = "wx00000000000other";
    wechat.script(QUERY_AUTH_PATH, consent("REFRESH-1"));
    wechat.script(AUTHORIZER_TOKEN_PATH, refreshed("TOKEN-OF-THE-OTHER", "REFRESH-9"));
    const platform = platformOf(wechat);
    await platform.queryAuth(AUTH_CODE);
    await platform
      .forMerchant(other, { authorizerRefreshToken: "REFRESH-9" })
      .uploadShoppingInfo(EXAMPLE_UPLOAD);
    await platform.forMerchant(MERCHANT_APPID).uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["TOKEN-OF-THE-OTHER", "FROM-THE-CONSENT"]);
  });

  it("are not needed to check a request", () => {
    const merchant = platformOf(wechat).forMerchant(MERCHANT_APPID);
    expect(merchant.appid).toBe(MERCHANT_APPID);
    expect(merchant.validate("uploadShoppingInfo", {}).length).toBeGreaterThan(1);
  });
});

describe("a merchant's tokens in a store", () => {
  it("outlive the process, and other processes share them", async () => {
    let nowMs = 0;
    const { store, kept } = sharedStore();
    const now = () => nowMs;
    wechat.script(QUERY_AUTH_PATH, consent("REFRESH-1"));
    await platformOf(wechat, { tokenStore: store, now }).queryAuth(AUTH_CODE);

    const later = platformOf(wechat, { tokenStore: store, now }).forMerchant(MERCHANT_APPID);
    await later.uploadShoppingInfo(EXAMPLE_UPLOAD);
    nowMs += 7_140_000;
    wechat.script(AUTHORIZER_TOKEN_PATH, refreshed("TOKEN-A", "REFRESH-2"));
    await later.uploadShoppingInfo(EXAMPLE_UPLOAD);

    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["FROM-THE-CONSENT", "TOKEN-A"]);
    const merchant = `${COMPONENT_APPID}:${MERCHANT_APPID}@${wechat.url}`;
    expect(kept.get(`authorizer_refresh_token:${merchant}`)).toEqual({
      token: "REFRESH-2",
      expiresAtMs: null,
    });
    expect(kept.get(`authorizer_access_token:${merchant}`)).toEqual({
      token: "TOKEN-A",
      expiresAtMs: 14_280_000,
    });
  });

  it("include the refresh token of a consent that another process received", async () => {
    const { store } = sharedStore();
    const now = () => 0;
    const one = platformOf(wechat, { tokenStore: store, now });
    wechat.script(QUERY_AUTH_PATH, consent("REFRESH-1"), consent("REFRESH-2", "SECOND-CONSENT"));
    await one.queryAuth(AUTH_CODE);
    await platformOf(wechat, { tokenStore: store, now }).queryAuth(AUTH_CODE);

    const refused = refusal(40001, "no good");
    wechat.script(UPLOAD_PATH, refused);
    await one.forMerchant(MERCHANT_APPID).uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["FROM-THE-CONSENT", "SECOND-CONSENT"]);

    wechat.script(AUTHORIZER_TOKEN_PATH, refreshed("TOKEN-A", "REFRESH-3"));
    wechat.script(UPLOAD_PATH, refused);
    await one.forMerchant(MERCHANT_APPID).uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(bodiesSeen(wechat, AUTHORIZER_TOKEN_PATH)).toMatchObject([
      { authorizer_refresh_token: "REFRESH-2" },
    ]);
  });

  it("are kept in memory when the store rejects them", async () => {
    const { store } = sharedStore();
    wechat.script(QUERY_AUTH_PATH, consent("REFRESH-1"));
    await platformOf(wechat, { tokenStore: store, now: () => 0 }).queryAuth(AUTH_CODE);

    const set = () => Promise.reject(new Error("read-only"));
    const merchant = platformOf(wechat, {
      tokenStore: { ...store, set },
      now: () => 0,
    }).forMerchant(MERCHANT_APPID);
    wechat.script(
      AUTHORIZER_TOKEN_PATH,
      refreshed("TOKEN-A", "REFRESH-2"),
      refreshed("TOKEN-B", "REFRESH-3"),
    );
    for (let count = 0; count < 2; count++) {
      wechat.script(UPLOAD_PATH, refusal(40001, "no good"));
      await merchant.uploadShoppingInfo(EXAMPLE_UPLOAD);
    }
    expect(bodiesSeen(wechat, AUTHORIZER_TOKEN_PATH)).toMatchObject([
      { authorizer_refresh_token: "REFRESH-1" },
      { authorizer_refresh_token: "REFRESH-2" },
    ]);
  });

  it("are replaced by the refresh token that the program passes in when they are rejected", async () => {
    const { store } = sharedStore();
    wechat.script(QUERY_AUTH_PATH, consent("REPLACED"));
    const platform = platformOf(wechat, { tokenStore: store });
    await platform.queryAuth(AUTH_CODE);
    wechat.script(UPLOAD_PATH, refusal(40001, "no good"));
    wechat.script(AUTHORIZER_TOKEN_PATH, invalid, refreshed("TOKEN-A", "REFRESH-2"));
    await platform
      .forMerchant(MERCHANT_APPID, { authorizerRefreshToken: "HANDED-OVER" })
      .uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(bodiesSeen(wechat, AUTHORIZER_TOKEN_PATH)).toMatchObject([
      { authorizer_refresh_token: "REPLACED" },
      { authorizer_refresh_token: "HANDED-OVER" },
    ]);
  });
});

describe("a merchant that did not consent", () => {
  it("is a separate error before any request, when none of its tokens is known", async () => {
    const error = await failureOf(
      platformOf(wechat).forMerchant(MERCHANT_APPID).confirmProductPermission(),
    );
    expect(error).toBeInstanceOf(AuthorizationMissingError);
    expect(error).toMatchObject({ authorizerAppid: MERCHANT_APPID });
    expect(wechat.seen(COMPONENT_TOKEN_PATH)).toHaveLength(0);
  });

  for (const [errcode, errmsg, reason, advice] of [
    [61003, "component is not authorized by this account", "COMPONENT_NOT_AUTHORIZED", "link"],
    [61007, "api is unauthorized to component", "API_NOT_GRANTED_TO_COMPONENT", "120 or 121"],
  ] as const) {
    it(`is a typed error after ${errcode}, without a retry`, async () => {
      wechat.script(QUERY_AUTH_PATH, consent("REFRESH-1"));
      wechat.script(UPLOAD_PATH, refusal(errcode, errmsg), OK);
      const platform = platformOf(wechat);
      await platform.queryAuth(AUTH_CODE);
      const error = await failureOf(
        platform.forMerchant(MERCHANT_APPID).uploadShoppingInfo(EXAMPLE_UPLOAD),
      );
      expect(error).toBeInstanceOf(AuthorizerError);
      expect(error).toBeInstanceOf(ShoppingOrdersError);
      expect(error).toMatchObject({
        name: "AuthorizerError",
        operation: "uploadShoppingInfo",
        errcode,
        reason,
        authorizerAppid: MERCHANT_APPID,
        hint: expect.stringContaining(advice) as string,
        rid: RID,
      });
      expect(wechat.seen(UPLOAD_PATH)).toHaveLength(1);
    });
  }

  it("is a typed error after 61023, when its refresh token is not valid", async () => {
    wechat.script(AUTHORIZER_TOKEN_PATH, invalid, refreshed("TOKEN-A", "REFRESH-2"));
    const merchant = platformOf(wechat, { language: "zh" }).forMerchant(MERCHANT_APPID, {
      authorizerRefreshToken: "REFRESH-1",
    });
    const error = await failureOf(merchant.uploadShoppingInfo(EXAMPLE_UPLOAD));
    expect(error).toBeInstanceOf(AuthorizerError);
    expect(error).toMatchObject({
      operation: "getAuthorizerAccessToken",
      errcode: 61023,
      reason: "REFRESH_TOKEN_INVALID",
      authorizerAppid: MERCHANT_APPID,
      hint: expect.stringMatching(/令牌/) as string,
    });
    expect(wechat.seen(AUTHORIZER_TOKEN_PATH)).toHaveLength(1);
    expect(wechat.seen(UPLOAD_PATH)).toHaveLength(0);
  });
});

describe("the secrets of a platform", () => {
  const SECRETS = [COMPONENT_SECRET, TICKET, AUTH_CODE, "COMPONENT-1", "REFRESH-OF-THE-MERCHANT"];

  it("are in no error and no hook's event, even when the server repeats them", async () => {
    const events: unknown[] = [];
    const record = (event: unknown) => void events.push(event);
    const platform = platformOf(wechat, { hooks: { onRequest: record, onResponse: record } });
    wechat.script(QUERY_AUTH_PATH, refusal(61009, `code is invalid: ${AUTH_CODE} COMPONENT-1`));
    wechat.script(AUTHORIZER_TOKEN_PATH, refusal(61023, "REFRESH-OF-THE-MERCHANT is invalid"));
    const merchant = platform.forMerchant(MERCHANT_APPID, {
      authorizerRefreshToken: "REFRESH-OF-THE-MERCHANT",
    });
    const errors = [
      await failureOf(platform.queryAuth(AUTH_CODE)),
      await failureOf(merchant.confirmProductPermission()),
    ];
    wechat.script(COMPONENT_TOKEN_PATH, refusal(61006, `${TICKET} ${COMPONENT_SECRET}`));
    errors.push(await failureOf(platformOf(wechat).createPreAuthCode()));

    const text = inspect([errors, events, platform], { depth: 9, showHidden: true });
    for (const secret of SECRETS) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(encodeURIComponent(secret));
    }
  });
});

describe("the options of a platform", () => {
  it("are rejected with an error that names every invalid option", () => {
    expect(
      () =>
        new ThirdPartyPlatform({
          componentAppid: "",
          componentSecret: "",
          verifyTicket: "",
          authorizationPageUrl: "https://pages.example/?a=1",
          retryCountMax: -1,
        }),
    ).toThrow(
      new TypeError(
        "ThirdPartyPlatform: componentAppid must be a non-empty string; " +
          "componentSecret must be a non-empty string; " +
          "verifyTicket must be a function or a non-empty string; " +
          "authorizationPageUrl must be an http or https URL without user, query and fragment; " +
          "retryCountMax must be an integer, 0 or more",
      ),
    );
  });

  it("do not accept an empty appid of a merchant", () => {
    expect(() => platformOf(wechat).forMerchant("")).toThrow("forMerchant: the appid must be");
  });
});
