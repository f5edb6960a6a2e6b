import { ORDER_KEY_ERROR_NAMES, PAYER_ERROR_NAMES } from "../error-catalogue.js";
import { EXAMPLE_VERIFY } from "../examples.js";
import type { RuleContext } from "../rules/context.js";
import type { Unchecked } from "../rules/limits.js";
import { orderKeyViolations } from "../rules/order-key-rules.js";
import { payerViolations } from "../rules/payer-rules.js";
import type { Violation } from "../rules/violation.js";
import type { ObjectSchema } from "../schema.js";
import { ORDER_KEY_SCHEMA, PAYER_SCHEMA } from "../schemas/order-key.js";
import { type Text, text } from "../text.js";
import {
  ACCESS_TOKEN_ERROR_NAMES,
  BODY_ERROR_NAMES,
  ENVELOPE_PROPERTIES,
  type Operation,
} from "./operation.js";

/** The results of verify: the part of `verify_result` before the colon, and its description. */
export const VERIFY_RESULTS = {
  SUCCESS: text("paid and matched: the shopping order exists", "已支付且匹配：购物订单已生成"),
  NOT_UPLOADED: text("no shopping details under this order_key", "该 order_key 下没有购物详情"),
  ORDER_NUMBER_TYPE_MISMATCH: text(
    "uploaded under the other form of the order number",
    "上传时使用了另一种单号形式",
  ),
  NOT_PAID: text("no completed payment for it yet", "尚无对应的已完成支付"),
  PAYER_MISMATCH: text(
    "the uploaded openid is not the payer's, or the asked one is not the uploaded",
    "上传的 openid 不是支付者，或查询的 openid 与上传的不一致",
  ),
  APPID_MISMATCH: text("the payment belongs to another app", "该支付属于其他应用"),
  SUB_ORDERS_MISMATCH: text(
    "the sub-orders are not those of the combined payment",
    "子单与合单支付的子支付不一致",
  ),
} as const satisfies Record<string, Text>;

export type VerifyResult = keyof typeof VERIFY_RESULTS;

function* verifyViolations(body: Unchecked, context: RuleContext): Generator<Violation> {
  yield* orderKeyViolations(body["order_key"], "order_key", context);
  yield* payerViolations(body);
}

export const shoppingInfoVerifyUploadResult = {
  name: "ShoppingInfoVerifyUploadResult",
  method: "POST",
  path: "/user-order/shoppinginfo/verify",
  group: "shopping-orders",
  summary: text("Verify an upload's result", "验证购物详情上传结果"),
  description: text(
    "Checks whether an upload became a shopping order, that is, whether its payment is complete and matches. Returns verify_result as `CODE: description`. The call changes nothing and can be repeated, for example until the payment arrives.",
    "查询上传的购物详情是否成为购物订单，即支付是否完成且信息匹配。返回的 verify_result 形式为 `CODE: 描述`。调用不作任何更改，可重复调用，例如直到支付到达。",
  ),
  credential: "access_token",
  parameters: "body",
  request: {
    type: "object",
    properties: { order_key: ORDER_KEY_SCHEMA, payer: PAYER_SCHEMA },
    required: ["order_key", "payer"],
  },
  reply: {
    type: "object",
    properties: {
      ...ENVELOPE_PROPERTIES,
      verify_result: {
        type: "string",
        description: text(
          `\`CODE: description\`; CODE is one of ${Object.keys(VERIFY_RESULTS).join(", ")}`,
          `\`CODE: 描述\`，CODE 取值：${Object.keys(VERIFY_RESULTS).join("、")}`,
        ),
      },
    },
    required: ["errcode", "errmsg", "verify_result"],
  } as const satisfies ObjectSchema,
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
    ...PAYER_ERROR_NAMES,
    "PARAMETER_ERROR",
  ],
  violations: verifyViolations,
  example: {
    request: EXAMPLE_VERIFY,
    reply: { errcode: 0, errmsg: "ok", verify_result: `SUCCESS: ${VERIFY_RESULTS.SUCCESS.en}` },
  },
} as const satisfies Operation;
