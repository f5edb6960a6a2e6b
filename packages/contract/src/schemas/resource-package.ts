import type { IntegerSchema, ObjectSchema, StringSchema } from "../schema.js";
import { text } from "../text.js";

/** An id of goods: digits. JSON numbers are also accepted. */
export const GOODS_ID = {
  type: "string",
  pattern: "^[1-9]\\d{0,18}$",
  "x-patternMeaning": text("must be digits", "应为数字"),
} as const satisfies StringSchema;

/** A 64-bit number as a decimal string; at most 18 digits, so that sums also fit into 64 bits. */
export const QUOTA = {
  type: "string",
  pattern: "^\\d{1,18}$",
  "x-patternMeaning": text("must be up to 18 digits", "应为最多 18 位数字"),
} as const satisfies StringSchema;

export const PACKAGE_ID_PATTERN = "^ZY\\d{1,32}$";

const SECONDS = {
  type: "integer",
  description: text("Seconds since 1970", "秒级时间戳"),
} as const satisfies IntegerSchema;

/** The largest `limit` of a page; a larger one returns PAGE_LIMIT_TOO_LARGE. */
export const PAGE_LIMIT_MAX = 20;

/** The paging parameters of `/wxa/charge`; numbers and numeric strings are accepted. */
export const PAGE_PROPERTIES = {
  offset: {
    type: "integer",
    minimum: 0,
    description: text(
      "Number of entries to skip; a numeric string is also accepted",
      "分页偏移量，从 0 开始；也接受数字字符串",
    ),
    examples: [0],
  },
  limit: {
    type: "integer",
    minimum: 1,
    maximum: PAGE_LIMIT_MAX,
    description: text(
      "Number of entries to return; a numeric string is also accepted",
      "每页个数；也接受数字字符串",
    ),
    examples: [10],
  },
} as const satisfies ObjectSchema["properties"];

export const PACKAGE_STATUS_SCHEMA = {
  type: "integer",
  enum: [1, 2, 3],
  description: text("1 in force, 2 not in force yet, 3 ended", "1 生效中、2 未生效、3 已失效"),
} as const satisfies IntegerSchema;

export const PACKAGE_SOURCE_SCHEMA = {
  type: "integer",
  enum: [1, 2, 3, 4, 5],
  description: text(
    "1 trial quota, 2 bought, 3 assigned by a service provider, 4 and 5 other",
    "1 试用额度、2 购买、3 服务商分配、4 与 5 其他",
  ),
} as const satisfies IntegerSchema;

/** One package of a usage operation. */
export const PACKAGE_DETAIL_PROPERTIES = {
  pkgId: { type: "string", pattern: PACKAGE_ID_PATTERN },
  status: PACKAGE_STATUS_SCHEMA,
  startTime: SECONDS,
  endTime: SECONDS,
  all: { type: "string", description: text("Quota, a 64-bit number", "额度容量（64 位数字）") },
  used: {
    type: "string",
    description: text("Used quota, a 64-bit number", "已用额度（64 位数字）"),
  },
  spuId: GOODS_ID,
  skuId: GOODS_ID,
  source: PACKAGE_SOURCE_SCHEMA,
} as const satisfies ObjectSchema["properties"];

export const PACKAGE_DETAIL_NAMES = [
  "pkgId",
  "status",
  "startTime",
  "endTime",
  "all",
  "used",
  "spuId",
  "skuId",
  "source",
] as const;

/** The totals of a usage operation. */
export const USAGE_PROPERTIES = {
  all: {
    type: "string",
    description: text(
      "Total quota of the packages in force; before charging begins, also of those not in force yet",
      "当前生效的资源包总量；正式计费前，也包含未生效的资源包",
    ),
  },
  effectiveUse: { type: "string", description: text("Total usage", "累计用量") },
  effectiveAll: {
    type: "string",
    description: text("Deprecated: the same as all", "已废弃，同 all"),
  },
  total: {
    type: "integer",
    description: text("Total number of packages", "用量详情列表总数"),
  },
} as const satisfies ObjectSchema["properties"];

export const USAGE_NAMES = ["all", "effectiveUse", "effectiveAll", "total", "detailList"] as const;

/** A retail SKU that an order's wholesale SKU converts to. */
export const CONVERTIBLE_SKU_SCHEMA = {
  type: "object",
  properties: {
    spuId: GOODS_ID,
    skuId: GOODS_ID,
    skuName: { type: "string" },
    bizId: { type: "integer" },
    finalPrice: {
      type: "string",
      description: text("Deprecated: in fen; ignore it", "已废弃：单位分，请忽略"),
    },
    attr: {
      type: "object",
      properties: {
        duration: {
          type: "string",
          description: text(
            "Validity of a package in seconds, as a string",
            "资源包有效时长（秒），以字符串表示",
          ),
        },
        durationType: { type: "integer" },
        granularity: { type: "integer" },
        proportion: {
          type: "object",
          properties: {
            quota: {
              type: "object",
              properties: {
                quota: {
                  type: "string",
                  description: text("Quota of a package", "资源包的额度"),
                },
              },
              required: ["quota"],
            },
          },
          required: ["quota"],
        },
      },
      required: ["duration", "durationType", "granularity", "proportion"],
    },
  },
  required: ["spuId", "skuId", "skuName", "bizId", "finalPrice", "attr"],
} as const satisfies ObjectSchema;
