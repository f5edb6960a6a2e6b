import { APPID, PAID, PICK_UP, settings, upload } from "./calls.js";
import { type ClientShape, written } from "./client-shapes.js";
import type { LabelledCall } from "./labelled-call.js";

const ACCEPTED = { steps: PAID, operation: "secUploadShippingInfo", errcode: 0 } as const;
const NOT_ADMITTED = [settings({ admitted: false }), ...PAID];

/** Mistakes that get no error, or one that says nothing of the body or of the payment. */
export const QUIET_CALLS: readonly LabelledCall[] = [
  {
    ...ACCEPTED,
    id: "a carrier by its Chinese name",
    shape: "EasyWeChat",
    body: carriedBy("EasyWeChat", "顺丰速运"),
    cause: "carrier_by_name",
  },
  {
    ...ACCEPTED,
    id: "a carrier by its short Chinese name",
    shape: "WxJava",
    body: carriedBy("WxJava", "中通"),
    cause: "carrier_by_name",
  },
  {
    ...ACCEPTED,
    id: "a carrier's id in lower case",
    shape: "silenceper",
    body: carriedBy("silenceper", "zto"),
    cause: "carrier_id_cleaned",
  },
  {
    ...ACCEPTED,
    id: "a carrier's id without its brackets: (AU)",
    shape: "hand-written",
    body: carriedBy("hand-written", "AU"),
    cause: "carrier_id_cleaned",
  },
  {
    ...ACCEPTED,
    id: "a description that was escaped twice",
    shape: "EasyWeChat",
    body: upload("EasyWeChat", { ...PICK_UP, parcels: [{ itemDesc: "\\u5c0f\\u96e8\\u4f1e*1" }] }),
    cause: "escaped_twice",
  },
  {
    ...ACCEPTED,
    id: "a description that was escaped twice, among other text",
    shape: "Python",
    body: upload("Python", {
      parcels: [{ trackingNo: "ZTO000000000011", company: "ZTO", itemDesc: "A \\u5c0f*2" }],
    }),
    cause: "escaped_twice",
  },
  {
    ...ACCEPTED,
    id: "a range in milliseconds",
    shape: "hand-written",
    operation: "secGetOrderList",
    body: written("hand-written", {
      pay_time_range: { begin_time: 1795104000000, end_time: 1795190399000 },
    }),
    cause: "milliseconds",
  },
  {
    ...ACCEPTED,
    id: "a beginning in milliseconds",
    shape: "silenceper",
    operation: "secGetOrderList",
    body: written("silenceper", { pay_time_range: { begin_time: 1795104000000 }, page_size: 50 }),
    cause: "milliseconds",
  },
  {
    id: "an upload of an app that WeChat has not admitted",
    shape: "SKIT",
    steps: NOT_ADMITTED,
    operation: "secUploadShippingInfo",
    body: upload("SKIT"),
    errcode: 48001,
    cause: "not_admitted",
  },
  {
    id: "is_trade_managed of an app that WeChat has not admitted",
    shape: "WxJava",
    steps: NOT_ADMITTED,
    operation: "secIsTradeManaged",
    body: written("WxJava", { appid: APPID }),
    errcode: 48001,
    cause: "not_admitted",
  },
  {
    id: "is_trade_managed with an empty body",
    shape: "EasyWeChat",
    steps: PAID,
    operation: "secIsTradeManaged",
    body: { content: "{}" },
    errcode: 40097,
    cause: "appid_missing",
  },
  {
    id: "is_trade_managed with an empty appid",
    shape: "Jackson",
    steps: PAID,
    operation: "secIsTradeManaged",
    body: written("Jackson", { appid: "" }),
    errcode: 40097,
    cause: "appid_missing",
  },
];

function carriedBy(shape: ClientShape, company: string) {
  return upload(shape, {
    parcels: [{ trackingNo: "SF0000000000011", company, itemDesc: "雨伞*1" }],
  });
}
