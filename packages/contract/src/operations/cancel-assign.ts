import type { Unchecked } from "../rules/limits.js";
import {
  missingViolations,
  orderIdFormViolations,
  requiredViolations,
} from "../rules/service-provider-rules.js";
import type { Violation } from "../rules/violation.js";
import type { ObjectSchema } from "../schema.js";
import { REQUEST_ID } from "../schemas/package-assignment.js";
import { OWN_ORDER_ID } from "../schemas/service-provider-order.js";
import { text } from "../text.js";
import { ENVELOPE_SCHEMA, type Operation } from "./operation.js";
import { CHARGE_BODY_ERROR_NAMES, CHARGE_OPERATION } from "./service-provider-operation.js";

const REQUEST = {
  type: "object",
  properties: {
    orderId: OWN_ORDER_ID,
    requestId: {
      ...REQUEST_ID,
      description: text("The requestId of the assignment", "分配时的 requestId"),
    },
  },
  required: ["orderId", "requestId"],
} as const satisfies ObjectSchema;

/** Broken parameters first (10120002), then a malformed orderId. */
function* cancelViolations(request: Unchecked): Generator<Violation> {
  yield* missingViolations(request, ["orderId"]);
  yield* requiredViolations(REQUEST, request, ["requestId"]);
  yield* orderIdFormViolations(request);
}

export const cancelAssign = {
  ...CHARGE_OPERATION,
  name: "cancelAssign",
  method: "POST",
  path: "/wxa/charge/service-provider/package/cancel_assign",
  summary: text("Cancel an assignment", "服务商取消分配资源包"),
  description: text(
    "Cancels an assignment: the package ends immediately and its quota returns to the order. Allowed for 7 days after the assignment and only while the package is unused. A second cancellation of the same requestId is rejected with 10121010.",
    "取消已分配的资源包：资源包立即失效，额度退回订单。仅限分配后 7 天内且未使用。重复取消同一 requestId 会被拒绝并返回 10121010。",
  ),
  parameters: "body",
  request: REQUEST,
  reply: ENVELOPE_SCHEMA,
  permissionSets: [],
  errors: [
    ...CHARGE_BODY_ERROR_NAMES,
    "SERVICE_PROVIDER_ORDER_ID_ILLEGAL",
    "ASSIGNMENT_CANCELLED",
    "PACKAGE_INVALID",
  ],
  violations: cancelViolations,
  example: {
    request: { orderId: "DD2970445798112968704", requestId: "1687254272930" },
    reply: { errcode: 0, errmsg: "ok" },
  },
} as const satisfies Operation;
