import type { Unchecked } from "../rules/limits.js";
import { missingViolations, spuIdFormViolations } from "../rules/service-provider-rules.js";
import type { Violation } from "../rules/violation.js";
import { GOODS_ID } from "../schemas/resource-package.js";
import { text } from "../text.js";
import { ENVELOPE_PROPERTIES, type Operation } from "./operation.js";
import { CHARGE_ERROR_NAMES, CHARGE_OPERATION } from "./service-provider-operation.js";

function* averageViolations(request: Unchecked): Generator<Violation> {
  yield* missingViolations(request, ["spuId"]);
  yield* spuIdFormViolations(request, "spuId");
}

export const getRecentAverageUsage = {
  ...CHARGE_OPERATION,
  name: "getRecentAverageUsage",
  method: "GET",
  path: "/wxa/charge/usage/get_recent_average",
  summary: text("Get an app's recent average usage", "查询某个付费能力的最近用量"),
  description: text(
    "Returns a mini program's average monthly usage of one retail SPU over the last 90 days. The figure is blurred: 50 means 50 or fewer, and a larger figure is rounded up to two significant digits.",
    "返回小程序某个零售商品（SPU）最近 90 天的月平均用量，经模糊处理：50 表示不超过 50，更大的数值向上取整到两位有效数字。",
  ),
  parameters: "query",
  request: {
    type: "object",
    properties: {
      spuId: {
        ...GOODS_ID,
        description: text("The retail SPU", "零售商品的 SPU ID"),
        examples: ["10000077"],
      },
    },
    required: ["spuId"],
  },
  reply: {
    type: "object",
    properties: {
      ...ENVELOPE_PROPERTIES,
      averageData: {
        type: "integer",
        description: text(
          "Rounded up to two significant digits; at least 50",
          "向上取整到两位有效数字，最小为 50",
        ),
      },
    },
    required: ["errcode", "errmsg", "averageData"],
  },
  permissionSets: [18],
  errors: [...CHARGE_ERROR_NAMES, "SPU_ID_ILLEGAL", "NO_RECENT_USAGE"],
  violations: averageViolations,
  example: {
    request: { spuId: "10000077" },
    reply: { errcode: 0, errmsg: "ok", averageData: 50 },
  },
} as const satisfies Operation;
