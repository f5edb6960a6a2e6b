import { text } from "../text.js";
import {
  ACCESS_TOKEN_ERROR_NAMES,
  ENVELOPE_PROPERTIES,
  NO_PARAMETERS,
  type Operation,
} from "./operation.js";

export const confirmProductPermission = {
  name: "confirmProductPermission",
  method: "POST",
  path: "/user-order/orders-permission/confirm",
  group: "shopping-orders",
  summary: text("Submit the access review", "提交购物订单接入审核"),
  description: text(
    "Submits the app for the access review. Returns the result of the last finished review, not of this one. A review takes up to 6 hours. A rejected app is reviewed again every 6 hours without a new submission.",
    "提交购物订单接入审核，返回最近一次已完成审核的结果（不是本次的）。审核预计 6 小时内完成；未通过时平台每 6 小时自动复审，无需重新提交。",
  ),
  credential: "access_token",
  parameters: "body-optional",
  request: NO_PARAMETERS,
  reply: {
    type: "object",
    properties: {
      ...ENVELOPE_PROPERTIES,
      last_result: {
        type: "string",
        description: text(
          "Result of the most recent finished review: APPROVED or REJECTED: reason; empty if there was none",
          "最近一次已完成审核的结果：APPROVED 或 REJECTED: 原因；没有则为空",
        ),
      },
    },
    required: ["errcode", "errmsg", "last_result"],
  },
  permissionSets: [120, 121],
  closedPermissionError: "REVIEW_PERMISSION_NOT_OPENED",
  wrongMethodError: "REQUIRE_POST",
  errors: [
    "SYSTEM_ERROR",
    "REQUIRE_POST",
    ...ACCESS_TOKEN_ERROR_NAMES,
    "REVIEW_PERMISSION_NOT_OPENED",
  ],
  violations: () => [],
  example: { request: {}, reply: { errcode: 0, errmsg: "ok", last_result: "" } },
} as const satisfies Operation;
