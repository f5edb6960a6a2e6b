import { EXAMPLE_APPID, EXAMPLE_TRADE_UPLOAD, OPERATIONS, type Operation } from "@dingdan/contract";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  BUSY,
  clientOf,
  failureOf,
  hangUp,
  json,
  refusal,
  type ScriptedWechat,
  SECRET,
  startScriptedWechat,
} from "../test/scripted-wechat.js";
import {
  ShippingManagement,
  ShippingManagementError,
  type ShippingManagementOperations,
  ShoppingOrdersError,
} from "./index.js";

const { path: UPLOAD_PATH } = OPERATIONS.secUploadShippingInfo;
const STORED_ALREADY = refusal(10060023, "发货信息未更新");

let wechat: ScriptedWechat;
beforeEach(async () => {
  wechat = await startScriptedWechat();
});
afterEach(() => wechat.close());

const managed = () => clientOf(wechat).client.shippingManagement;

it("has a method for each operation, which calls its path with the app's token", async () => {
  const operations = Object.values<Operation>(OPERATIONS).filter(
    ({ group }) => group === "shipping-management",
  );
  expect(operations).toHaveLength(12);
  const { client } = clientOf(wechat);
  const methods = client.shippingManagement as unknown as Record<
    string,
    (request: object) => Promise<unknown>
  >;
  for (const { name, path, example } of operations) {
    await methods[name.replace("wxa.sec.order.", "")]?.(example.request as object);
    expect(wechat.seen(path), name).toMatchObject([
      { method: "POST", query: { access_token: "TOKEN-1" } },
    ]);
    // An operation without parameters sends no body.
    expect(JSON.parse(wechat.seen(path)[0]?.body || "{}"), name).toEqual(example.request);
  }
});

it("works with options of its own, or with a client whose tokens it shares", async () => {
  const options = { appid: EXAMPLE_APPID, secret: SECRET, baseUrl: wechat.url };
  const { client } = clientOf(wechat);
  for (const own of [new ShippingManagement(options), new ShippingManagement(client)]) {
    await own.uploadShippingInfo(EXAMPLE_TRADE_UPLOAD);
  }
  await client.confirmProductPermission();
  const tokens = wechat.seen(UPLOAD_PATH).map(({ query }) => query["access_token"]);
  expect(tokens).toEqual(["TOKEN-1", "TOKEN-2"]);
  expect(() => new ShippingManagement({ ...options, secret: "" })).toThrow("secret");
});

it("a refusal is explained for this product, not for the other one that has its code", async () => {
  const [parcel] = EXAMPLE_TRADE_UPLOAD.shipping_list;
  wechat.script(UPLOAD_PATH, refusal(268485228, "统一发货模式下，物流信息列表长度必须为1"));
  const error = await failureOf(
    managed().uploadShippingInfo({
      ...EXAMPLE_TRADE_UPLOAD,
      shipping_list: [parcel, parcel],
    }),
  );
  expect(error).toBeInstanceOf(ShippingManagementError);
  expect(error).toBeInstanceOf(ShoppingOrdersError);
  expect(error).toMatchObject({
    operation: "secUploadShippingInfo",
    errcode: 268485228,
    hint: expect.stringContaining("item_desc of one entry"),
    isAlreadyStored: false,
    isNotFound: false,
    isRetryable: false,
  });
});

it("a payment that is not visible yet is worth a later call", async () => {
  wechat.script(UPLOAD_PATH, refusal(10060001, "支付单不存在"));
  const error = await failureOf(managed().uploadShippingInfo(EXAMPLE_TRADE_UPLOAD));
  expect(error).toMatchObject({ isNotFound: true, isRetryable: true });
  expect(wechat.seen(UPLOAD_PATH)).toHaveLength(1);
});

it.each([
  ["a lost reply", hangUp],
  ["a busy platform", BUSY],
])("a repeated upload after %s that finds itself stored is a success", async (_, first) => {
  wechat.script(UPLOAD_PATH, first, STORED_ALREADY);
  expect(await managed().uploadShippingInfo(EXAMPLE_TRADE_UPLOAD)).toEqual({
    errcode: 0,
    errmsg: "ok",
  });
});

it("a first upload that changes nothing is refused, also when only its token was renewed", async () => {
  const expired = refusal(42001, "access_token expired");
  for (const answers of [[STORED_ALREADY], [expired, STORED_ALREADY]]) {
    wechat.script(UPLOAD_PATH, ...answers);
    const error = await failureOf(managed().uploadShippingInfo(EXAMPLE_TRADE_UPLOAD));
    expect(error).toMatchObject({ errcode: 10060023, isAlreadyStored: true });
  }
});

it("a reply has the type of the documents", async () => {
  wechat.script(OPERATIONS.secIsTradeManaged.path, json({ errcode: 0, is_trade_managed: true }));
  const operations: ShippingManagementOperations = managed();
  const reply = await operations.isTradeManaged({ appid: EXAMPLE_APPID });
  expect(reply).toEqual({ errcode: 0, errmsg: "ok", is_trade_managed: true });
});
