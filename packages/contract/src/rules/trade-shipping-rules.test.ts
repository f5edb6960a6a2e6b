import { describe, expect, test } from "vitest";
import { errorNamed } from "../error-catalogue.js";
import { EXAMPLE_COMBINED_TRADE_UPLOAD, EXAMPLE_TRADE_UPLOAD } from "../examples.js";
import {
  secUploadCombinedShippingInfo,
  secUploadShippingInfo,
} from "../operations/sec-upload-shipping-info.js";
import { parseCombinedTradeUpload, parseTradeUpload } from "../trade-shipping.js";
import { allViolations, firstViolation } from "./judge.js";
import type { Unchecked } from "./limits.js";
import { messageOf } from "./violation.js";

type Loose = Record<string, unknown>;

const answer = (body: Unchecked) =>
  firstViolation(secUploadShippingInfo, body, {})?.error.name ?? null;
const combinedAnswer = (body: Unchecked) =>
  firstViolation(secUploadCombinedShippingInfo, body, {})?.error.name ?? null;

/** The example with other members. */
const upload = (members: Loose = {}): Loose => ({ ...EXAMPLE_TRADE_UPLOAD, ...members });
const PARCEL = { tracking_no: "ZTO1", express_company: "ZTO", item_desc: "雨伞*1" };
const withParcel = (members: Loose) => upload({ shipping_list: [{ ...PARCEL, ...members }] });
const split = (members: Loose = {}) =>
  upload({ delivery_mode: 2, is_all_delivered: true, shipping_list: [PARCEL], ...members });
const MERCHANT_KEY = { order_number_type: 1, mchid: "1900000109", out_trade_no: "DD-1" };
const at = (upload_time: unknown) => answer(upload({ upload_time }));

describe("an upload is judged by its structure first, whatever its values mean", () => {
  test.each<[string, Loose, string]>([
    ["no order_key", upload({ order_key: null }), "order_key"],
    ["an order_key that is a text", upload({ order_key: "42" }), "order_key"],
    ["a key without a form", upload({ order_key: { mchid: "1" } }), "order_key.order_number_type"],
    [
      "an unknown form",
      upload({ order_key: { order_number_type: 3 } }),
      "order_key.order_number_type",
    ],
    [
      "a number for a text",
      upload({ order_key: { order_number_type: 2, transaction_id: 42 } }),
      "order_key.transaction_id",
    ],
    ["an unknown logistics_type", upload({ logistics_type: 5 }), "logistics_type"],
    ["an empty logistics_type", upload({ logistics_type: "" }), "logistics_type"],
    ["an unknown delivery_mode", upload({ delivery_mode: "SPLIT" }), "delivery_mode"],
    ["a text for a boolean", split({ is_all_delivered: "true" }), "is_all_delivered"],
    ["a list that is an object", upload({ shipping_list: PARCEL }), "shipping_list"],
    ["no list", upload({ shipping_list: null }), "shipping_list"],
    ["a parcel that is a text", upload({ shipping_list: ["SF1"] }), "shipping_list[0]"],
    [
      "a misspelt item_desc",
      upload({ shipping_list: [{ tracking_no: "1", express_company: "SF", ietm_desc: "a" }] }),
      "shipping_list[0].item_desc",
    ],
    [
      "a tracking_no that is a number",
      withParcel({ tracking_no: 1 }),
      "shipping_list[0].tracking_no",
    ],
    ["a contact that is a text", withParcel({ contact: "139" }), "shipping_list[0].contact"],
    ["no upload_time", upload({ upload_time: null }), "upload_time"],
    ["an upload_time in seconds", upload({ upload_time: 1795159800 }), "upload_time"],
    ["no payer", upload({ payer: undefined }), "payer"],
    ["no openid", upload({ payer: {} }), "payer.openid"],
  ])("%s", (_, body, path) => {
    const violation = firstViolation(secUploadShippingInfo, body, {});
    expect(violation?.error.name).toBe("DATA_FORMAT_ERROR");
    expect(violation?.path).toBe(path);
    // WeChat's text names nothing; the path is for dry-runs.
    expect(violation && messageOf(violation, "zh")).toBe("data format error");
  });

  test("a camelCase body lacks every member", () => {
    const found = allViolations(secUploadShippingInfo, { orderKey: {}, logisticsType: 1 });
    expect(found.map(({ path }) => path)).toEqual([
      "order_key",
      "logistics_type",
      "delivery_mode",
      "shipping_list",
      "upload_time",
      "payer",
    ]);
  });
});

test("an upload that is broken everywhere is refused for one fault after another, in order", () => {
  const body: Loose = {
    order_key: { order_number_type: 0 },
    logistics_type: 0,
    delivery_mode: 0,
    shipping_list: {},
    upload_time: "yesterday",
    payer: { openid: "" },
  };
  const key = body["order_key"] as Loose;
  const parcel: Loose = {
    tracking_no: "",
    express_company: "",
    item_desc: "",
    contact: { receiver_contact: "13900000001" },
  };
  const long = "x".repeat(129);
  const other = { ...PARCEL, express_company: "" };
  const steps: readonly [string | null, () => unknown][] = [
    ["DATA_FORMAT_ERROR", () => (body["shipping_list"] = Array.from({ length: 16 }, () => other))],
    ["TRADE_ORDER_NUMBER_TYPE_INVALID", () => (key["order_number_type"] = 1)],
    ["TRADE_MCHID_EMPTY", () => (key["mchid"] = "1900000109")],
    ["TRADE_OUT_TRADE_NO_EMPTY", () => (key["out_trade_no"] = "DD-1")],
    ["TRADE_LOGISTICS_TYPE_INVALID", () => (body["logistics_type"] = 4)],
    ["TRADE_DELIVERY_MODE_INVALID", () => (body["delivery_mode"] = 2)],
    ["TRADE_SPLIT_NOT_COURIER", () => (body["logistics_type"] = 1)],
    ["TRADE_ALL_DELIVERED_MISSING", () => (body["delivery_mode"] = 1)],
    [
      "TRADE_UNIFIED_NOT_ONE_PARCEL",
      () => Object.assign(body, { delivery_mode: 2, is_all_delivered: false }),
    ],
    ["TRADE_SHIPPING_LIST_TOO_LONG", () => (body["shipping_list"] = [parcel, other])],
    ["TRADE_TRACKING_NO_EMPTY", () => (parcel["tracking_no"] = long)],
    ["TRADE_EXPRESS_COMPANY_EMPTY", () => (parcel["express_company"] = long)],
    ["TRADE_TRACKING_NO_TOO_LONG", () => (parcel["tracking_no"] = "SF1")],
    ["TRADE_EXPRESS_COMPANY_TOO_LONG", () => (parcel["express_company"] = "SF")],
    ["TRADE_ITEM_DESC_EMPTY", () => (parcel["item_desc"] = "伞".repeat(121))],
    ["TRADE_ITEM_DESC_TOO_LONG", () => (parcel["item_desc"] = "伞".repeat(120))],
    ["TRADE_PARAMETER_ERROR", () => (parcel["contact"] = { receiver_contact: "139****0001" })],
    // The second entry is judged after the whole first one.
    ["TRADE_EXPRESS_COMPANY_EMPTY", () => (body["shipping_list"] = [])],
    ["TRADE_PARAMETER_ERROR", () => (body["shipping_list"] = [parcel])],
    ["TRADE_PARAMETER_ERROR", () => (body["payer"] = { openid: "oBuyer" })],
    ["TRADE_UPLOAD_TIME_INVALID", () => (body["upload_time"] = "2026-11-20T15:30:00Z")],
    [null, () => undefined],
  ];
  for (const [expected, repair] of steps) {
    expect(answer(body)).toBe(expected);
    repair();
  }
});

test("form 2 needs a transaction_id, and the other form's members are ignored", () => {
  const key = { order_number_type: 2, mchid: 1900000109, out_trade_no: {} };
  expect(answer(upload({ order_key: key }))).toBe("TRADE_TRANSACTION_ID_EMPTY");
  expect(answer(upload({ order_key: { ...key, transaction_id: "420000" } }))).toBeNull();
  expect(answer(upload({ order_key: { ...MERCHANT_KEY, transaction_id: null } }))).toBeNull();
});

test("only a courier's parcel needs a number and a carrier, and only SF's a contact", () => {
  const bare = { tracking_no: "", express_company: null };
  for (const type of [2, 3, 4]) {
    expect(answer({ ...withParcel(bare), logistics_type: type })).toBeNull();
  }
  expect(answer(withParcel(bare))).toBe("TRADE_TRACKING_NO_EMPTY");
  expect(answer(withParcel({ express_company: "SF" }))).toBe("TRADE_PARAMETER_ERROR");
  expect(answer({ ...withParcel({ express_company: "SF" }), logistics_type: 2 })).toBeNull();
});

test.each(["189****1234", "021-****1234", "****1234", "0**2-******23-10", "+86-139****0002"])(
  "SF takes the mask %s",
  (number) => {
    const contact = { consignor_contact: number };
    expect(answer(withParcel({ express_company: "SF", contact }))).toBeNull();
  },
);

test.each(["13900000001", "1390000****", "139****", "139****12"])(
  "SF refuses %s and names the place; another carrier takes it",
  (number) => {
    const contact = { consignor_contact: "", receiver_contact: number };
    const [violation] = allViolations(
      secUploadShippingInfo,
      withParcel({ express_company: "SF", contact }),
    );
    expect(violation && messageOf(violation, "zh")).toBe(
      "参数错误: shipping_list[0].contact.receiver_contact 须以 * 打码并保留末四位数字，例如 189****1234",
    );
    expect(answer(withParcel({ contact }))).toBeNull();
  },
);

test("texts that nothing can store are refused by their place, not passed on", () => {
  const [nul, half] = ["a\u0000b", "\ud83c"];
  const places: [Loose, string][] = [
    [upload({ order_key: { ...MERCHANT_KEY, out_trade_no: nul } }), "order_key.out_trade_no"],
    [withParcel({ tracking_no: half }), "shipping_list[0].tracking_no"],
    [withParcel({ item_desc: nul }), "shipping_list[0].item_desc"],
    [upload({ payer: { openid: nul } }), "payer.openid"],
    [upload({ payer: { openid: "o".repeat(129) } }), "payer.openid"],
  ];
  for (const [body, path] of places) {
    expect(allViolations(secUploadShippingInfo, body)).toMatchObject([
      { error: { name: "TRADE_PARAMETER_ERROR" }, path },
    ]);
  }
  expect(answer(withParcel({ item_desc: "雨伞\n雨靴" }))).toBeNull();
});

test("an upload_time needs RFC 3339; +0800 and up to nine digits of a fraction pass", () => {
  for (const time of [
    "2026-11-20T15:30:00+08:00",
    "2026-11-20T15:30:00.123456789+08:00",
    "2026-11-20T07:30:00Z",
    "2026-11-20T15:30:00+0800",
  ]) {
    expect(at(time), time).toBeNull();
  }
  for (const time of [
    "",
    "2026-11-20T15:30:00 08:00",
    "2026-11-20 15:30:00+08:00",
    "2026-11-20T15:30:00",
    "2026-02-30T15:30:00+08:00",
    "2026-11-20T15:30:00.1234567890+08:00",
    "1795159800",
  ]) {
    expect(at(time), time).toBe("TRADE_UPLOAD_TIME_INVALID");
  }
});

test("the shape that WeChat's clients send is accepted and read: nulls, empties, names, digits in texts", () => {
  const body = {
    order_key: {
      order_number_type: "2",
      transaction_id: "4200009901202611201000000003",
      mchid: null,
      out_trade_no: "",
    },
    logistics_type: "SELF_PICKUP",
    delivery_mode: "UNIFIED_DELIVERY",
    is_all_delivered: null,
    shipping_list: [
      {
        tracking_no: "",
        express_company: null,
        item_desc: "🍌香蕉*3斤",
        contact: { consignor_contact: "", receiver_contact: "" },
      },
    ],
    upload_time: "2026-11-20T10:05:00.123456789+0800",
    payer: { openid: "oDingdanBuyer0000000000000003" },
    extra: 1,
  };
  expect(answer(body)).toBeNull();
  expect(parseTradeUpload(body)).toEqual({
    combined_key: null,
    deliveries: [
      {
        order_key: { kind: "transaction", transaction_id: "4200009901202611201000000003" },
        logistics_type: 4,
        delivery_mode: 1,
        is_all_delivered: true,
        shipping_list: [
          { tracking_no: "", express_company: "", item_desc: "🍌香蕉*3斤", contact: null },
        ],
        path: "",
      },
    ],
    upload_time: "2026-11-20T10:05:00.123456789+08:00",
    openid: "oDingdanBuyer0000000000000003",
  });
});

test("a description has 120 characters, however many bytes or UTF-16 units they take", () => {
  expect(answer(withParcel({ item_desc: "🍌".repeat(120) }))).toBeNull();
  expect(answer(withParcel({ item_desc: "🍌".repeat(121) }))).toBe("TRADE_ITEM_DESC_TOO_LONG");
});

describe("a combined upload", () => {
  const { sub_orders: SUB_ORDERS } = EXAMPLE_COMBINED_TRADE_UPLOAD;
  const [first, second] = SUB_ORDERS;
  const combined = (sub_orders: unknown): Loose => ({
    ...EXAMPLE_COMBINED_TRADE_UPLOAD,
    sub_orders,
  });

  test("is accepted and read with the place of each sub-order", () => {
    expect(combinedAnswer(EXAMPLE_COMBINED_TRADE_UPLOAD)).toBeNull();
    const { combined_key, deliveries } = parseCombinedTradeUpload(EXAMPLE_COMBINED_TRADE_UPLOAD);
    expect(combined_key).toEqual({
      kind: "merchant",
      mchid: "1900000109",
      out_trade_no: "DD-20261120-0004",
    });
    expect(deliveries.map(({ path, is_all_delivered: isAll }) => [path, isAll])).toEqual([
      ["sub_orders[0].", true],
      ["sub_orders[1].", true],
    ]);
  });

  test.each<[string, unknown, string, string]>([
    ["no sub-orders", null, "DATA_FORMAT_ERROR", "sub_orders"],
    ["an empty list", [], "TRADE_PARAMETER_ERROR", "sub_orders"],
    [
      "a sub-order without its list",
      [{ ...first, shipping_list: undefined }],
      "DATA_FORMAT_ERROR",
      "sub_orders[0].shipping_list",
    ],
    [
      "another form than the main order's",
      [{ ...first, order_key: { order_number_type: 2, transaction_id: "42" } }],
      "TRADE_SUB_ORDER_NUMBER_TYPE_DIFFERS",
      "sub_orders[0].order_key.order_number_type",
    ],
    ["a repeated sub-order", [first, first], "TRADE_SUB_ORDER_REPEATED", "sub_orders[1].order_key"],
    [
      "a sub-order with a bad key",
      [first, { ...second, order_key: { ...second.order_key, mchid: "" } }],
      "TRADE_MCHID_EMPTY",
      "sub_orders[1].order_key.mchid",
    ],
    [
      "two faults, of which the first sub-order's decides",
      [
        { ...first, is_all_delivered: null },
        { ...second, logistics_type: 0 },
      ],
      "TRADE_ALL_DELIVERED_MISSING",
      "sub_orders[0].is_all_delivered",
    ],
  ])("%s", (_, subOrders, name, path) => {
    const violation = firstViolation(secUploadCombinedShippingInfo, combined(subOrders), {});
    expect(violation).toMatchObject({ error: errorNamed(name as never), path });
  });
});
