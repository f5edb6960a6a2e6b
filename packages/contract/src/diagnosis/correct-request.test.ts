import { describe, expect, test } from "vitest";
import { EXAMPLE_APPID, EXAMPLE_TRADE_UPLOAD, EXAMPLE_UPLOAD } from "../examples.js";
import type { OperationKey } from "../operations/index.js";
import { correctableIds, correctRequest } from "./correct-request.js";
import type { CorrectableId } from "./corrections.js";
import { valueAt } from "./json-path.js";
import { placeAt } from "./place.js";

const nowMs = Date.parse("2022-05-20T13:29:35.120+08:00");
const context = {
  appid: EXAMPLE_APPID,
  kind: "mini_program",
  mchids: ["1900000109"],
  itemLinks: "required",
  isUploadStrict: true,
} as const;

type Loose = Record<string, unknown>;
const ITEM = "order_list[0].item_list[0]";
const LINK = "order_list[0].order_detail_jump_link";
const PICTURE = `${ITEM}.image_url[0]`;
const wanted = "2022-05-20T13:29:35.120+08:00";

/** The example with other values at some places; undefined removes the member. */
function example(changes: Loose, body: unknown = EXAMPLE_UPLOAD): Loose {
  const changed = structuredClone(body) as Loose;
  for (const [path, value] of Object.entries(changes)) {
    const { owner, name, set } = placeAt(changed, path);
    if (value === undefined && owner !== null) delete owner[name];
    else set(value);
  }
  return changed;
}

interface Case {
  readonly operation?: OperationKey;
  /** The request, or its text. */
  readonly sent: unknown;
  /** Members of the corrected request. */
  readonly members: Loose;
  /** The member of which the platform states the cause. */
  readonly stated?: string;
}

const time = (sent: unknown, to = "2022-05-20T13:29:35+08:00"): Case => ({
  sent: example({ upload_time: sent }),
  members: { upload_time: to },
});
const set = (path: string, sent: unknown, to: unknown): Case => ({
  sent: example({ [path]: sent }),
  members: { [path]: to },
});

const whole = JSON.stringify(EXAMPLE_UPLOAD);
const key = { mchid: "1900000109", out_trade_no: "DD1" };

const CASES: Readonly<Record<CorrectableId, Case>> = {
  "mch-id": {
    sent: example({ order_key: { order_number_type: 1, mch_id: "1900000109", out_trade_no: "A" } }),
    members: { order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: "A" } },
  },
  "field-misnamed": {
    sent: example({ order_key: undefined, orderKey: { order_number_type: 1, ...key } }),
    members: { order_key: { order_number_type: 1, ...key }, orderKey: undefined },
  },
  "order-key-flattened": {
    sent: example({ order_key: undefined, order_number_type: 1, ...key }),
    members: { order_key: { order_number_type: 1, ...key }, mchid: undefined },
  },
  "openid-at-top-level": {
    sent: example({ payer: undefined, openid: "o-1" }),
    members: { "payer.openid": "o-1", openid: undefined },
  },
  "payer-as-text": set("payer", "o-1", { openid: "o-1" }),
  "blank-around-value": set("order_key.mchid", "1900000109 ", "1900000109"),
  "blank-around-link": set(PICTURE, " https://a.example/b.png\n", "https://a.example/b.png"),
  "other-form": set(
    "order_key",
    { order_number_type: 2, ...key },
    { order_number_type: 1, ...key },
  ),
  "enum-name-unknown": set("logistics_type", "VIRTUAL", "VIRTUAL_GOODS"),
  "link-type-swapped": {
    sent: example({ [LINK]: { type: 1, appid: EXAMPLE_APPID, path: "pages/a" } }),
    members: { [`${LINK}.type`]: 2 },
  },
  "mchid-not-bound": set("order_key.mchid", "1900000110", "1900000109"),
  "link-of-another-app": {
    sent: example({ [`${LINK}.appid`]: "wx0000000000000001" }),
    members: { [`${LINK}.appid`]: EXAMPLE_APPID },
  },
  "appid-missing": {
    operation: "secIsTradeManaged",
    sent: {},
    members: { appid: EXAMPLE_APPID },
  },
  "number-for-string": set(`${ITEM}.merchant_item_id`, 42, "42"),
  "json-in-string": set(
    "order_list",
    JSON.stringify(EXAMPLE_UPLOAD.order_list),
    EXAMPLE_UPLOAD.order_list,
  ),
  "object-for-list": set("order_list", EXAMPLE_UPLOAD.order_list[0], [
    EXAMPLE_UPLOAD.order_list[0],
  ]),
  "numbered-object": set(
    "order_list",
    { 0: EXAMPLE_UPLOAD.order_list[0] },
    EXAMPLE_UPLOAD.order_list,
  ),
  "list-for-object": set("payer", [{ openid: "o-1" }], { openid: "o-1" }),
  "list-for-string": set(`${ITEM}.name`, ["iPhone"], "iPhone"),
  "boolean-as-text": {
    operation: "secUploadShippingInfo",
    sent: example({ delivery_mode: 2, is_all_delivered: " True" }, EXAMPLE_TRADE_UPLOAD),
    members: { is_all_delivered: true },
  },
  "link-without-scheme": set(PICTURE, "//a.example/b.png", "https://a.example/b.png"),
  "link-scheme-case": set(PICTURE, "HTTPS://a.example/B.png", "https://a.example/B.png"),
  "page-path-as-url": {
    sent: example({ [LINK]: { type: 1, url: "/pages/order?id=1" } }),
    members: { [LINK]: { type: 2, appid: EXAMPLE_APPID, path: "/pages/order?id=1" } },
  },
  "price-in-yuan": set(`${ITEM}.unit_price`, 19.9, 1990),
  "price-not-rounded": set(`${ITEM}.unit_price`, 1989.9999999999998, 1990),
  "price-as-text": set(`${ITEM}.unit_price`, "1990", 1990),
  "quantity-as-text": set(`${ITEM}.quantity`, "2", 2),
  "plus-lost": time("2022-05-20T13:29:35 08:00"),
  "offset-without-colon": time("2022-05-20T13:29:35+0800"),
  "offset-missing": time("2022-05-20T13:29:35"),
  "blank-in-time": time("2022-05-20 13:29:35+08:00"),
  "seconds-missing": time("2022-05-20T13:29+08:00", "2022-05-20T13:29:00+08:00"),
  "comma-fraction": time("2022-05-20T13:29:35,120+08:00", wanted),
  "zone-in-brackets": time("2022-05-20T13:29:35+08:00[Asia/Shanghai]"),
  "zone-name": time("2022-05-20T13:29:35 CST"),
  "date-form": time("2022/05/20T13:29:35+08:00"),
  "compact-time": time("20220520T132935+08:00"),
  "chinese-date": time("2022年5月20日 13:29:35"),
  "date-text": time("Fri May 20 13:29:35 CST 2022"),
  "time-as-list": time([2022, 5, 20, 13, 29, 35]),
  "unix-time": time(1653024575, "2022-05-20T13:29:35+08:00"),
  "local-time-stamped-utc": {
    ...time("2022-05-20T13:29:35Z", "2022-05-20T13:29:35+08:00"),
    stated: "upload_time",
  },
  "utc-time-stamped-local": {
    ...time("2022-05-20T05:29:35+08:00", "2022-05-20T05:29:35Z"),
    stated: "upload_time",
  },
  milliseconds: {
    operation: "secOpSpecialOrder",
    sent: { order_id: "A", type: 1, delay_to: 1_653_024_575_000 },
    members: { delay_to: 1_653_024_575 },
    stated: "delay_to",
  },
  "stale-upload-time": { ...time("2022-05-19T00:00:00+08:00", wanted), stated: "upload_time" },
  "trade-not-newer": { ...time("2022-05-19T00:00:00+08:00", wanted), stated: "upload_time" },
  "clock-ahead": { ...time("2022-05-21T00:00:00+08:00", wanted), stated: "upload_time" },
  "entry-for-each-good": {
    operation: "secUploadShippingInfo",
    sent: example(
      {
        delivery_mode: 1,
        shipping_list: [
          { tracking_no: "1", express_company: "ZTO", item_desc: "伞" },
          { tracking_no: "1", express_company: "ZTO", item_desc: "靴" },
        ],
      },
      EXAMPLE_TRADE_UPLOAD,
    ),
    members: {
      shipping_list: [{ tracking_no: "1", express_company: "ZTO", item_desc: "伞；靴" }],
    },
  },
  "member-refused": {
    operation: "secUploadShippingInfo",
    sent: example({ remark: "thanks" }, EXAMPLE_TRADE_UPLOAD),
    members: { remark: undefined },
  },
  "list-for-body": { sent: `[${whole}]`, members: { payer: EXAMPLE_UPLOAD.payer } },
  "json-trailing-comma": {
    sent: `${whole.slice(0, -1)}, "note": ",}" , }`,
    members: { payer: EXAMPLE_UPLOAD.payer, note: ",}" },
  },
  "form-body": {
    sent: `${encodeURIComponent(whole)}=`,
    members: { payer: EXAMPLE_UPLOAD.payer },
  },
};

test("every cause that a program can correct has a case", () => {
  expect(Object.keys(CASES).toSorted()).toEqual(correctableIds().toSorted());
});

describe("a request is corrected", () => {
  test.each(Object.entries(CASES))("%s", (id, { operation, sent, members, stated }) => {
    const bodyText = typeof sent === "string" ? sent : JSON.stringify(sent);
    const facts = { context, nowMs, ...(stated ? { stated: [{ id, path: stated }] } : {}) };
    const corrected = correctRequest(operation ?? "uploadShoppingInfo", bodyText, facts);
    const body: unknown = JSON.parse(corrected?.bodyText ?? "null");
    for (const [path, value] of Object.entries(members)) {
      expect(valueAt(body, path), path).toEqual(value);
    }
    expect(corrected?.leftCount).toBe(0);
  });
});

test("several faults are corrected at once, and what needs a person is counted", () => {
  const sent = example({
    logistics_type: "VIRTUAL",
    upload_time: "2022-05-20 13:29:35",
    [`${ITEM}.unit_price`]: "19.90",
    [`${ITEM}.name`]: "",
  });
  const corrected = correctRequest("uploadShoppingInfo", JSON.stringify(sent), { context, nowMs });
  expect(corrected?.leftCount).toBe(1);
  const body: unknown = JSON.parse(corrected?.bodyText ?? "");
  expect(valueAt(body, "logistics_type")).toBe("VIRTUAL_GOODS");
  expect(valueAt(body, "upload_time")).toBe("2022-05-20T13:29:35+08:00");
  expect(valueAt(body, `${ITEM}.unit_price`)).toBe(1990);
});

test.each([
  ["a valid request", EXAMPLE_UPLOAD],
  ["a missing name", example({ [`${ITEM}.name`]: "" })],
  ["a number that has lost digits", example({ [`${ITEM}.merchant_item_id`]: 4.2e27 })],
  ["a truncated body", whole.slice(0, -10)],
  ["a form of fields", "a=1&b=2"],
])("%s is not corrected", (_, sent) => {
  const bodyText = typeof sent === "string" ? sent : JSON.stringify(sent);
  expect(correctRequest("uploadShoppingInfo", bodyText, { context, nowMs })).toBeNull();
});

test("an app with several merchant numbers is not given one of them", () => {
  const sent = JSON.stringify(example({ "order_key.mchid": "1900000110" }));
  const several = { ...context, mchids: ["1900000109", "1900000111"] };
  expect(correctRequest("uploadShoppingInfo", sent, { context: several, nowMs })).toBeNull();
});

test("a call with another app's token keeps its merchant number: the token is wrong", () => {
  const other = "wx0000000000000001";
  const sent = JSON.stringify(EXAMPLE_UPLOAD)
    .replaceAll(EXAMPLE_APPID, other)
    .replaceAll("1900000109", "1900000110");
  const corrected = correctRequest("uploadShoppingInfo", sent, { context, nowMs });
  expect(corrected?.bodyText ?? sent).toContain("1900000110");
});
