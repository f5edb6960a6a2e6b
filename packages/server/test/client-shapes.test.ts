import { readFileSync } from "node:fs";
import type { LoggedRequestRepresentation } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Component } from "./support/component.js";
import { EXAMPLE_APPID, type Merchant, Platform, type WireReply } from "./support/platform.js";
import { combinedPaymentFor, type Loose, paymentFor } from "./support/requests.js";

// Replays the requests of three public SDKs. Their bodies are files, separate from the expectations.
// docs/compatibility-clients.md has a row for each.

const OK = { errcode: 0, errmsg: "ok" };
const ORDERS = "/user-order/orders";
const SHIPPINGS = "/user-order/orders/shippings";
const COMBINED = "/user-order/combine-orders";
const COMBINED_SHIPPINGS = "/user-order/combine-orders/shippings";
const VERIFY = "/user-order/shoppinginfo/verify";

const WXJAVA = { "content-type": "application/json; charset=utf-8" };
const PLAIN_JSON = { "content-type": "application/json" };

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8"));
const fixture = (name: string): Loose => read(name) as Loose;

const wxJava = (path: string, name: string, app = merchant): Promise<WireReply> => {
  const body = read(`wxjava/${name}`);
  return app.call(path, body, WXJAVA);
};

/** For a client that cannot send a link for each item. */
const itemLinksOptional = () =>
  platform.admin("PATCH", `/apps/${EXAMPLE_APPID}`, { item_links: "optional" });
const pay = (payment: Loose) => platform.admin("POST", "/payments", payment);

describe("WxJava", () => {
  test("opens and confirms with an empty string as the body", async () => {
    const closed = await platform.register({ isOpen: false });
    await platform.admin("POST", `/apps/${closed.appid}/agreement`);
    expect(await wxJava("/user-order/orders-permission/open", "open", closed)).toEqual(OK);
    const confirmed = await wxJava("/user-order/orders-permission/confirm", "confirm", closed);
    expect(confirmed).toMatchObject(OK);
  });

  test("uploads without item links if the app's setting permits it, and logistics_type 0 means 1", async () => {
    await itemLinksOptional();
    expect(await wxJava(ORDERS, "upload")).toEqual(OK);
    await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });
    const request = fixture("wxjava/upload");
    await pay(paymentFor(request));
    const { openid } = request["payer"] as { openid: string };
    const [order] = await (await platform.buyer(EXAMPLE_APPID, openid)).orders();
    expect(order).toMatchObject({ logistics_type: 1 });
    expect(await wxJava(VERIFY, "verify")).toMatchObject({
      errcode: 0,
      verify_result: expect.stringMatching(/^SUCCESS/),
    });
  });

  test.each([
    ["an item without a link, by default", "upload", 268485272],
    ["an unset order_number_type", "upload-unset-order-number-type", 268485194],
    ["an unset link type", "upload-unset-link-type", 268485202],
  ])("cannot upload %s", async (_, name, errcode) => {
    expect(await wxJava(ORDERS, name)).toMatchObject({ errcode });
  });

  test("uploads logistics without a payer, but not without a delivery_mode", async () => {
    await itemLinksOptional();
    await wxJava(ORDERS, "upload");
    await pay(paymentFor(fixture("wxjava/upload")));
    const unset = await wxJava(SHIPPINGS, "shipping-unset-delivery-mode");
    expect(unset).toMatchObject({ errcode: 268485224 });
    expect(await wxJava(SHIPPINGS, "shipping")).toEqual(OK);
  });

  test("uploads a combined payment and its logistics", async () => {
    await itemLinksOptional();
    expect(await wxJava(COMBINED, "combined")).toEqual(OK);
    await pay({ ...combinedPaymentFor(fixture("wxjava/combined")), combine_appid: EXAMPLE_APPID });
    expect(await wxJava(COMBINED_SHIPPINGS, "combined-shipping")).toEqual(OK);
  });

  test("calls as a third-party platform with component_access_token in the query", async () => {
    const component = await Component.register(platform);
    await component.authorize(EXAMPLE_APPID);
    const given = { authorizer_appid: EXAMPLE_APPID };
    const reply = await component.call("api_get_authorizer_info", given, "component_access_token");
    expect(reply).toMatchObject({ authorizer_info: { nick_name: "示例商城" } });
  });
});

describe("SKIT's client", () => {
  const skit = (path: string, name: string) =>
    merchant.call(path, fixture(`skit/${name}`), PLAIN_JSON);

  test("sends names for every enumeration and a number for order_number_type", async () => {
    expect(await skit(ORDERS, "upload")).toEqual(OK);
    await pay(paymentFor(fixture("skit/upload")));
    expect(await skit(SHIPPINGS, "shipping")).toEqual(OK);
    expect(await skit(VERIFY, "verify")).toMatchObject(OK);
  });

  test("calls as a third-party platform with access_token in the query", async () => {
    const component = await Component.register(platform);
    await component.authorize(EXAMPLE_APPID);
    const reply = await component.call("api_get_authorizer_info", {
      authorizer_appid: EXAMPLE_APPID,
    });
    expect(reply).toMatchObject({ authorizer_info: { nick_name: "示例商城" } });
  });
});

describe("WeChatDeveloper posts every upload to the plain address", () => {
  test.each([
    ["logistics", "shipping", "logistics-body", SHIPPINGS],
    ["a combined payment", "combined", "combined-body", COMBINED],
    ["its logistics", "combined-shipping", "combined-logistics-body", COMBINED_SHIPPINGS],
  ])("%s: rejected, and the log names the right address", async (_, name, cause, path) => {
    // As PHP's json_encode with JSON_UNESCAPED_UNICODE writes it: only slashes are escaped.
    const text = JSON.stringify(fixture(`wechat-developer/${name}`)).replaceAll("/", "\\/");
    const reply = await merchant.call(ORDERS, text, PLAIN_JSON);
    expect(reply).toMatchObject({ errcode: 268485191 });

    const rid = / rid: (\S+)$/.exec(reply.errmsg)?.[1] ?? "";
    const { body } = await platform.admin<{ items: LoggedRequestRepresentation[] }>(
      "GET",
      `/requests?rid=${rid}`,
    );
    const [logged] = body.items;
    expect(logged?.cause).toBe(cause);
    expect(logged?.explanation.hint).toContain(`${path}.`);
  });
});
