import {
  ORDER_KEY_ERROR_NAMES,
  PAYER_ERROR_NAMES,
  SHIPPING_ERROR_NAMES,
  SHIPPING_STATE_ERROR_NAMES,
} from "../error-catalogue.js";
import { EXAMPLE_UPLOAD } from "../examples.js";
import { combinedShippingViolations, shippingViolations } from "../rules/shipping-rules.js";
import {
  UPLOAD_COMBINED_SHIPPING_INFO_SCHEMA,
  UPLOAD_SHIPPING_INFO_SCHEMA,
} from "../schemas/shipping-info.js";
import { text } from "../text.js";
import {
  ACCESS_TOKEN_ERROR_NAMES,
  BODY_ERROR_NAMES,
  ENVELOPE_SCHEMA,
  type Operation,
} from "./operation.js";

const ERRORS = [
  "SYSTEM_ERROR",
  "REQUIRE_POST",
  ...ACCESS_TOKEN_ERROR_NAMES,
  "SHOPPING_ORDER_PERMISSION_CLOSED",
  ...BODY_ERROR_NAMES,
  ...ORDER_KEY_ERROR_NAMES,
  ...SHIPPING_ERROR_NAMES,
  ...PAYER_ERROR_NAMES,
  "UPLOAD_TIME_MISSING",
  "UPLOAD_TIME_INVALID",
  ...SHIPPING_STATE_ERROR_NAMES,
  "PARAMETER_ERROR",
] as const;

const DELIVERY = {
  delivery_mode: "UNIFIED_DELIVERY",
  shipping_list: [
    {
      tracking_no: "SF1234567890",
      express_company: "SF",
      contact: { receiver_contact: "189****1234" },
    },
  ],
} as const;

const { order_key, payer, upload_time } = EXAMPLE_UPLOAD;

export const uploadShippingInfo = {
  name: "uploadShippingInfo",
  method: "POST",
  path: "/user-order/orders/shippings",
  group: "shopping-orders",
  summary: text("Upload logistics", "上传物流信息"),
  description: text(
    "Uploads the parcels of a paid order. A call with a later upload_time replaces all of the order's parcels. Repeating a stored request is safe: it returns errcode 0 and changes nothing.",
    "上传已支付订单的物流信息；upload_time 更晚的请求整体覆盖之前的物流信息。重发已保存的请求是安全的：返回 errcode 0，不作任何更改。",
  ),
  credential: "access_token",
  parameters: "body",
  request: UPLOAD_SHIPPING_INFO_SCHEMA,
  reply: ENVELOPE_SCHEMA,
  permissionSets: [120, 121, 142],
  closedPermissionError: "SHOPPING_ORDER_PERMISSION_CLOSED",
  wrongMethodError: "REQUIRE_POST",
  errors: ERRORS,
  violations: shippingViolations,
  example: {
    request: { order_key, ...DELIVERY, payer, upload_time },
    reply: { errcode: 0, errmsg: "ok" },
  },
} as const satisfies Operation;

export const uploadCombinedShippingInfo = {
  name: "uploadCombinedShippingInfo",
  method: "POST",
  path: "/user-order/combine-orders/shippings",
  group: "shopping-orders",
  summary: text("Upload the logistics of a combined payment", "上传合单支付的物流信息"),
  description: text(
    "Uploads the parcels of some or all sub-orders of a paid combined payment. For each sub-order in the request, a later upload_time replaces all of its parcels; the parcels of other sub-orders stay. Repeating a stored request is safe: it returns errcode 0 and changes nothing.",
    "上传已支付合单中部分或全部子单的物流信息；upload_time 更晚的请求整体覆盖所含子单的物流信息，其余子单不变。重发已保存的请求是安全的：返回 errcode 0，不作任何更改。",
  ),
  credential: "access_token",
  parameters: "body",
  request: UPLOAD_COMBINED_SHIPPING_INFO_SCHEMA,
  reply: ENVELOPE_SCHEMA,
  permissionSets: [120, 121, 142],
  closedPermissionError: "SHOPPING_ORDER_PERMISSION_CLOSED",
  wrongMethodError: "REQUIRE_POST",
  errors: ERRORS,
  violations: combinedShippingViolations,
  example: {
    request: {
      order_key: { ...order_key, out_trade_no: "COMBINE-20220520-0001" },
      sub_orders: [{ order_key: { ...order_key, out_trade_no: "SUB-20220520-0001" }, ...DELIVERY }],
      payer,
      upload_time,
    },
    reply: { errcode: 0, errmsg: "ok" },
  },
} as const satisfies Operation;
