import {
  ORDER_KEY_ERROR_NAMES,
  ORDER_LIST_ERROR_NAMES,
  PAYER_ERROR_NAMES,
  UPLOAD_ERROR_NAMES,
} from "../error-catalogue.js";
import { EXAMPLE_UPLOAD } from "../examples.js";
import { uploadViolations } from "../rules/upload-rules.js";
import { UPLOAD_SHOPPING_INFO_SCHEMA } from "../schemas/shopping-details.js";
import { text } from "../text.js";
import {
  ACCESS_TOKEN_ERROR_NAMES,
  BODY_ERROR_NAMES,
  ENVELOPE_SCHEMA,
  type Operation,
} from "./operation.js";

export const uploadShoppingInfo = {
  name: "uploadShoppingInfo",
  method: "POST",
  path: "/user-order/orders",
  group: "shopping-orders",
  summary: text("Upload shopping details", "上传购物详情"),
  description: text(
    "Uploads the shopping details of one payment. errcode 0 means that the upload is stored; call shoppingInfoVerifyUploadResult to learn whether it became an order. Until a payment matches the upload and makes it an order, a call with a later upload_time replaces the upload; afterwards the details are locked. Repeating a stored request is safe: it returns errcode 0 and changes nothing.",
    "上传一笔支付的购物详情。errcode 0 表示已保存，是否成为订单请用验证接口查询。与支付匹配之前，upload_time 更晚的请求覆盖之前的内容；匹配之后购物详情锁定。重发已保存的请求是安全的：返回 errcode 0，不作任何更改。",
  ),
  credential: "access_token",
  parameters: "body",
  request: UPLOAD_SHOPPING_INFO_SCHEMA,
  reply: ENVELOPE_SCHEMA,
  permissionSets: [120, 121],
  closedPermissionError: "SHOPPING_ORDER_PERMISSION_CLOSED",
  wrongMethodError: "REQUIRE_POST",
  errors: [
    "SYSTEM_ERROR",
    "REQUIRE_POST",
    ...ACCESS_TOKEN_ERROR_NAMES,
    "SHOPPING_ORDER_PERMISSION_CLOSED",
    ...BODY_ERROR_NAMES,
    ...ORDER_KEY_ERROR_NAMES,
    ...ORDER_LIST_ERROR_NAMES,
    ...PAYER_ERROR_NAMES,
    ...UPLOAD_ERROR_NAMES,
    "PARAMETER_ERROR",
  ],
  violations: uploadViolations,
  example: { request: EXAMPLE_UPLOAD, reply: { errcode: 0, errmsg: "ok" } },
} as const satisfies Operation;
