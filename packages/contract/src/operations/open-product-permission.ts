import { text } from "../text.js";
import {
  ACCESS_TOKEN_ERROR_NAMES,
  ENVELOPE_SCHEMA,
  NO_PARAMETERS,
  type Operation,
} from "./operation.js";

export const openShoppingOrderProductPermission = {
  name: "openShoppingOrderProductPermission",
  method: "POST",
  path: "/user-order/orders-permission/open",
  group: "shopping-orders",
  summary: text("Open the shopping-order permission", "开通购物订单产品权限"),
  description: text(
    "Opens the shopping-order permission of a merchant that signed the shopping-order agreement. A second call is rejected: the permission is already open. Next, upload orders and submit the access review.",
    "为已签署购物订单协议的商户开通购物订单产品权限。已开通后再次调用会被拒绝。随后请上传订单并提交接入审核。",
  ),
  credential: "access_token",
  parameters: "body-optional",
  request: NO_PARAMETERS,
  reply: ENVELOPE_SCHEMA,
  permissionSets: [120, 121],
  closedPermissionError: null,
  wrongMethodError: "REQUIRE_POST",
  errors: [
    "SYSTEM_ERROR",
    "REQUIRE_POST",
    ...ACCESS_TOKEN_ERROR_NAMES,
    "OPEN_NOT_ALLOWED_NOW",
    "CATEGORY_NOT_OPEN",
    "AGREEMENT_NOT_SIGNED",
  ],
  violations: () => [],
  example: { request: {}, reply: { errcode: 0, errmsg: "ok" } },
} as const satisfies Operation;
