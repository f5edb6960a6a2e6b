import type { Unchecked } from "../rules/limits.js";
import {
  goodsIdViolations,
  missingViolations,
  orderIdFormViolations,
  requiredViolations,
  wholeNumberViolations,
} from "../rules/service-provider-rules.js";
import type { Violation } from "../rules/violation.js";
import type { ObjectSchema } from "../schema.js";
import { REQUEST_ID } from "../schemas/package-assignment.js";
import { GOODS_ID } from "../schemas/resource-package.js";
import { OWN_ORDER_ID } from "../schemas/service-provider-order.js";
import { text } from "../text.js";
import { ENVELOPE_SCHEMA, type Operation } from "./operation.js";
import { CHARGE_BODY_ERROR_NAMES, CHARGE_OPERATION } from "./service-provider-operation.js";

const REQUEST = {
  type: "object",
  properties: {
    orderId: OWN_ORDER_ID,
    skuId: {
      ...GOODS_ID,
      description: text(
        "One of the order's convertible SKUs; its quota is the amount assigned",
        "订单可转换的 SKU 之一，其额度即分配额度",
      ),
    },
    receiverAppId: {
      type: "string",
      pattern: "^[0-9A-Za-z_-]{1,32}$",
      description: text("The receiving mini program or mobile app", "接收资源包的小程序或移动应用"),
    },
    requestId: REQUEST_ID,
    beginTime: {
      type: "integer",
      minimum: 0,
      description: text(
        "When the package begins, in milliseconds since 1970. If absent or past, it begins immediately",
        "毫秒级时间戳：生效时间；不传或已过去则立即生效",
      ),
    },
  },
  required: ["orderId", "skuId", "receiverAppId", "requestId"],
} as const satisfies ObjectSchema;

/** Broken parameters first (10120002), then a malformed orderId. */
function* assignViolations(request: Unchecked): Generator<Violation> {
  yield* missingViolations(request, ["orderId"]);
  yield* goodsIdViolations(request, "skuId");
  yield* requiredViolations(REQUEST, request, ["receiverAppId", "requestId"]);
  yield* wholeNumberViolations(request, "beginTime");
  yield* orderIdFormViolations(request);
}

export const assignPackage = {
  ...CHARGE_OPERATION,
  name: "assignPackage",
  method: "POST",
  path: "/wxa/charge/service-provider/package/assign",
  summary: text("Assign a resource package", "服务商分配资源包"),
  description: text(
    "Assigns quota of a paid order to an app as a retail package. The assignment is complete when the call returns, and the operator can list its event. A repeated call with the same orderId and requestId assigns nothing and returns 10121009, so retrying after a lost reply is safe.",
    "从已支付订单中分配额度，作为零售资源包发放给应用。调用返回时分配已完成，其事件供运营方查询。相同的 orderId 与 requestId 视为同一请求，仅执行一次，重复调用返回 10121009，因此丢失应答后可安全重试。",
  ),
  parameters: "body",
  request: REQUEST,
  reply: ENVELOPE_SCHEMA,
  permissionSets: [],
  errors: [
    ...CHARGE_BODY_ERROR_NAMES,
    "SERVICE_PROVIDER_ORDER_ID_ILLEGAL",
    "PACKAGE_ALREADY_ASSIGNED",
    "ASSIGNMENT_CANCELLED",
    "ORDER_NOT_ASSIGNABLE",
    "PACKAGE_EXPIRED",
    "PACKAGE_INVALID",
  ],
  violations: assignViolations,
  example: {
    request: {
      orderId: "DD2970445798112968704",
      skuId: "20000178",
      requestId: "1687254272930",
      receiverAppId: "wxbf98693b6554a24a",
    },
    reply: { errcode: 0, errmsg: "ok" },
  },
} as const satisfies Operation;
