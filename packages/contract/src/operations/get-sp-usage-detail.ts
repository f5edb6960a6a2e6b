import { isMissing, type Unchecked } from "../rules/limits.js";
import {
  parameterError,
  parseWholeNumber,
  spuPageViolations,
} from "../rules/service-provider-rules.js";
import type { Violation } from "../rules/violation.js";
import {
  GOODS_ID,
  PACKAGE_DETAIL_NAMES,
  PACKAGE_DETAIL_PROPERTIES,
  PACKAGE_STATUS_SCHEMA,
  PAGE_PROPERTIES,
  USAGE_NAMES,
  USAGE_PROPERTIES,
} from "../schemas/resource-package.js";
import { text } from "../text.js";
import { ENVELOPE_PROPERTIES, type Operation } from "./operation.js";
import { CHARGE_ERROR_NAMES, CHARGE_OPERATION } from "./service-provider-operation.js";

function* usageViolations(request: Unchecked): Generator<Violation> {
  const { status } = request;
  const states: readonly unknown[] = PACKAGE_STATUS_SCHEMA.enum;
  if (!isMissing(status) && !states.includes(parseWholeNumber(status))) {
    yield parameterError("status", text("must be 1, 2 or 3", "应为 1、2 或 3"));
  }
  yield* spuPageViolations(request);
}

export const getSPUsageDetail = {
  ...CHARGE_OPERATION,
  name: "getSPUsageDetail",
  method: "GET",
  path: "/wxa/charge/service-provider/usage/get",
  summary: text("Get the usage of a service provider's packages", "服务商查询资源包用量"),
  description: text(
    "Lists a service provider's packages for one SPU, newest first, with the usage of each and in total. For a wholesale SPU it returns the provider's purchases and how much of each was assigned; for a retail SPU, the packages that the provider assigned and how much of each was used. A page has at most 20 packages.",
    "查询服务商某个商品（SPU）的资源包及其用量，按时间倒序。传批发商品 SPU：服务商购买的资源包及已分配的额度；传零售商品 SPU：服务商分配出的资源包及其用量。每页最多 20 个。",
  ),
  parameters: "query",
  request: {
    type: "object",
    properties: {
      spuId: {
        ...GOODS_ID,
        description: text("A wholesale or a retail SPU", "批发或零售商品的 SPU ID"),
        examples: ["10000117"],
      },
      ...PAGE_PROPERTIES,
      status: PACKAGE_STATUS_SCHEMA,
    },
    required: ["spuId", "offset", "limit"],
  },
  reply: {
    type: "object",
    properties: {
      ...ENVELOPE_PROPERTIES,
      ...USAGE_PROPERTIES,
      detailList: {
        type: "array",
        items: {
          type: "object",
          properties: {
            ...PACKAGE_DETAIL_PROPERTIES,
            orderId: {
              type: "string",
              description: text(
                "The purchase order; DD0 for a package without one",
                "采购订单；没有订单的资源包为 DD0",
              ),
            },
          },
          required: [...PACKAGE_DETAIL_NAMES, "orderId"],
        },
      },
    },
    required: ["errcode", "errmsg", ...USAGE_NAMES],
  },
  permissionSets: [],
  errors: [...CHARGE_ERROR_NAMES, "PAGE_LIMIT_TOO_LARGE", "SPU_ID_ILLEGAL"],
  violations: usageViolations,
  example: {
    request: { spuId: "10000117", offset: 0, limit: 10 },
    reply: {
      errcode: 0,
      errmsg: "ok",
      all: "10",
      effectiveUse: "0",
      effectiveAll: "10",
      total: 1,
      detailList: [
        {
          pkgId: "ZY2823973277692477440",
          status: 1,
          startTime: 1677914190,
          endTime: 1709450190,
          all: "10",
          used: "0",
          spuId: "10000117",
          skuId: "20000176",
          source: 2,
          orderId: "DD2981741311549200000",
        },
      ],
    },
  },
} as const satisfies Operation;
