import { spuPageViolations } from "../rules/service-provider-rules.js";
import {
  GOODS_ID,
  PACKAGE_DETAIL_NAMES,
  PACKAGE_DETAIL_PROPERTIES,
  PAGE_PROPERTIES,
  USAGE_NAMES,
  USAGE_PROPERTIES,
} from "../schemas/resource-package.js";
import { text } from "../text.js";
import { ENVELOPE_PROPERTIES, type Operation } from "./operation.js";
import { CHARGE_ERROR_NAMES, CHARGE_OPERATION } from "./service-provider-operation.js";

export const getUsageDetail = {
  ...CHARGE_OPERATION,
  name: "getUsageDetail",
  method: "GET",
  path: "/wxa/charge/usage/get",
  summary: text("Get the usage of an app's packages", "查询购买资源包的用量情况"),
  description: text(
    "Lists a mini program's resource packages for one retail SPU, newest first. Returns the usage of each package and in total. A page has at most 20 packages.",
    "查询小程序某个零售商品（SPU）的资源包，按时间倒序，返回各资源包及总计的用量。每页最多 20 个。",
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
      ...PAGE_PROPERTIES,
    },
    required: ["spuId", "offset", "limit"],
  },
  reply: {
    type: "object",
    properties: {
      ...ENVELOPE_PROPERTIES,
      ...USAGE_PROPERTIES,
      startServiceTime: {
        type: "integer",
        description: text(
          "Seconds since 1970; only for subscription goods in force",
          "仅生效中的订阅类商品：秒级时间戳",
        ),
      },
      endServiceTime: {
        type: "integer",
        description: text(
          "Seconds since 1970; only for subscription goods in force",
          "仅生效中的订阅类商品：秒级时间戳",
        ),
      },
      detailList: {
        type: "array",
        items: {
          type: "object",
          properties: PACKAGE_DETAIL_PROPERTIES,
          required: PACKAGE_DETAIL_NAMES,
        },
      },
    },
    required: ["errcode", "errmsg", ...USAGE_NAMES],
  },
  permissionSets: [18],
  errors: [...CHARGE_ERROR_NAMES, "PAGE_LIMIT_TOO_LARGE", "SPU_ID_ILLEGAL"],
  violations: spuPageViolations,
  example: {
    request: { spuId: "10000077", offset: 0, limit: 10 },
    reply: {
      errcode: 0,
      errmsg: "ok",
      all: "1000",
      effectiveUse: "12",
      effectiveAll: "1000",
      total: 1,
      detailList: [
        {
          pkgId: "ZY2823973277692477441",
          status: 1,
          startTime: 1677914190,
          endTime: 1709450190,
          all: "1000",
          used: "12",
          spuId: "10000077",
          skuId: "20000178",
          source: 3,
        },
      ],
    },
  },
} as const satisfies Operation;
