import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ERROR_CATALOGUE, type ErrorName } from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDriver } from "../src/storage/sqlite/driver.js";
import { type Merchant, Platform, type WireReply } from "./support/platform.js";
import {
  item,
  type Loose,
  order,
  paymentFor,
  upload,
  uploadWithItem,
  uploadWithOrder,
} from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
let officialAccount: Merchant;
let closed: Merchant;

beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
  officialAccount = await platform.register({ kind: "official_account" });
  closed = await platform.register({ isOpen: false });
});
afterAll(() => platform.close());

const get = async (path: string): Promise<WireReply> =>
  (await platform.send<WireReply>("GET", path)).body;
const post = async (path: string, body?: string): Promise<WireReply> =>
  (await platform.send<WireReply>("POST", path, body === undefined ? {} : { body })).body;
const tokenQuery = (changes: Record<string, string>) =>
  `/cgi-bin/token?${new URLSearchParams({
    grant_type: "client_credential",
    appid: merchant.appid,
    secret: merchant.secret,
    ...changes,
  })}`;
const miniProgram = (changes: Loose = {}) => ({
  type: "MINI_PROGRAM",
  appid: merchant.appid,
  path: "/pages/order",
  ...changes,
});
const withKey = (order_key: Loose) => upload({ order_key });
const withOrderLink = (link: unknown) => uploadWithOrder({ order_detail_jump_link: link });

/** How each error of the catalogue comes about, through HTTP. */
const CASES: Partial<Record<ErrorName, () => Promise<WireReply>>> = {
  SYSTEM_ERROR: () => uploadWithoutItsTable(),
  INVALID_URL: () => get("/user-order/nothing"),
  REQUIRE_GET: () => post("/cgi-bin/token"),
  REQUIRE_POST: () => get(`/user-order/orders?access_token=${merchant.accessToken}`),
  SERVICE_PROVIDER_METHOD_NOT_AVAILABLE: () => post("/wxa/charge/service-provider/order/get", "{}"),
  ACCESS_TOKEN_MISSING: () =>
    post("/user-order/orders", JSON.stringify({ access_token: merchant.accessToken })),
  INVALID_CREDENTIAL: () => post("/user-order/orders?access_token=1_forged", "{}"),
  ACCESS_TOKEN_EXPIRED: async () => {
    const other = await platform.register();
    await platform.admin("POST", "/clock", { advance_seconds: 7200 });
    const reply = await other.upload(upload());
    await merchant.renewToken();
    await officialAccount.renewToken();
    await closed.renewToken();
    return reply;
  },
  APPID_MISSING: () => get(tokenQuery({ appid: "" })),
  INVALID_APPID: () => get(tokenQuery({ appid: "wx0000000000000000", grant_type: "" })),
  INVALID_GRANT_TYPE: () => get(tokenQuery({ grant_type: "password", secret: "" })),
  APPSECRET_MISSING: () => get(tokenQuery({ secret: "" })),
  INVALID_APPSECRET: () => get(tokenQuery({ secret: "wrong" })),
  DAILY_QUOTA_REACHED: async () => {
    const other = await platform.register();
    const force = () =>
      post(
        "/cgi-bin/stable_token",
        JSON.stringify({
          grant_type: "client_credential",
          appid: other.appid,
          secret: other.secret,
          force_refresh: true,
        }),
      );
    await force();
    for (let count = 0; count < 20; count++) {
      await force();
      await platform.admin("POST", "/clock", { advance_seconds: 30 });
    }
    return force();
  },
  SHOPPING_ORDER_PERMISSION_CLOSED: () => closed.upload(upload()),
  REVIEW_PERMISSION_NOT_OPENED: () => closed.confirm(),
  EMPTY_BODY: () => merchant.upload(""),
  DATA_FORMAT_ERROR: () => merchant.upload("order_key=1&payer=2"),
  ORDER_NUMBER_TYPE_INVALID: () => merchant.upload(withKey({ order_number_type: 3 })),
  TRANSACTION_ID_MISSING: () => merchant.upload(withKey({ order_number_type: 2 })),
  MCHID_MISSING: () =>
    merchant.upload(withKey({ order_number_type: 1, mch_id: "1900000109", out_trade_no: "T" })),
  OUT_TRADE_NO_MISSING: () =>
    merchant.upload(withKey({ order_number_type: 1, mchid: "1900000109", out_trade_no: "" })),
  MCHID_INVALID: () =>
    merchant.upload(withKey({ order_number_type: 1, mchid: "1900000110", out_trade_no: "T" })),
  ORDER_LIST_EMPTY: () => merchant.upload(upload({ order_list: [] })),
  MERCHANT_ORDER_NO_MISSING: () => merchant.upload(uploadWithOrder({ merchant_order_no: "" })),
  MERCHANT_ORDER_NO_REPEATED: () => merchant.upload(upload({ order_list: [order(), order()] })),
  LINK_TYPE_INVALID: () => merchant.upload(withOrderLink({ type: 0, url: "https://a.cn" })),
  LINK_APPID_MISSING: () => merchant.upload(withOrderLink(miniProgram({ appid: "" }))),
  LINK_PATH_MISSING: () => merchant.upload(withOrderLink(miniProgram({ path: undefined }))),
  LINK_URL_MISSING: () => merchant.upload(withOrderLink({ type: 1 })),
  LINK_APPID_NOT_CALLERS: () => merchant.upload(withOrderLink(miniProgram({ appid: "wxother" }))),
  LINK_APPID_NOT_MINI_PROGRAM: () =>
    officialAccount.upload(withOrderLink(miniProgram({ appid: officialAccount.appid }))),
  ITEM_LIST_EMPTY: () => merchant.upload(uploadWithOrder({ item_list: [] })),
  ITEM_NAME_MISSING: () => merchant.upload(uploadWithItem({ name: "" })),
  UNIT_PRICE_MISSING: () => merchant.upload(uploadWithItem({ unit_price: null })),
  QUANTITY_MISSING: () => merchant.upload(uploadWithItem({ quantity: 0 })),
  IMAGE_URL_EMPTY: () => merchant.upload(uploadWithItem({ image_url: ["https://a.cn/1.png", ""] })),
  ITEM_DETAIL_JUMP_LINK_MISSING: () =>
    merchant.upload(uploadWithItem({ item_detail_jump_link: undefined })),
  LINK_TYPES_DIFFER: () =>
    merchant.upload(uploadWithItem({ item_detail_jump_link: miniProgram() })),
  LINK_APPIDS_DIFFER: () =>
    merchant.upload(
      uploadWithOrder({
        order_detail_jump_link: miniProgram(),
        item_list: [item({ item_detail_jump_link: miniProgram({ appid: "wxother" }) })],
      }),
    ),
  MERCHANT_ITEM_ID_REPEATED: () =>
    merchant.upload(uploadWithOrder({ item_list: [item(), item()] })),
  OPENID_MISSING: () => merchant.upload(upload({ payer: {} })),
  OPENID_UNDECODABLE: () => merchant.upload(upload({ payer: { openid: "not base64url!" } })),
  OPENID_ZERO: () => merchant.upload(upload({ payer: { openid: "AAAAAAAAAAAA" } })),
  LOGISTICS_TYPE_INVALID: () => merchant.upload(upload({ logistics_type: 5 })),
  UPLOAD_TIME_MISSING: () => merchant.upload(upload({ upload_time: "" })),
  UPLOAD_TIME_INVALID: () =>
    merchant.upload(upload({ upload_time: "2022-05-20T13:29:35.120 08:00" })),
  PARAMETER_ERROR: () => merchant.upload(uploadWithItem({ name: "长".repeat(257) })),
  SERVICE_PROVIDER_PARAMETER_ERROR: () => merchant.getOrder("DD0000000000000000000"),
};

describe("every error of the catalogue comes about through HTTP", () => {
  const answered = ERROR_CATALOGUE.filter((row) => row.onlyWeChat !== true);

  test.each(answered.map((row) => [row.code, row.name] as const))("%i %s", async (code, name) => {
    const produce = CASES[name];
    expect(produce, `no case produces ${name}`).toBeDefined();
    const reply = await (produce as () => Promise<WireReply>)();
    expect(reply).toMatchObject({ errcode: code });
    expect(reply.errmsg).toMatch(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
  });

  test("and no case stands for an error that the catalogue does not have", () => {
    expect(Object.keys(CASES).toSorted()).toEqual(answered.map((row) => row.name).toSorted());
  });
});

describe("268435461 names the path and the reason", () => {
  const LONG_URL = `https://a.cn/${"x".repeat(1024)}`;
  const cases: [string, Loose, string][] = [
    ["a wrong JSON type", upload({ order_list: {} }), "order_list must be a list, got an object"],
    [
      "an order that is no object",
      upload({ order_list: [7] }),
      "order_list[0] must be an object, got a number",
    ],
    [
      "a key that is no object",
      upload({ order_key: [] }),
      "order_key must be an object, got a list",
    ],
    ["a payer that is no object", upload({ payer: "o" }), "payer must be an object, got a string"],
    [
      "a number for a text",
      withKey({ order_number_type: 1, mchid: "1900000109", out_trade_no: 7 }),
      "order_key.out_trade_no must be a string, got a number",
    ],
    [
      "characters that an order number may not have",
      withKey({ order_number_type: 1, mchid: "1900000109", out_trade_no: "T 1" }),
      "order_key.out_trade_no may hold digits",
    ],
    [
      "too long a number, in bytes",
      uploadWithOrder({ merchant_order_no: "单".repeat(22) }),
      "order_list[0].merchant_order_no must be at most 64 bytes, got 66",
    ],
    [
      "too long a name, in characters",
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
      "order_list[0].item_list[0].unit_price must be a whole number, got 99.5",
    ],
    [
      "a price as a text",
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
      "a link that is none",
      uploadWithItem({ image_url: ["javascript:alert(1)"] }),
      "order_list[0].item_list[0].image_url[0] must be an http or https link",
    ],
    [
      "too long a link",
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
      "a character that no text may hold",
      uploadWithItem({ name: "a\u0000b" }),
      "order_list[0].item_list[0].name must not hold control characters",
    ],
    [
      "half a character",
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

  test("in Chinese for those who ask for it", async () => {
    const reply = await merchant.call(
      "/user-order/orders",
      uploadWithItem({ name: "长".repeat(257) }),
      { "accept-language": "zh-CN,zh;q=0.9" },
    );
    expect(reply.errmsg).toContain(
      "参数错误: order_list[0].item_list[0].name 最多 256 个字符，实际 257 个",
    );
  });

  test("limits are the last byte and character that pass, not the first that fail", async () => {
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

describe("a refusal for what is stored", () => {
  test("an upload_time not later than the stored one", async () => {
    const first = upload();
    await merchant.upload(first);
    const reply = await merchant.upload({
      ...first,
      order_list: [order({ merchant_order_no: "2" })],
    });
    expect(reply.errcode).toBe(268435461);
    expect(reply.errmsg).toContain("upload_time must be later than");
  });

  test("an order that is matched to its payment", async () => {
    const first = upload();
    await merchant.upload(first);
    await platform.admin("POST", "/payments", paymentFor(first));
    const reply = await merchant.upload({ ...first, upload_time: "2030-01-01T00:00:00Z" });
    expect(reply.errcode).toBe(268435461);
    expect(reply.errmsg).toContain("order_key is already matched to its payment");
  });

  test("a payment that was uploaded in the other form, naming that form", async () => {
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

/** What an upload is answered while the database is broken: its table was taken away. */
async function uploadWithoutItsTable(): Promise<WireReply> {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-"));
  const file = join(folder, "broken.db");
  const broken = await Platform.start({ databaseUrl: `sqlite:${file}` });
  try {
    const app = await broken.register();
    const { DatabaseSync } = await loadDriver();
    const vandal = new DatabaseSync(file);
    vandal.exec("DROP TABLE uploads");
    vandal.close();
    return await app.upload(upload());
  } finally {
    await broken.close();
    rmSync(folder, { recursive: true });
  }
}
