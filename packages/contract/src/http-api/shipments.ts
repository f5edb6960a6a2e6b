import { LOGISTICS_TYPE } from "../enumerations.js";
import type { Infer, ObjectSchema } from "../schema.js";
import { TRADE_STATE_NAMES } from "../states.js";
import { text } from "../text.js";
import { APPID, INSTANT, MONEY } from "./parts.js";

/** A payment under shipping information management, as its buyer sees it. */
export const SHIPMENT = {
  type: "object",
  properties: {
    transaction_id: { type: "string" },
    appid: APPID,
    merchant_name: { type: "string" },
    out_trade_no: { type: "string" },
    amount: MONEY,
    paid_at: INSTANT,
    state_name: { type: "string", enum: TRADE_STATE_NAMES },
    in_complaint: { type: "boolean" },
    description: {
      type: "string",
      description: text("What the merchant says it sent", "商家填写的商品描述"),
    },
    logistics_type: { type: "integer", enum: Object.values(LOGISTICS_TYPE) },
    is_shipped: {
      type: "boolean",
      description: text("True when all goods are sent", "是否已全部发货"),
    },
    shipped_at: INSTANT,
    confirms_at: {
      ...INSTANT,
      description: text(
        "When the receipt is confirmed automatically; absent while no timer runs",
        "自动确认收货的时间；没有计时时不返回",
      ),
    },
    confirmed_at: INSTANT,
    can_confirm: {
      type: "boolean",
      description: text(
        "True if this buyer may confirm the receipt here now",
        "该买家当前能否在此确认收货",
      ),
    },
    order_id: {
      type: "string",
      description: text(
        "The order with the shopping details; absent in lists, and if none was uploaded",
        "含购物详情的订单；列表中及未上传购物详情时没有",
      ),
    },
    parcels: {
      type: "array",
      items: {
        type: "object",
        properties: {
          express_company: { type: "string" },
          carrier_name: { type: "string" },
          tracking_no: { type: "string" },
          item_desc: { type: "string" },
        },
        required: ["express_company", "carrier_name", "tracking_no", "item_desc"],
      },
    },
  },
  required: [
    "transaction_id",
    "appid",
    "merchant_name",
    "out_trade_no",
    "amount",
    "paid_at",
    "state_name",
    "in_complaint",
    "description",
    "is_shipped",
    "can_confirm",
    "parcels",
  ],
} as const satisfies ObjectSchema;

/** What WeChat's component of the receipt returns. @see shipping-management, §11 */
export const RECEIPT = {
  type: "object",
  properties: {
    status: { type: "string", enum: ["success", "fail", "cancel"] },
    errormsg: { type: "string" },
  },
  required: ["status", "errormsg"],
} as const satisfies ObjectSchema;

export type ShipmentRepresentation = Infer<typeof SHIPMENT>;
