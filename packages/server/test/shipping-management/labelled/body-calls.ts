import { object, PAID, PICK_UP, upload } from "./calls.js";
import { asForm, inGbk, written } from "./client-shapes.js";
import type { LabelledCall } from "./labelled-call.js";

const MALFORMED = {
  steps: PAID,
  operation: "secUploadShippingInfo",
  errcode: 47001,
} as const;

const OBJECT = object("hand-written");
const [PARCEL] = OBJECT["shipping_list"] as Record<string, unknown>[];

/** Bodies that are refused before any payment is looked for. */
export const BODY_CALLS: readonly LabelledCall[] = [
  {
    ...MALFORMED,
    id: "a list that array_filter left with gaps",
    shape: "EasyWeChat",
    body: upload("EasyWeChat", {}, { shipping_list: { "1": PARCEL } }),
    cause: "list_is_object",
  },
  {
    ...MALFORMED,
    id: "the only parcel without its list",
    shape: "hand-written",
    body: upload("hand-written", {}, { shipping_list: PARCEL }),
    cause: "list_is_object",
  },
  {
    ...MALFORMED,
    id: "an empty PHP list of sub-orders as an object",
    shape: "EasyWeChat",
    operation: "secUploadCombinedShippingInfo",
    body: written("EasyWeChat", {
      order_key: OBJECT["order_key"],
      sub_orders: { "0": { order_key: OBJECT["order_key"] }, "2": {} },
      upload_time: OBJECT["upload_time"],
      payer: OBJECT["payer"],
    }),
    cause: "list_is_object",
  },
  {
    ...MALFORMED,
    id: "the members as Java names them",
    shape: "Jackson",
    body: written("Jackson", {
      orderKey: { orderNumberType: 2, transactionId: "4200009901202611201000000001" },
      logisticsType: 1,
      deliveryMode: 1,
      isAllDelivered: null,
      shippingList: [
        { trackingNo: "ZTO000000000011", expressCompany: "ZTO", itemDesc: "雨伞*1", contact: null },
      ],
      uploadTime: "2026-11-20T10:59:30+08:00",
      payer: { openid: "oDingdanBuyer0000000000000001" },
    }),
    cause: "camel_case",
  },
  {
    ...MALFORMED,
    id: "one member in camel case, within the list",
    shape: "hand-written",
    body: upload(
      "hand-written",
      {},
      { shipping_list: [{ itemDesc: "雨伞*1" }], logistics_type: 4 },
    ),
    cause: "camel_case",
  },
  {
    ...MALFORMED,
    id: "ietm_desc",
    shape: "EasyWeChat",
    body: upload(
      "EasyWeChat",
      {},
      { shipping_list: [{ ...PARCEL, item_desc: undefined, ietm_desc: "雨伞*1" }] },
    ),
    cause: "misspelt_member",
  },
  {
    ...MALFORMED,
    id: "logistic_type",
    shape: "Python",
    body: upload("Python", {}, { logistics_type: undefined, logistic_type: 1 }),
    cause: "misspelt_member",
  },
  {
    ...MALFORMED,
    id: "a shop whose pages are GBK",
    shape: "hand-written",
    body: inGbk({ ...OBJECT, shipping_list: [{ ...PARCEL, item_desc: "@*1" }] }),
    cause: "not_utf8",
  },
  {
    ...MALFORMED,
    id: "String.getBytes() on a Chinese Windows",
    shape: "Jackson",
    body: inGbk(object("Jackson", { ...PICK_UP, parcels: [{ itemDesc: "@" }] })),
    cause: "not_utf8",
  },
  {
    ...MALFORMED,
    id: "logistics_type 5",
    shape: "silenceper",
    body: upload("silenceper", { logisticsType: 5 }),
    cause: "enum_unknown",
  },
  {
    ...MALFORMED,
    id: "delivery_mode 3",
    shape: "WxJava",
    body: upload("WxJava", { deliveryMode: 3 }),
    cause: "enum_unknown",
  },
  {
    ...MALFORMED,
    id: "a name that the enum does not have",
    shape: "hand-written",
    body: upload("hand-written", { deliveryMode: "UNIFIED" }),
    cause: "enum_unknown",
  },
  {
    ...MALFORMED,
    id: "order_number_type 3",
    shape: "SKIT",
    body: upload("SKIT", { numberType: 3 }),
    cause: "enum_unknown",
  },
  {
    ...MALFORMED,
    id: "a form post",
    shape: "Python",
    body: asForm({
      order_key: "{'order_number_type': 2}",
      logistics_type: "1",
      upload_time: "2026-11-20T10:59:30+08:00",
    }),
    cause: "not_json",
  },
  {
    ...MALFORMED,
    id: "the text of a Python dict",
    shape: "Python",
    body: { content: "{'order_key': {'order_number_type': 2}, 'logistics_type': 1}" },
    cause: "not_json",
  },
  {
    ...MALFORMED,
    id: "split delivery for goods that are picked up",
    shape: "EasyWeChat",
    body: upload("EasyWeChat", { ...PICK_UP, deliveryMode: 2, isAllDelivered: true }),
    errcode: 10060006,
    cause: "split_for_pick_up",
  },
  {
    ...MALFORMED,
    id: "split delivery for a virtual good, all empties",
    shape: "silenceper",
    body: upload("silenceper", { ...PICK_UP, logisticsType: 3, deliveryMode: 2 }),
    errcode: 10060006,
    cause: "split_for_pick_up",
  },
  {
    ...MALFORMED,
    id: "an entry for each of two goods that are picked up",
    shape: "WxJava",
    body: upload("WxJava", {
      ...PICK_UP,
      parcels: [{ itemDesc: "雨伞*1" }, { itemDesc: "雨靴*1" }],
    }),
    errcode: 268485228,
    cause: "two_goods_two_entries",
  },
  {
    ...MALFORMED,
    id: "an entry for each of two goods in one parcel",
    shape: "SKIT",
    body: upload("SKIT", {
      parcels: [
        { trackingNo: "ZTO000000000011", company: "ZTO", itemDesc: "雨伞*1" },
        { trackingNo: "ZTO000000000011", company: "ZTO", itemDesc: "雨靴*1" },
      ],
    }),
    errcode: 268485228,
    cause: "two_goods_two_entries",
  },
  {
    ...MALFORMED,
    id: "split delivery without is_all_delivered",
    shape: "WxJava",
    body: upload("WxJava", { deliveryMode: 2 }),
    errcode: 10060007,
    cause: "is_all_delivered_forgotten",
  },
  {
    ...MALFORMED,
    id: "split delivery with is_all_delivered null",
    shape: "Jackson",
    body: upload("Jackson", { deliveryMode: "SPLIT_DELIVERY" }),
    errcode: 10060007,
    cause: "is_all_delivered_forgotten",
  },
  {
    ...MALFORMED,
    id: "SF without a contact",
    shape: "WxJava",
    body: upload("WxJava", {
      parcels: [{ trackingNo: "SF0000000000011", company: "SF", itemDesc: "雨伞*1" }],
    }),
    errcode: 10060014,
    cause: "sf_contact_missing",
  },
  {
    ...MALFORMED,
    id: "SF with an empty contact",
    shape: "silenceper",
    body: upload("silenceper", {
      parcels: [{ trackingNo: "SF0000000000011", company: "SF", itemDesc: "雨伞*1" }],
    }),
    errcode: 10060014,
    cause: "sf_contact_missing",
  },
  {
    ...MALFORMED,
    id: "a phone whose last digits are masked",
    shape: "EasyWeChat",
    body: sfTo("EasyWeChat", "1381234****"),
    errcode: 10060014,
    cause: "mask_hides_last_four",
  },
  {
    ...MALFORMED,
    id: "a phone of which only the first and the last digit are left",
    shape: "SKIT",
    body: sfTo("SKIT", "1*********4"),
    errcode: 10060014,
    cause: "mask_hides_last_four",
  },
];

function sfTo(shape: "EasyWeChat" | "SKIT", receiver: string) {
  const itemDesc = "雨伞*1";
  return upload(shape, {
    parcels: [{ trackingNo: "SF0000000000011", company: "SF", itemDesc, receiver }],
  });
}
