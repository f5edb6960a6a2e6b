import { readFileSync } from "node:fs";
import {
  type ResponseEvent,
  ShippingManagement,
  ShoppingOrders,
  ThirdPartyPlatform,
  type UploadShoppingInfoRequest,
} from "@dingdan/client";
import { createDingdan, type Dingdan } from "@dingdan/server";
import { afterAll, beforeAll, expect, test } from "vitest";

/* The SDK against the platform, both unmodified. */

const EXAMPLE = JSON.parse(
  readFileSync(
    new URL("../packages/contract/examples/upload-shopping-info.json", import.meta.url),
    "utf8",
  ),
) as UploadShoppingInfoRequest;

let dingdan: Dingdan;
let app: { appid: string; secret: string };
beforeAll(async () => {
  dingdan = await createDingdan();
  app = await admin("POST", "/apps", {
    appid: "wxd678efh567hg6787",
    name: "示例商城",
    kind: "mini_program",
    mchids: ["1900000109"],
  });
  await admin("PUT", `/apps/${app.appid}/permission`, { state: "open" });
});
afterAll(() => dingdan.close());

async function admin<Reply>(method: string, path: string, body: unknown): Promise<Reply> {
  const response = await fetch(`${dingdan.url}/admin/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${dingdan.adminKey}` },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Reply;
}

test("an app uploads, verifies and submits its review", async () => {
  const orders = new ShoppingOrders({ ...app, baseUrl: dingdan.url });
  expect(await orders.uploadShoppingInfo(EXAMPLE)).toEqual({ errcode: 0, errmsg: "ok" });
  const { order_key, payer } = EXAMPLE;
  const { verify_result } = await orders.shoppingInfoVerifyUploadResult({ order_key, payer });
  expect(verify_result).toMatch(/^NOT_PAID/);
  expect(await orders.confirmProductPermission()).toMatchObject({ last_result: "" });
});

test("the SDK replaces an expired token once, without the caller noticing", async () => {
  const attempts: string[] = [];
  const onResponse = ({ operation, errcode }: ResponseEvent) => {
    attempts.push(`${operation} ${errcode}`);
  };
  const orders = new ShoppingOrders({ ...app, baseUrl: dingdan.url, hooks: { onResponse } });
  await orders.confirmProductPermission();
  await dingdan.clock.advance(7200);
  expect(await orders.confirmProductPermission()).toMatchObject({ errcode: 0 });
  expect(await orders.confirmProductPermission()).toMatchObject({ errcode: 0 });
  expect(attempts).toEqual([
    "getStableAccessToken 0",
    "confirmProductPermission 0",
    "confirmProductPermission 42001",
    "getStableAccessToken 0",
    "confirmProductPermission 0",
    "confirmProductPermission 0",
  ]);
});

test("a third-party platform calls for a merchant, lists its merchants, and gets 61003 after a revocation", async () => {
  const component = await admin<Record<string, string>>("POST", "/components", { name: "服务商" });
  const platform = new ThirdPartyPlatform({
    componentAppid: component["component_appid"] as string,
    componentSecret: component["component_appsecret"] as string,
    verifyTicket: component["component_verify_ticket"] as string,
    baseUrl: dingdan.url,
  });
  const authorizations = `/components/${platform.componentAppid}/authorizations`;
  const { authorization_code } = await admin<{ authorization_code: string }>(
    "POST",
    authorizations,
    { appid: app.appid, permission_sets: [120] },
  );
  await platform.queryAuth(authorization_code);
  const merchant = platform.forMerchant(app.appid);
  expect(await merchant.confirmProductPermission()).toMatchObject({ errcode: 0 });
  const { total_count, list } = await platform.call("getAuthorizerList", { offset: 0, count: 10 });
  expect({ total_count, list }).toMatchObject({
    total_count: 1,
    list: [{ authorizer_appid: app.appid }],
  });
  await admin("DELETE", `${authorizations}/${app.appid}`, undefined);
  await expect(merchant.confirmProductPermission()).rejects.toMatchObject({ errcode: 61003 });
});

test("an app reports a shipment, and a platform with the set 142 looks at it", async () => {
  const [transaction_id, openid] = [
    "4200009901202611201000000009",
    "oDingdanBuyer0000000000000009",
  ];
  const nowMs = dingdan.clock.now().getTime();
  await admin("POST", "/payments", {
    appid: app.appid,
    mchid: "1900000109",
    out_trade_no: "DD-20261120-0009",
    transaction_id,
    trade_type: "JSAPI",
    trade_state: "SUCCESS",
    success_time: new Date(nowMs).toISOString(),
    payer: { openid },
    amount: { total: 12800, payer_total: 12800, currency: "CNY" },
  });
  const shipping = new ShippingManagement({ ...app, baseUrl: dingdan.url });
  const report = (seconds: number) =>
    shipping.uploadShippingInfo({
      order_key: { order_number_type: 2, transaction_id },
      logistics_type: 1,
      delivery_mode: 1,
      shipping_list: [{ tracking_no: "ZTO1", express_company: "ZTO", item_desc: "雨伞*1" }],
      upload_time: new Date(nowMs + seconds * 1000).toISOString(),
      payer: { openid },
    });
  await expect(report(0)).rejects.toMatchObject({ errcode: 10060001, isNotFound: true });
  await dingdan.clock.advance(60);
  expect(await report(1)).toEqual({ errcode: 0, errmsg: "ok" });
  await expect(report(2)).rejects.toMatchObject({ errcode: 10060023, isAlreadyStored: true });

  const component = await admin<Record<string, string>>("POST", "/components", { name: "服务商" });
  const platform = new ThirdPartyPlatform({
    componentAppid: component["component_appid"] as string,
    componentSecret: component["component_appsecret"] as string,
    verifyTicket: component["component_verify_ticket"] as string,
    baseUrl: dingdan.url,
  });
  const { authorization_code } = await admin<{ authorization_code: string }>(
    "POST",
    `/components/${platform.componentAppid}/authorizations`,
    { appid: app.appid, permission_sets: [142] },
  );
  await platform.queryAuth(authorization_code);
  const merchant = platform.forMerchant(app.appid).shippingManagement;
  const { order } = await merchant.getOrder({ transaction_id });
  expect(order).toMatchObject({
    order_state: 2,
    openid,
    shipping: { finish_shipping: true, shipping_list: [{ tracking_no: "ZTO1" }] },
  });
  // No set lets a platform list payments.
  await expect(merchant.getOrderList({})).rejects.toMatchObject({
    reason: "API_NOT_GRANTED_TO_COMPONENT",
  });
});
