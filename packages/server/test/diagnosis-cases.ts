import { gzipSync } from "node:zlib";
import type { DiagnosisId, ErrorName } from "@dingdan/contract";
import { EXAMPLE_APPID, EXAMPLE_MCHID } from "./support/platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  item,
  type Loose,
  newTradeNumber,
  order,
  parcel,
  paymentFor,
  shipping,
  upload,
  uploadWithItem,
  uploadWithOrder,
} from "./support/requests.js";
import type { World } from "./support/world.js";

/** A call that fails, or an accepted upload that does not become an order, and the expected diagnosis. */
export interface DiagnosisCase {
  readonly title: string;
  readonly cause: DiagnosisId | ErrorName;
  /** The field that the explanation must name. */
  readonly field?: string;
  /** A text that the advice must contain. */
  readonly advice?: string;
  /** @default "POST" */
  readonly method?: "GET" | "POST" | "PUT";
  /** @default "/user-order/orders" */
  readonly path?: string;
  /** Replaces `access_token=TOKEN`; TOKEN becomes the app's token. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The app whose token the call carries. @default "merchant" */
  readonly as?: "merchant" | "officialAccount" | "closed";
  /** Prepares the state before the call. */
  readonly given?: (world: World, body: Loose) => Promise<unknown>;
  /** Changes the state between the call and the look at the log. */
  readonly since?: (world: World, body: Loose) => Promise<unknown>;
}

const VERIFY = "/user-order/shoppinginfo/verify";
const URL_LINK = { type: "URL", url: "https://shop.example.com/orders/1" };
const pageOf = (appid: string) => ({ type: "MINI_PROGRAM", appid, path: "/pages/order" });
const key = (changes: Loose = {}): Loose => ({
  order_number_type: 1,
  mchid: EXAMPLE_MCHID,
  out_trade_no: newTradeNumber(),
  ...changes,
});
const withKey = (changes: Loose) => upload({ order_key: key(changes) });
const without = (body: Loose, ...names: string[]): Loose =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
const withLink = (link: Loose) =>
  uploadWithOrder({
    order_detail_jump_link: link,
    item_list: [item({ item_detail_jump_link: link })],
  });
const shippingOf = (changes: Loose = {}): Loose => ({
  order_key: key(),
  delivery_mode: 1,
  shipping_list: [{ tracking_no: "SF1", express_company: "YTO" }],
  payer: { openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
  upload_time: "2022-05-20T13:29:35+08:00",
  ...changes,
});
const subOrder = (changes: Loose = {}): Loose => ({
  order_key: key(),
  merchant_order_no: "1",
  order_detail_jump_link: URL_LINK,
  item_list: [item()],
  ...changes,
});
const askOf = ({ order_key, payer }: Loose): Loose => ({ order_key, payer });

const uploaded = (w: World, body: Loose) => w.merchant.upload(body);
const paid =
  (changes: Loose = {}) =>
  (w: World, body: Loose) =>
    w.platform.admin("POST", "/payments", paymentFor(body, changes));

const TRANSPORT_CASES: readonly DiagnosisCase[] = [
  {
    title: "a path with a trailing slash",
    path: "/user-order/orders/",
    body: upload(),
    cause: "trailing-slash",
    advice: "/user-order/orders",
  },
  {
    title: "a base URL that ends with a slash",
    path: "//user-order/orders",
    body: upload(),
    cause: "double-slash",
  },
  {
    title: "a misspelt path",
    path: "/user-orders/order",
    body: upload(),
    cause: "wrong-path",
    advice: "/user-order/orders",
  },
  {
    title: "a path in another case of letters",
    path: "/User-Order/Orders",
    body: upload(),
    cause: "wrong-path",
    advice: "/user-order/orders",
  },
  {
    title: "a path that resembles no known one",
    path: "/sns/jscode2session",
    body: {},
    cause: "INVALID_URL",
  },
  {
    title: "an & where the ? belongs",
    path: "/user-order/orders&access_token=1_x",
    query: "",
    body: upload(),
    cause: "query-without-question-mark",
  },
  {
    title: "a misspelt path of shipping information management",
    path: "/wxa/sec/order/upload_shiping_info",
    body: shippingOf(),
    cause: "wrong-path",
    advice: "/wxa/sec/order/upload_shipping_info",
  },
  {
    title: "a dry-run of a misspelt operation",
    path: "/dingdan/v1/validate/uploadShopingInfos",
    body: upload(),
    cause: "unknown-operation",
    advice: "uploadShoppingInfo",
  },
  { title: "GET for a POST interface", method: "GET", cause: "wrong-method", advice: "POST" },
  { title: "PUT for a POST interface", method: "PUT", body: upload(), cause: "wrong-method" },
  {
    title: "POST for a GET interface",
    path: "/cgi-bin/token",
    body: {},
    cause: "wrong-method",
    advice: "GET",
  },
  {
    title: "POST for a service provider's order",
    path: "/wxa/charge/service-provider/order/get",
    body: { orderId: "DD1" },
    cause: "wrong-method",
  },
  {
    title: "the token in the body",
    query: "",
    body: { access_token: "1_abc", ...upload() },
    cause: "token-in-body",
    field: "access_token",
  },
  {
    title: "the token in a header",
    query: "",
    headers: { authorization: "Bearer 1_abc" },
    body: upload(),
    cause: "token-in-header",
  },
  {
    title: "the token under a wrong name",
    query: "accessToken=1_abc",
    body: upload(),
    cause: "token-misnamed",
  },
  { title: "no token at all", query: "", body: upload(), cause: "ACCESS_TOKEN_MISSING" },
  {
    title: "an empty token",
    query: "access_token=undefined",
    body: upload(),
    cause: "token-placeholder",
    advice: "/cgi-bin/token",
  },
  {
    title: "the documents' own placeholder for a token",
    query: "access_token=ACCESS_TOKEN",
    body: upload(),
    cause: "token-placeholder",
  },
  {
    title: "a forged token",
    query: "access_token=1_forged",
    body: upload(),
    cause: "INVALID_CREDENTIAL",
  },
  {
    title: "a secret that is not checked after too many wrong ones",
    path: "/cgi-bin/stable_token",
    query: "",
    body: { grant_type: "client_credential", appid: "wx00000000009e5500", secret: "wrong" },
    // The address must not have presented the right secret.
    given: async (w, body) => {
      const app = { appid: body["appid"], kind: "mini_program", name: "guessed", mchids: [] };
      await w.platform.admin("POST", "/apps", app);
      const call = { body: JSON.stringify(body) };
      for (let count = 0; count < 10; count++) {
        await w.platform.send("POST", "/cgi-bin/stable_token", call);
      }
    },
    cause: "too-many-wrong-secrets",
    advice: "Correct the secret",
  },
  {
    title: "OAuth's own word for grant_type",
    method: "GET",
    path: "/cgi-bin/token",
    query: `grant_type=client_credentials&appid=${EXAMPLE_APPID}&secret=x`,
    cause: "grant-type",
    advice: "client_credential,",
  },
  {
    title: "appsecret for secret",
    method: "GET",
    path: "/cgi-bin/token",
    query: `grant_type=client_credential&appid=${EXAMPLE_APPID}&appsecret=x`,
    cause: "field-misnamed",
    field: "appsecret",
  },
  {
    title: "an unknown appid",
    method: "GET",
    path: "/cgi-bin/token",
    query: "grant_type=client_credential&appid=wxnone&secret=x",
    cause: "INVALID_APPID",
  },
  {
    title: "parameters for a stable token in the query",
    path: "/cgi-bin/stable_token",
    query: `grant_type=client_credential&appid=${EXAMPLE_APPID}&secret=x`,
    cause: "body-lost",
  },
  {
    title: "order_id for orderId",
    method: "GET",
    path: "/wxa/charge/service-provider/order/get",
    query: "access_token=TOKEN&order_id=DD2981741311549200000",
    cause: "field-misnamed",
    advice: "orderId",
  },
  {
    title: "a closed permission",
    as: "closed",
    body: upload(),
    cause: "permission-closed",
    advice: "permission",
  },
  {
    title: "a review of a closed permission",
    as: "closed",
    path: "/user-order/orders-permission/confirm",
    cause: "permission-closed",
  },
];

const BODY_CASES: readonly DiagnosisCase[] = [
  { title: "a form", body: "order_key=1&payer=2", cause: "form-body" },
  {
    title: "JSON in a field of a form",
    body: `data=${encodeURIComponent(JSON.stringify(upload()))}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    cause: "form-body",
  },
  {
    title: "multipart form data",
    body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
    cause: "multipart-body",
  },
  { title: "XML", body: "<xml><mch_id>1</mch_id></xml>", cause: "xml-body" },
  {
    title: "GBK",
    body: Buffer.from([0x7b, 0x22, 0xd6, 0xd0, 0x22, 0x3a, 0x31, 0x7d]),
    cause: "gbk-body",
  },
  {
    title: "UTF-16",
    body: Buffer.from(`\ufeff${JSON.stringify(upload())}`, "utf16le"),
    cause: "utf16-body",
  },
  { title: "gzip", body: gzipSync(JSON.stringify(upload())), cause: "compressed-body" },
  {
    title: "a request that is serialised twice",
    body: JSON.stringify(JSON.stringify(upload())),
    cause: "json-in-string",
  },
  { title: "a list of uploads", body: [upload()], cause: "list-for-body" },
  {
    title: "JSON truncated by a Content-Length that counts characters",
    body: JSON.stringify(uploadWithItem({ name: "保护壳" })).slice(0, -6),
    cause: "json-breaks-off",
    advice: "Content-Length",
  },
  {
    title: "JSON with a trailing comma",
    body: '{"order_key": {},}',
    cause: "json-trailing-comma",
    advice: "line 1, column 18",
  },
  {
    title: "a list with a trailing comma",
    body: '\n{"order_list": [{},]}',
    cause: "json-trailing-comma",
    advice: "line 2, column 20",
  },
  { title: "the text of a Python dict", body: "{'order_key': {}}", cause: "json-quotes" },
  { title: "a text in single quotes", body: `{"openid": 'o1'}`, cause: "json-quotes" },
  { title: "names without quotes", body: "{order_key: {}}", cause: "json-quotes" },
  { title: "JSON with another error", body: '{"a" 1}', cause: "DATA_FORMAT_ERROR" },
  { title: "no body", body: "", cause: "EMPTY_BODY" },
  {
    title: "parameters in the query",
    query: "access_token=TOKEN&order_key=1&payer=2",
    body: "",
    cause: "body-lost",
  },
  { title: "logistics", body: shippingOf(), cause: "logistics-body", advice: "/shippings" },
  {
    title: "logistics without parcels",
    body: without(shippingOf(), "shipping_list"),
    cause: "logistics-body",
    field: "delivery_mode",
  },
  {
    title: "a combined payment's details",
    body: { order_key: key(), sub_orders: [subOrder()], payer: { openid: "o1" } },
    cause: "combined-body",
    advice: "/user-order/combine-orders",
  },
  {
    title: "a combined payment's logistics",
    body: {
      order_key: key(),
      sub_orders: [{ order_key: key(), delivery_mode: 1, shipping_list: [] }],
    },
    cause: "combined-logistics-body",
    advice: "/user-order/combine-orders/shippings",
  },
  {
    title: "a body of order shipping management",
    body: shippingOf({
      logistics_type: 1,
      shipping_list: [{ tracking_no: "1", express_company: "YTO", item_desc: "保护壳*1" }],
    }),
    cause: "sibling-shipping-body",
    advice: "/wxa/sec/order/upload_shipping_info",
  },
  {
    title: "order_list as an object",
    body: upload({ order_list: order() }),
    cause: "object-for-list",
    field: "order_list",
  },
  {
    title: "item_list as an object",
    body: uploadWithOrder({ item_list: item() }),
    cause: "object-for-list",
    field: "order_list[0].item_list",
  },
  {
    title: "image_url as a text",
    body: uploadWithItem({ image_url: "https://a.cn/1.png" }),
    cause: "object-for-list",
    field: "order_list[0].item_list[0].image_url",
  },
  {
    title: "payer as a list",
    body: upload({ payer: [{ openid: "o1" }] }),
    cause: "list-for-object",
    field: "payer",
  },
  {
    title: "order_list as JSON in a text",
    body: upload({ order_list: JSON.stringify([order()]) }),
    cause: "json-in-string",
    field: "order_list",
  },
];

const KEY_CASES: readonly DiagnosisCase[] = [
  {
    title: "mch_id for mchid",
    body: upload({
      order_key: { order_number_type: 1, mch_id: EXAMPLE_MCHID, out_trade_no: "T-mch" },
    }),
    cause: "mch-id",
    field: "order_key.mch_id",
    advice: "mchid",
  },
  {
    title: "order_key flattened into the body",
    body: { ...without(upload(), "order_key"), ...key() },
    cause: "order-key-flattened",
    advice: "order_key",
  },
  {
    title: "names in camel case",
    body: { ...without(upload(), "order_key"), orderKey: key() },
    cause: "field-misnamed",
    advice: "order_key",
  },
  {
    title: "a camel-case name inside order_key",
    body: upload({
      order_key: { order_number_type: 1, mchid: EXAMPLE_MCHID, outTradeNo: "T-camel" },
    }),
    cause: "field-misnamed",
    field: "order_key.outTradeNo",
    advice: "out_trade_no",
  },
  {
    title: "a name that order_number_type does not have",
    body: withKey({ order_number_type: "MERCHANT_OUT_TRADE_NO" }),
    cause: "enum-name-unknown",
    field: "order_key.order_number_type",
    advice: "MERCHANT_TRADE_NUMBER",
  },
  {
    title: "a number that order_number_type does not have",
    body: withKey({ order_number_type: 3 }),
    cause: "enum-number-unknown",
  },
  {
    title: "order_number_type left at 0",
    body: withKey({ order_number_type: 0 }),
    cause: "ORDER_NUMBER_TYPE_INVALID",
  },
  {
    title: "form 1 with a transaction_id",
    body: upload({ order_key: { order_number_type: 1, transaction_id: "4200001" } }),
    cause: "other-form",
    advice: "2 (WXPAY_TRADE_NUMBER)",
  },
  {
    title: "form 2 with a merchant number",
    body: withKey({ order_number_type: 2 }),
    cause: "other-form",
    advice: "1 (MERCHANT_TRADE_NUMBER)",
  },
  {
    title: "an out_trade_no that is a number",
    body: withKey({ out_trade_no: 20220520000 }),
    cause: "number-for-string",
    field: "order_key.out_trade_no",
  },
  {
    title: "an mchid that is a number",
    body: withKey({ mchid: Number(EXAMPLE_MCHID) }),
    cause: "number-for-string",
  },
  {
    title: "a merchant number that is not the app's",
    body: withKey({ mchid: "1900000110" }),
    cause: "mchid-not-bound",
    advice: "PATCH",
  },
  {
    title: "another app's request with this app's token",
    body: {
      ...withLink(pageOf("wxanother")),
      order_key: key({ mchid: "1900000110" }),
    },
    cause: "token-of-another-app",
    advice: "wxanother",
  },
  {
    title: "no order_key at all",
    body: without(upload(), "order_key"),
    cause: "ORDER_NUMBER_TYPE_INVALID",
  },
  {
    title: "an out_trade_no with a blank",
    body: withKey({ out_trade_no: "T 1" }),
    cause: "PARAMETER_ERROR",
    field: "order_key.out_trade_no",
  },
];

const DETAIL_CASES: readonly DiagnosisCase[] = [
  {
    title: "link type 1 with appid and path",
    body: withLink({ type: 1, appid: EXAMPLE_APPID, path: "/pages/order" }),
    cause: "link-type-swapped",
    field: "order_list[0].order_detail_jump_link.type",
    advice: "MINI_PROGRAM",
  },
  {
    title: "link type 2 with only a url",
    body: withLink({ type: 2, url: "https://shop.example.com/1" }),
    cause: "link-type-swapped",
    advice: "URL",
  },
  {
    title: "a name that link types do not have",
    body: withLink({ ...pageOf(EXAMPLE_APPID), type: "MINIPROGRAM" }),
    cause: "enum-name-unknown",
    advice: "MINI_PROGRAM",
  },
  {
    title: "H5 for URL",
    body: withLink({ ...URL_LINK, type: "H5" }),
    cause: "enum-name-unknown",
    advice: "URL",
  },
  {
    title: "all links to another app",
    body: withLink(pageOf("wxanother")),
    cause: "token-of-another-app",
    advice: "wxanother",
  },
  {
    title: "one order's links to another app",
    body: upload({
      order_list: [
        order({ ...withLinks(pageOf(EXAMPLE_APPID)) }),
        order({ ...withLinks(pageOf("wxanother")), merchant_order_no: "2" }),
      ],
    }),
    cause: "link-of-another-app",
    field: "order_list[1].order_detail_jump_link.appid",
    advice: EXAMPLE_APPID,
  },
  {
    title: "an official account's link to a mini program",
    as: "officialAccount",
    body: withLink(pageOf("OFFICIAL_ACCOUNT")),
    cause: "LINK_APPID_NOT_MINI_PROGRAM",
  },
  {
    title: "a link without a scheme",
    body: withLink({ type: 1, url: "//shop.example.com/1" }),
    cause: "link-without-scheme",
    field: "order_list[0].order_detail_jump_link.url",
  },
  {
    title: "an image without a scheme",
    body: uploadWithItem({ image_url: ["//img.example.com/1.png"] }),
    cause: "link-without-scheme",
    field: "order_list[0].item_list[0].image_url[0]",
  },
  {
    title: "only a host as a link",
    body: withLink({ type: 1, url: "shop.example.com/1" }),
    cause: "link-without-scheme",
  },
  {
    title: "a page's path as a URL",
    body: withLink({ type: 1, url: "/pages/order/detail?id=1" }),
    cause: "page-path-as-url",
    advice: "MINI_PROGRAM",
  },
  {
    title: "item links of a different type than the order's",
    body: uploadWithItem({ item_detail_jump_link: pageOf(EXAMPLE_APPID) }),
    cause: "LINK_TYPES_DIFFER",
  },
  {
    title: "a price as a text",
    body: uploadWithItem({ unit_price: "9900" }),
    cause: "price-as-text",
    field: "order_list[0].item_list[0].unit_price",
    advice: "9900",
  },
  {
    title: "a price in yuan",
    body: uploadWithItem({ unit_price: 19.99 }),
    cause: "price-in-yuan",
    advice: "1999",
  },
  {
    title: "a price in yuan as a text",
    body: uploadWithItem({ unit_price: "99.00" }),
    cause: "price-in-yuan",
    advice: "9900",
  },
  {
    title: "a quantity as a text",
    body: uploadWithItem({ quantity: "2" }),
    cause: "quantity-as-text",
  },
  {
    title: "an SDK's own names of an item's fields",
    body: uploadWithItem({ name: undefined, item_name: "保护壳" }),
    cause: "field-misnamed",
    field: "order_list[0].item_list[0].item_name",
    advice: "name",
  },
  {
    title: "item_price for unit_price",
    body: uploadWithItem({ unit_price: undefined, item_price: 9900 }),
    cause: "field-misnamed",
    advice: "unit_price",
  },
  {
    title: "item_count for quantity",
    body: uploadWithItem({ quantity: undefined, item_count: 1 }),
    cause: "field-misnamed",
    advice: "quantity",
  },
  {
    title: "a number that exceeds its limit in bytes but not in characters",
    body: uploadWithOrder({ merchant_order_no: "单".repeat(30) }),
    cause: "length-in-bytes",
    advice: "64",
  },
  {
    title: "an item without a name",
    body: uploadWithItem({ name: "" }),
    cause: "ITEM_NAME_MISSING",
  },
  {
    title: "an item without a link",
    body: uploadWithItem({ item_detail_jump_link: undefined }),
    cause: "ITEM_DETAIL_JUMP_LINK_MISSING",
  },
  {
    title: "no images in image_url",
    body: uploadWithItem({ image_url: [] }),
    cause: "IMAGE_URL_EMPTY",
  },
  {
    title: "an order without items",
    body: uploadWithOrder({ item_list: [] }),
    cause: "ITEM_LIST_EMPTY",
  },
  {
    title: "one number for two merchant orders",
    body: upload({ order_list: [order(), order()] }),
    cause: "MERCHANT_ORDER_NO_REPEATED",
  },
  {
    title: "one id for two items",
    body: uploadWithOrder({ item_list: [item(), item()] }),
    cause: "MERCHANT_ITEM_ID_REPEATED",
  },
  {
    title: "openid at the top of the body",
    body: { ...without(upload(), "payer"), openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
    cause: "openid-at-top-level",
    field: "openid",
    advice: "payer",
  },
  {
    title: "payer as a text",
    body: upload({ payer: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" }),
    cause: "payer-as-text",
  },
  {
    title: "openId for openid",
    body: upload({ payer: { openId: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" } }),
    cause: "field-misnamed",
    advice: "openid",
  },
  { title: "no payer", body: without(upload(), "payer"), cause: "OPENID_MISSING" },
  {
    title: "an invalid openid",
    body: upload({ payer: { openid: "not an openid" } }),
    cause: "OPENID_UNDECODABLE",
  },
  {
    title: "a name that logistics_type does not have",
    body: upload({ logistics_type: "VIRTUAL" }),
    cause: "enum-name-unknown",
    advice: "VIRTUAL_GOODS",
  },
  {
    title: "a number that logistics_type does not have",
    body: upload({ logistics_type: 5 }),
    cause: "enum-number-unknown",
  },
];

function withLinks(link: Loose): Loose {
  return {
    order_detail_jump_link: link,
    item_list: [item({ item_detail_jump_link: link })],
  };
}

const at = (upload_time: unknown) => upload({ upload_time });

const TIME_CASES: readonly DiagnosisCase[] = [
  {
    title: "China's time stamped Z, which is accepted",
    body: at("2022-05-20T13:29:36.120Z"),
    cause: "local-time-stamped-utc",
    field: "upload_time",
    advice: "2022-05-20T13:29:36.120+08:00",
  },
  {
    title: "UTC stamped +08:00, which is accepted",
    body: at("2022-05-20T05:29:36+08:00"),
    cause: "utc-time-stamped-local",
    advice: "2022-05-20T05:29:36Z",
  },
  {
    title: "+0800 without a colon",
    body: at("2022-05-20T13:29:35.120+0800"),
    cause: "offset-without-colon",
    advice: "2022-05-20T13:29:35.120+08:00",
  },
  {
    title: "+08 without minutes",
    body: at("2022-05-20T13:29:35+08"),
    cause: "offset-without-colon",
    advice: "2022-05-20T13:29:35+08:00",
  },
  {
    title: "a space instead of the plus",
    body: at("2022-05-20T13:29:35.120 08:00"),
    cause: "plus-lost",
    advice: "2022-05-20T13:29:35.120+08:00",
  },
  {
    title: "no offset",
    body: at("2022-05-20T13:29:35"),
    cause: "offset-missing",
    advice: "2022-05-20T13:29:35+08:00",
  },
  {
    title: "a database's time format, with a space and no offset",
    body: at("2022-05-20 13:29:35"),
    cause: "offset-missing",
    advice: "2022-05-20T13:29:35+08:00",
  },
  {
    title: "a space instead of the T",
    body: at("2022-05-20 13:29:35+08:00"),
    cause: "blank-in-time",
    advice: "2022-05-20T13:29:35+08:00",
  },
  {
    title: "spaces around the offset",
    body: at("2022-05-20T13:29:35 +08:00"),
    cause: "blank-in-time",
  },
  {
    title: "a Unix time",
    body: at(1653024575),
    cause: "unix-time",
    advice: "2022-05-20T13:29:35+08:00",
  },
  {
    title: "a Unix time in milliseconds, as a text",
    body: at("1653024575120"),
    cause: "unix-time",
    advice: "2022-05-20T13:29:35.120+08:00",
  },
  {
    title: "a time as JavaScript prints a Date",
    body: at("Fri May 20 2022 13:29:35 GMT+0800 (中国标准时间)"),
    cause: "date-text",
    advice: "2022-05-20T13:29:35+08:00",
  },
  { title: "no time", body: at(""), cause: "UPLOAD_TIME_MISSING" },
  {
    title: "createTime for upload_time",
    body: { ...without(upload(), "upload_time"), uploadTime: "2022-05-20T13:29:35+08:00" },
    cause: "field-misnamed",
    advice: "upload_time",
  },
];

const later = (body: Loose, changes: Loose = {}): Loose => ({
  ...body,
  upload_time: "2022-05-20T13:29:40+08:00",
  ...changes,
});

const stale = upload();
const ahead = at("2022-05-20T13:29:37Z");
const locked = upload();
const otherForm = upload();
const otherFormLater = upload();
const asked = [0, 1, 2, 3].map(() => upload()) as [Loose, Loose, Loose, Loose];
const TRANSACTION = "4200009999202205200000000001";

/** Uploads that break no rule of form, and verify calls about uploads. */
const STATE_CASES: readonly DiagnosisCase[] = [
  {
    title: "a changed upload with the time of the first",
    ...uploadedFirst(stale, { ...stale, logistics_type: 3 }),
    cause: "stale-upload-time",
    field: "upload_time",
  },
  {
    title: "a correction with the right time after an upload that was stamped Z",
    ...uploadedFirst(ahead, { ...ahead, upload_time: "2022-05-20T13:29:50+08:00" }),
    cause: "stored-time-ahead",
    advice: "+08:00",
  },
  {
    title: "a change after the order was matched",
    ...uploadedFirst(locked, later(locked, { logistics_type: 3 }), paid()),
    cause: "order-locked",
    field: "order_key",
  },
  {
    title: "an upload under the other form of a number",
    ...uploadedFirst(
      otherForm,
      later(otherForm, { order_key: { order_number_type: 2, transaction_id: TRANSACTION } }),
      paid({ transaction_id: TRANSACTION }),
    ),
    cause: "other-form-first",
    advice: "MERCHANT_TRADE_NUMBER",
  },
  { title: "an unpaid upload", body: upload(), cause: "unpaid", field: "order_key" },
  {
    title: "an upload with another openid than the payer's",
    body: upload(),
    since: paid({ payer: { openid: "oAnother" } }),
    cause: "payer-mismatch",
    field: "payer.openid",
  },
  {
    title: "an upload whose payment belongs to another app of the merchant",
    body: upload(),
    since: (w, body) => paid({ appid: w.officialAccount.appid })(w, body),
    cause: "payment-of-another-app",
    advice: "access_token",
  },
  {
    title: "a matched upload of an app that is not approved",
    body: upload(),
    since: paid(),
    cause: "not-approved",
    advice: "/confirm",
  },
  {
    title: "the later of two uploads under both forms of one number, before the payment",
    given: (w) => w.merchant.upload(otherFormLater),
    body: upload({ order_key: { order_number_type: 2, transaction_id: `${TRANSACTION}2` } }),
    since: (w) => paid({ transaction_id: `${TRANSACTION}2` })(w, otherFormLater),
    cause: "other-form-first",
    advice: "MERCHANT_TRADE_NUMBER",
  },
  {
    title: "a verify call for an order key that was never uploaded",
    path: VERIFY,
    body: askOf(upload()),
    cause: "not-uploaded",
  },
  {
    title: "a verify call for an unpaid upload",
    path: VERIFY,
    ...uploadedFirst(asked[0], askOf(asked[0])),
    cause: "unpaid",
  },
  {
    title: "a verify call with another openid",
    path: VERIFY,
    ...uploadedFirst(asked[1], { ...askOf(asked[1]), payer: { openid: "oAnother" } }, paid()),
    cause: "asked-payer-mismatch",
  },
  {
    title: "a verify call with the other form of the number",
    path: VERIFY,
    ...uploadedFirst(
      asked[2],
      {
        ...askOf(asked[2]),
        order_key: { order_number_type: 2, transaction_id: `${TRANSACTION}3` },
      },
      paid({ transaction_id: `${TRANSACTION}3` }),
    ),
    cause: "other-form-first",
    advice: "MERCHANT_TRADE_NUMBER",
  },
  {
    title: "a verify call that gets SUCCESS for an order that its buyer does not see",
    path: VERIFY,
    ...uploadedFirst(asked[3], askOf(asked[3]), paid()),
    cause: "not-approved",
  },
  {
    title: "a token that was replaced",
    given: async (w) => {
      const replaced = w.merchant.accessToken;
      await w.merchant.renewToken();
      await w.platform.admin("POST", "/clock", { advance_seconds: 301 });
      w.merchant.accessToken = replaced;
    },
    body: upload(),
    since: (w) => w.merchant.renewToken(),
    cause: "token-replaced",
    advice: "stable_token",
  },
  {
    title: "a matched upload of an app whose permission was closed later",
    body: upload(),
    since: async (w, body) => {
      await paid()(w, body);
      await w.platform.admin("PUT", `/apps/${w.merchant.appid}/permission`, { state: "closed" });
    },
    cause: "permission-closed-since",
  },
];

const SHIPPINGS = "/user-order/orders/shippings";
const COMBINED = "/user-order/combine-orders";
const COMBINED_SHIPPINGS = "/user-order/combine-orders/shippings";

const shipped = [0, 1, 2, 3, 4].map(() => upload()) as [Loose, Loose, Loose, Loose, Loose];
const combined = combinedUpload();
const combinedPaid = combinedUpload();
const delivered = (of: Loose, changes: Loose = {}) =>
  shipping({ order_key: of["order_key"], ...changes });
const combinedBefore = async (w: World) => {
  await w.merchant.call(COMBINED, combined);
  await w.platform.admin("POST", "/payments", combinedPaymentFor(combined));
};

/** Logistics and combined uploads. */
const SHIPPING_CASES: readonly DiagnosisCase[] = [
  {
    title: "an unpaid combined upload",
    path: COMBINED,
    body: combinedUpload(),
    cause: "unpaid",
    field: "order_key",
  },
  {
    title: "a combined upload, sub-orders first, of an app that is not approved",
    path: COMBINED,
    body: { sub_orders: combinedPaid["sub_orders"], ...combinedPaid },
    since: (w) => w.platform.admin("POST", "/payments", combinedPaymentFor(combinedPaid)),
    cause: "not-approved",
  },
  {
    title: "a combined upload with China's time stamped Z",
    path: COMBINED,
    body: combinedUpload({ upload_time: "2022-05-20T13:29:36Z" }),
    cause: "local-time-stamped-utc",
  },
  {
    title: "logistics without details",
    path: SHIPPINGS,
    body: shipping(),
    cause: "not-uploaded",
  },
  {
    title: "logistics before the payment",
    path: SHIPPINGS,
    ...uploadedFirst(shipped[0], delivered(shipped[0])),
    cause: "unpaid",
  },
  {
    title: "logistics of an upload with another openid than the payer's",
    path: SHIPPINGS,
    ...uploadedFirst(shipped[1], delivered(shipped[1]), paid({ payer: { openid: "oOther" } })),
    cause: "payer-mismatch",
  },
  {
    title: "logistics with another openid than the upload's",
    path: SHIPPINGS,
    ...uploadedFirst(shipped[2], delivered(shipped[2], { payer: { openid: "oOther" } }), paid()),
    cause: "shipped-payer-mismatch",
    field: "payer.openid",
  },
  {
    title: "logistics of an item that the order does not have",
    path: SHIPPINGS,
    ...uploadedFirst(
      shipped[3],
      delivered(shipped[3], {
        delivery_mode: 2,
        shipping_list: [parcel({ item_list: [{ merchant_item_id: "item-9" }] })],
      }),
      paid(),
    ),
    cause: "unknown-item",
    advice: "item-1",
  },
  {
    title: "changed logistics with the time of the first",
    path: SHIPPINGS,
    ...uploadedFirst(
      shipped[4],
      delivered(shipped[4], { upload_time: "2022-05-20T13:20:00+08:00" }),
      async (w, body) => {
        await paid()(w, body);
        const first = { upload_time: "2022-05-20T13:25:00+08:00" };
        await w.merchant.call(SHIPPINGS, delivered(body, first));
      },
    ),
    cause: "stale-upload-time",
    field: "upload_time",
  },
  {
    title: "logistics of a combined payment at the plain address",
    path: SHIPPINGS,
    given: combinedBefore,
    body: delivered(combined),
    cause: "other-shippings",
    advice: COMBINED_SHIPPINGS,
  },
  {
    title: "logistics of a sub-order that was not uploaded",
    path: COMBINED_SHIPPINGS,
    given: combinedBefore,
    body: {
      order_key: combined["order_key"],
      sub_orders: [{ order_key: key(), delivery_mode: 1, shipping_list: [parcel()] }],
      upload_time: "2022-05-20T13:40:00+08:00",
    },
    cause: "unknown-sub-order",
  },
  {
    title: "shopping details at the address of logistics",
    path: SHIPPINGS,
    body: upload(),
    cause: "details-body",
    advice: "/user-order/orders",
  },
  {
    title: "a misspelt delivery_mode",
    path: SHIPPINGS,
    body: shipping({ delivery_mode: "UNIFIED" }),
    cause: "enum-name-unknown",
    advice: "UNIFIED_DELIVERY",
  },
  {
    title: "the sibling product's name for the carrier",
    path: SHIPPINGS,
    body: shipping({ shipping_list: [{ tracking_no: "ZT1", delivery_id: "ZTO" }] }),
    cause: "field-misnamed",
    advice: "express_company",
  },
  {
    title: "a wrong method at an address that only clients use",
    method: "GET",
    path: "/cgi-bin/component/api_get_authorizer_option",
    cause: "wrong-method",
    advice: "POST",
  },
];

/** A call after an upload and after `then`. */
function uploadedFirst(
  first: Loose,
  body: Loose,
  then: (world: World, body: Loose) => Promise<unknown> = () => Promise.resolve(),
): Pick<DiagnosisCase, "body" | "given"> {
  return {
    body,
    given: async (world) => {
      await uploaded(world, first);
      await then(world, first);
    },
  };
}

export const DIAGNOSIS_CASES: readonly DiagnosisCase[] = [
  ...TRANSPORT_CASES,
  ...BODY_CASES,
  ...KEY_CASES,
  ...DETAIL_CASES,
  ...TIME_CASES,
  ...SHIPPING_CASES,
  ...STATE_CASES,
];
