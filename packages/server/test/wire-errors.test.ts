import { ERROR_CATALOGUE } from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { API_MANAGEMENT_CASES } from "./error-cases/api-management.js";
import { AUTH_CASES } from "./error-cases/auth.js";
import { SERVICE_PROVIDER_CASES } from "./error-cases/service-provider.js";
import { SHIPPING_CASES } from "./error-cases/shipping.js";
import { SHOPPING_ORDER_CASES } from "./error-cases/shopping-orders.js";
import { THIRD_PARTY_CASES } from "./error-cases/third-party.js";
import type { Merchant, Platform } from "./support/platform.js";
import {
  item,
  type Loose,
  order,
  paymentFor,
  upload,
  uploadWithItem,
  uploadWithOrder,
} from "./support/requests.js";
import { type ErrorCases, World } from "./support/world.js";

const CASES: ErrorCases = {
  ...AUTH_CASES,
  ...SHOPPING_ORDER_CASES,
  ...SHIPPING_CASES,
  ...SERVICE_PROVIDER_CASES,
  ...THIRD_PARTY_CASES,
  ...API_MANAGEMENT_CASES,
};

const withKey = (order_key: Loose) => upload({ order_key });
const withOrderLink = (link: unknown) => uploadWithOrder({ order_detail_jump_link: link });

let world: World;
let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  world = await World.start();
  ({ platform, merchant } = world);
});
afterAll(() => world.close());

describe("every error of the catalogue is produced over HTTP", () => {
  // Those of shipping information management: shipping-management/operation-codes.test.ts.
  const answered = ERROR_CATALOGUE.filter(
    (row) => row.onlyWeChat !== true && row.source !== "shipping-management",
  );

  test.each(answered.map((row) => [row.code, row.name] as const))("%i %s", async (code, name) => {
    const produce = CASES[name];
    expect(produce, `no case produces ${name}`).toBeDefined();
    const reply = await (produce as NonNullable<typeof produce>)(world);
    expect(reply).toMatchObject({ errcode: code });
    expect(reply.errmsg).toMatch(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
  });

  test("and every case produces an error of the catalogue", () => {
    expect(Object.keys(CASES).toSorted()).toEqual(answered.map((row) => row.name).toSorted());
  });
});

describe("268435461 names the path and the reason", () => {
  const LONG_URL = `https://a.cn/${"x".repeat(1024)}`;
  const cases: [string, Loose, string][] = [
    ["a wrong JSON type", upload({ order_list: {} }), "order_list must be a list, got an object"],
    [
      "an order that is not an object",
      upload({ order_list: [7] }),
      "order_list[0] must be an object, got a number",
    ],
    [
      "a key that is not an object",
      upload({ order_key: [] }),
      "order_key must be an object, got a list",
    ],
    ["a payer that is no object", upload({ payer: "o" }), "payer must be an object, got a string"],
    [
      "a number for a string",
      withKey({ order_number_type: 1, mchid: "1900000109", out_trade_no: 7 }),
      "order_key.out_trade_no must be a string, got a number",
    ],
    [
      "characters that an order number must not contain",
      withKey({ order_number_type: 1, mchid: "1900000109", out_trade_no: "T 1" }),
      "order_key.out_trade_no may hold digits",
    ],
    [
      "a number that is too long, in bytes",
      uploadWithOrder({ merchant_order_no: "单".repeat(22) }),
      "order_list[0].merchant_order_no must be at most 64 bytes, got 66",
    ],
    [
      "a name that is too long, in characters",
      uploadWithItem({ name: "😀".repeat(257) }),
      "order_list[0].item_list[0].name must be at most 256 characters, got 257",
    ],
    [
      "an empty description",
      uploadWithItem({ description: "" }),
      "order_list[0].item_list[0].description must not be empty",
    ],
    [
      "a negative price",
      uploadWithItem({ unit_price: -1 }),
      "order_list[0].item_list[0].unit_price must be at least 0, got -1",
    ],
    [
      "a price with a fraction",
      uploadWithItem({ unit_price: 99.5 }),
      "order_list[0].item_list[0].unit_price must be an integer, got 99.5",
    ],
    [
      "a price as a string",
      uploadWithItem({ unit_price: "9900" }),
      "order_list[0].item_list[0].unit_price must be a number, got a string",
    ],
    [
      "a negative quantity",
      uploadWithItem({ quantity: -1 }),
      "order_list[0].item_list[0].quantity must be at least 1, got -1",
    ],
    [
      "too many images",
      uploadWithItem({ image_url: Array(4).fill("https://a.cn/1.png") }),
      "order_list[0].item_list[0].image_url must hold at most 3 entries, got 4",
    ],
    [
      "an invalid link",
      uploadWithItem({ image_url: ["javascript:alert(1)"] }),
      "order_list[0].item_list[0].image_url[0] must be an http or https link",
    ],
    [
      "a link that is too long",
      withOrderLink({ type: "URL", url: LONG_URL }),
      "order_list[0].order_detail_jump_link.url must be at most 1024 bytes",
    ],
    [
      "too many items",
      uploadWithOrder({
        item_list: Array.from({ length: 51 }, (_, index) =>
          item({ merchant_item_id: `i${index}` }),
        ),
      }),
      "order_list[0].item_list must hold at most 50 entries, got 51",
    ],
    [
      "a control character",
      uploadWithItem({ name: "a\u0000b" }),
      "order_list[0].item_list[0].name must not hold control characters",
    ],
    [
      "a lone surrogate",
      uploadWithItem({ name: "\ud83d" }),
      "order_list[0].item_list[0].name must be well-formed Unicode",
    ],
    ["a time that is no text", upload({ upload_time: 1653024575 }), "upload_time must be a string"],
  ];

  test.each(cases)("%s", async (_, request, place) => {
    const reply = await merchant.upload(request);
    expect(reply.errcode).toBe(268435461);
    expect(reply.errmsg).toContain(`parameter error: ${place}`);
  });

  test("in Chinese if the client requests it", async () => {
    const reply = await merchant.call(
      "/user-order/orders",
      uploadWithItem({ name: "长".repeat(257) }),
      { "accept-language": "zh-CN,zh;q=0.9" },
    );
    expect(reply.errmsg).toContain(
      "参数错误: order_list[0].item_list[0].name 最多 256 个字符，实际 257 个",
    );
  });

  test("only beyond a limit: values exactly at the limit are accepted", async () => {
    const atLimit = uploadWithOrder({
      merchant_order_no: `${"单".repeat(21)}1`,
      item_list: [
        item({
          merchant_item_id: "i".repeat(64),
          name: "😀".repeat(256),
          description: "述".repeat(512),
          unit_price: 0,
          image_url: Array(3).fill(`https://a.cn/${"x".repeat(1011)}`),
        }),
      ],
    });
    expect(await merchant.upload(atLimit)).toEqual({ errcode: 0, errmsg: "ok" });
  });
});

describe("because of the stored upload or payment, the server rejects", () => {
  test("an upload_time that is not later than the stored one", async () => {
    const first = upload();
    await merchant.upload(first);
    const reply = await merchant.upload({
      ...first,
      order_list: [order({ merchant_order_no: "2" })],
    });
    expect(reply.errcode).toBe(268435461);
    expect(reply.errmsg).toContain("upload_time must be later than");
  });

  test("a changed upload of an order that is matched to its payment", async () => {
    const first = upload();
    await merchant.upload(first);
    await platform.admin("POST", "/payments", paymentFor(first));
    const reply = await merchant.upload({ ...first, upload_time: "2030-01-01T00:00:00Z" });
    expect(reply.errcode).toBe(268435461);
    expect(reply.errmsg).toContain("order_key is already matched to its payment");
  });

  test("an upload under the other form of the number, naming the stored form", async () => {
    const first = upload();
    await merchant.upload(first);
    const payment = paymentFor(first);
    await platform.admin("POST", "/payments", payment);
    const { transaction_id } = payment;
    const reply = await merchant.upload(withKey({ order_number_type: 2, transaction_id }));
    expect(reply.errcode).toBe(268435461);
    expect(reply.errmsg).toContain("uploaded as MERCHANT_TRADE_NUMBER");
  });
});
