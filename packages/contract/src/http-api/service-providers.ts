import { GOODS_SIDES, INVOICE_STATUS, SERVICE_PROVIDER_ORDER_STATUS } from "../enumerations.js";
import type { Infer, ObjectSchema } from "../schema.js";
import { ASSIGNMENT_EVENT_SCHEMA } from "../schemas/package-assignment.js";
import {
  type CONVERTIBLE_SKU_SCHEMA,
  GOODS_ID,
  PACKAGE_DETAIL_NAMES,
  PACKAGE_DETAIL_PROPERTIES,
  PACKAGE_SOURCE_SCHEMA,
  QUOTA,
} from "../schemas/resource-package.js";
import {
  ORDER_ID_PATTERN,
  ORDER_PRODUCT_INFO_SCHEMA,
  SERVICE_PROVIDER_ORDER_SCHEMA,
} from "../schemas/service-provider-order.js";
import { text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { APPID, BAD_BODY, INSTANT, NAME, PAGE_QUERY, pageOf } from "./parts.js";

const SECONDS = {
  type: "integer",
  minimum: 0,
  maximum: 253_402_300_799,
  description: text("Seconds since 1970", "秒级时间戳"),
} as const;

const SPU = {
  type: "object",
  properties: {
    spuId: GOODS_ID,
    spuName: NAME,
    side: {
      type: "string",
      enum: GOODS_SIDES,
      description: text(
        "wholesale: providers buy it; retail: providers assign it to apps",
        "批发（服务商采购）或零售（分配给小程序）",
      ),
    },
    retailSpuId: {
      ...GOODS_ID,
      description: text(
        "For wholesale goods: the retail goods that they convert to",
        "批发商品可转换的零售商品",
      ),
    },
    subscription: {
      type: "boolean",
      description: text(
        "True: a subscription for a time; false: a counted quota",
        "订阅类商品；否则为资源包类",
      ),
    },
    chargingBeginTime: {
      ...SECONDS,
      description: text(
        "Seconds since 1970; before this time, `all` also counts packages that are not in force yet",
        "秒级时间戳：正式计费前，all 也包含未生效的资源包",
      ),
    },
  },
  required: ["spuId", "spuName", "side"],
} as const satisfies ObjectSchema;

const SKU = {
  type: "object",
  properties: {
    skuId: GOODS_ID,
    spuId: GOODS_ID,
    skuName: NAME,
    bizId: { type: "integer", minimum: 0 },
    quota: { ...QUOTA, description: text("Quota of a package", "资源包的额度") },
    duration: {
      type: "integer",
      minimum: 1,
      maximum: 3_153_600_000,
      description: text("Validity in seconds", "有效时长（秒）"),
    },
    finalPrice: { ...QUOTA, description: text("In fen. Default: 0", "单位：分；默认 0") },
    durationType: { type: "integer", minimum: 0 },
    granularity: { type: "integer", minimum: 0 },
    spSkuIds: {
      type: "array",
      items: GOODS_ID,
      maxItems: 100,
      description: text(
        "The wholesale SKUs that convert to it. Default: all SKUs of the wholesale SPU",
        "可转换为该 SKU 的批发 SKU；默认为对应批发 SPU 的全部 SKU",
      ),
    },
  },
  required: ["skuId", "spuId", "skuName", "bizId"],
} as const satisfies ObjectSchema;

const RESOURCE_PACKAGE = {
  type: "object",
  properties: {
    appid: APPID,
    ...PACKAGE_DETAIL_PROPERTIES,
    orderId: { type: "string" },
    providerAppid: {
      ...APPID,
      description: text("The service provider that assigned it", "分配该资源包的服务商"),
    },
  },
  required: ["appid", ...PACKAGE_DETAIL_NAMES],
} as const satisfies ObjectSchema;

const ASSIGNMENT_EVENT = {
  type: "object",
  properties: { at: INSTANT, event: ASSIGNMENT_EVENT_SCHEMA },
  required: ["at", "event"],
} as const satisfies ObjectSchema;

/** The operator's operations on service providers' orders, goods and packages. */
export const SERVICE_PROVIDER_OPERATIONS = {
  createServiceProviderOrder: {
    method: "POST",
    path: "/service-provider-orders",
    summary: text(
      "Create a service provider's order for a resource package",
      "创建服务商资源包订单",
    ),
    body: {
      type: "object",
      properties: {
        appid: APPID,
        orderId: { type: "string", pattern: ORDER_ID_PATTERN },
        orderPrice: {
          type: "string",
          pattern: "^\\d{1,19}$",
          description: text("In fen", "单位：分"),
        },
        orderProductInfo: { ...ORDER_PRODUCT_INFO_SCHEMA, additionalProperties: false },
        usage: {
          type: "object",
          properties: { all: { type: "string", pattern: "^\\d{1,19}$" } },
          required: ["all"],
        },
      },
      required: ["appid", "orderPrice", "orderProductInfo", "usage"],
      additionalProperties: false,
    },
    reply: SERVICE_PROVIDER_ORDER_SCHEMA,
    status: 201,
    problems: {
      ...BAD_BODY,
      404: text("no service provider has this appid", "没有该 appid 的服务商"),
      409: text("the orderId already exists", "orderId 已存在"),
    },
  },
  listServiceProviderOrders: {
    method: "GET",
    path: "/service-provider-orders",
    summary: text(
      "List a service provider's orders for one wholesale SPU, newest first",
      "服务商某一批发商品的订单列表，按创建倒序",
    ),
    query: {
      type: "object",
      properties: { ...PAGE_QUERY, appid: APPID, spuId: { type: "string", "x-maxBytes": 64 } },
      required: ["appid", "spuId"],
    },
    reply: pageOf(SERVICE_PROVIDER_ORDER_SCHEMA),
    problems: BAD_BODY,
  },
  moveServiceProviderOrder: {
    method: "PATCH",
    path: "/service-provider-orders/:orderId",
    summary: text("Change the state of a service provider's order", "推进服务商订单的状态"),
    body: {
      type: "object",
      properties: {
        status: { type: "integer", enum: Object.values(SERVICE_PROVIDER_ORDER_STATUS) },
        invoiceStatus: { type: "integer", enum: Object.values(INVOICE_STATUS) },
        used: { type: "string", pattern: "^\\d{1,19}$" },
      },
      additionalProperties: false,
    },
    reply: SERVICE_PROVIDER_ORDER_SCHEMA,
    problems: {
      ...BAD_BODY,
      404: text("no order has this orderId", "没有该 orderId 的订单"),
      409: text("the order's lifecycle does not allow the change", "订单的生命周期不允许该变更"),
    },
  },
  createServiceProviderSpu: {
    method: "POST",
    path: "/service-provider-spus",
    summary: text(
      "Create goods (an SPU) of the service market; the SPUs that WeChat published already exist",
      "创建服务市场商品（SPU）；微信已公布的商品无需创建",
    ),
    body: { ...SPU, additionalProperties: false },
    reply: SPU,
    status: 201,
    problems: {
      ...BAD_BODY,
      409: text("the spuId already exists", "spuId 已存在"),
      422: text(
        "wholesale goods must name the retail goods that they convert to; retail goods must not",
        "批发商品须指明可转换的零售商品，零售商品不得指明",
      ),
    },
  },
  listServiceProviderSpus: {
    method: "GET",
    path: "/service-provider-spus",
    summary: text("List the goods of the service market", "服务市场商品（SPU）列表"),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(SPU),
    problems: BAD_BODY,
  },
  createServiceProviderSku: {
    method: "POST",
    path: "/service-provider-skus",
    summary: text(
      "Create a SKU; a retail SKU needs a quota and a duration",
      "创建 SKU；零售 SKU 须有额度与有效时长",
    ),
    body: {
      ...SKU,
      properties: {
        ...SKU.properties,
        bizId: { type: "integer", minimum: 0, description: text("Default: 0", "默认 0") },
      },
      required: ["skuId", "spuId", "skuName"],
      additionalProperties: false,
    },
    reply: SKU,
    status: 201,
    problems: {
      ...BAD_BODY,
      404: text("no goods have this spuId", "没有该 spuId 的商品"),
      409: text("the skuId already exists", "skuId 已存在"),
      422: text(
        "a retail SKU needs a quota and a duration; a wholesale SKU must not have them",
        "零售 SKU 须有额度与有效时长，批发 SKU 不得填写",
      ),
    },
  },
  listServiceProviderSkus: {
    method: "GET",
    path: "/service-provider-skus",
    summary: text("List the SKUs of one SPU or of all", "SKU 列表，可按 SPU 筛选"),
    query: { type: "object", properties: { ...PAGE_QUERY, spuId: GOODS_ID } },
    reply: pageOf(SKU),
    problems: BAD_BODY,
  },
  createResourcePackage: {
    method: "POST",
    path: "/resource-packages",
    summary: text(
      "Issue a package to an app directly, without a service provider",
      "直接发放资源包（非服务商分配）",
    ),
    body: {
      type: "object",
      properties: {
        appid: APPID,
        skuId: { ...GOODS_ID, description: text("A retail SKU", "零售 SKU") },
        source: PACKAGE_SOURCE_SCHEMA,
        all: { ...QUOTA, description: text("Default: the SKU's quota", "默认为 SKU 的额度") },
        startTime: {
          ...SECONDS,
          description: text("Seconds since 1970. Default: now", "秒级时间戳；默认当前时间"),
        },
        endTime: {
          ...SECONDS,
          description: text(
            "Seconds since 1970. Default: startTime plus the SKU's duration",
            "秒级时间戳；默认按 SKU 的有效时长",
          ),
        },
      },
      required: ["appid", "skuId", "source"],
      additionalProperties: false,
    },
    reply: RESOURCE_PACKAGE,
    status: 201,
    problems: {
      ...BAD_BODY,
      404: text("no app has this appid, or no retail goods this skuId", "没有该应用或零售 SKU"),
      422: text("the package would end before it begins", "资源包的结束时间早于开始时间"),
    },
  },
  listResourcePackages: {
    method: "GET",
    path: "/resource-packages",
    summary: text("List the packages, newest first", "资源包列表，按创建倒序"),
    query: { type: "object", properties: { ...PAGE_QUERY, appid: APPID, spuId: GOODS_ID } },
    reply: pageOf(RESOURCE_PACKAGE),
    problems: BAD_BODY,
  },
  recordPackageUse: {
    method: "POST",
    path: "/resource-packages/:pkgId/uses",
    audit: "refusal",
    summary: text("Record usage of a package's quota", "记录资源包用量"),
    body: {
      type: "object",
      properties: {
        count: { ...QUOTA, description: text("Additional usage", "本次新增用量") },
      },
      required: ["count"],
      additionalProperties: false,
    },
    reply: RESOURCE_PACKAGE,
    problems: {
      ...BAD_BODY,
      404: text("no package has this pkgId", "没有该 pkgId 的资源包"),
      409: text(
        "the package is not in force, or has not enough quota left",
        "资源包未在有效期内，或剩余额度不足",
      ),
    },
  },
  listAssignmentEvents: {
    method: "GET",
    path: "/service-provider-events",
    summary: text(
      "List the events of assignments and cancellations, newest first",
      "分配与取消分配的事件列表，按时间倒序",
    ),
    query: {
      type: "object",
      properties: {
        ...PAGE_QUERY,
        appid: { ...APPID, description: text("The service provider", "服务商") },
      },
    },
    reply: pageOf(ASSIGNMENT_EVENT),
    problems: BAD_BODY,
  },
} as const satisfies Record<string, HttpOperation>;

export type ServiceProviderOrderRepresentation = Infer<typeof SERVICE_PROVIDER_ORDER_SCHEMA>;
export type ConvertibleSkuRepresentation = Infer<typeof CONVERTIBLE_SKU_SCHEMA>;
export type AssignmentEventRepresentation = Infer<typeof ASSIGNMENT_EVENT_SCHEMA>;
export type SpuRepresentation = Infer<typeof SPU>;
export type SkuRepresentation = Infer<typeof SKU>;
export type ResourcePackageRepresentation = Infer<typeof RESOURCE_PACKAGE>;
