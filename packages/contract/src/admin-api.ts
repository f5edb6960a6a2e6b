import { GOODS_SIDES, INVOICE_STATUS, SERVICE_PROVIDER_ORDER_STATUS } from "./enumerations.js";
import { EXAMPLE_APPID, EXAMPLE_PAYMENT } from "./examples.js";
import { APP_KINDS, ITEM_LINKS } from "./rules/context.js";
import type { AnySchema, Infer, ObjectSchema, StringSchema } from "./schema.js";
import { LOGGED_REQUEST_SCHEMA } from "./schemas/logged-request.js";
import { ASSIGNMENT_EVENT_SCHEMA } from "./schemas/package-assignment.js";
import {
  type CONVERTIBLE_SKU_SCHEMA,
  GOODS_ID,
  PACKAGE_DETAIL_NAMES,
  PACKAGE_DETAIL_PROPERTIES,
  PACKAGE_SOURCE_SCHEMA,
  QUOTA,
} from "./schemas/resource-package.js";
import {
  ORDER_ID_PATTERN,
  ORDER_PRODUCT_INFO_SCHEMA,
  SERVICE_PROVIDER_ORDER_SCHEMA,
} from "./schemas/service-provider-order.js";
import { type Text, text } from "./text.js";

/** Where the operator's interface stands. */
export const ADMIN_PREFIX = "/admin/v1";
/** Where the buyer's interface stands. */
export const BUYER_PREFIX = "/buyer/v1";

/**
 * One call of the operator's or the buyer's interface: ordinary HTTP, unlike the wire. Errors are
 * `application/problem+json` (RFC 9457).
 */
export interface HttpOperation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the interface's prefix, with `:name` for a part that varies. */
  readonly path: string;
  readonly summary: Text;
  readonly query?: ObjectSchema;
  readonly body?: ObjectSchema;
  readonly reply: ObjectSchema;
  /** The status of success. @default 200 */
  readonly status?: 200 | 201;
  /** What can be answered instead, by status. */
  readonly problems: Readonly<Record<number, Text>>;
}

/** States of an app's shopping-order permission. */
export const PERMISSION_STATES = ["closed", "open", "reviewing", "approved", "rejected"] as const;
export type PermissionState = (typeof PERMISSION_STATES)[number];

/** States of an upload and of a payment: what each is to the other. */
export const MATCH_STATES = ["waiting", "matched", "mismatched"] as const;
export type MatchState = (typeof MATCH_STATES)[number];

/** States of an order, as its buyer filters them. */
export const ORDER_STATES = ["to_ship", "shipped", "refunded"] as const;
export type OrderState = (typeof ORDER_STATES)[number];

const INSTANT = {
  type: "string",
  format: "date-time",
  description: text("RFC 3339, in UTC", "RFC 3339，UTC 时间"),
} as const satisfies StringSchema;

const APPID = {
  type: "string",
  pattern: "^[0-9A-Za-z_-]{1,32}$",
  examples: [EXAMPLE_APPID],
} as const satisfies StringSchema;

const NAME = { type: "string", minLength: 1, maxLength: 64 } as const satisfies StringSchema;

const MCHIDS = {
  type: "array",
  description: text("The merchant numbers that the app may use", "应用可使用的商户号"),
  items: { type: "string", pattern: "^[0-9A-Za-z_-]{1,32}$", examples: ["1900000109"] },
  maxItems: 1000,
  uniqueItems: true,
} as const;

const IP_WHITELIST = {
  type: "array",
  description: text(
    "Addresses and ranges (203.0.113.0/24) from which the app may fetch tokens; empty: from anywhere",
    "允许获取令牌的 IP 或网段（203.0.113.0/24）；为空则不限制",
  ),
  items: {
    type: "string",
    pattern: "^[0-9a-fA-F:.]{2,45}(?:/\\d{1,3})?$",
    "x-patternMeaning": text(
      "must be an IP address or a range such as 203.0.113.0/24",
      "须为 IP 地址或网段，例如 203.0.113.0/24",
    ),
  },
  maxItems: 200,
} as const;

const QUOTAS = {
  type: "object",
  description: text(
    "How often the app may call each interface; absent: the platform's own limits",
    "应用调用每个接口的频次上限；缺省为平台设置",
  ),
  properties: {
    per_minute: { type: "integer", minimum: 1 },
    per_day: { type: "integer", minimum: 1 },
  },
  required: ["per_minute", "per_day"],
  additionalProperties: false,
} as const satisfies ObjectSchema;

const APP = {
  type: "object",
  properties: {
    appid: APPID,
    kind: { type: "string", enum: APP_KINDS },
    name: NAME,
    mchids: MCHIDS,
    permission: { type: "string", enum: PERMISSION_STATES },
    item_links: { type: "string", enum: ITEM_LINKS },
    category_open: { type: "boolean" },
    ip_whitelist: IP_WHITELIST,
    quotas: QUOTAS,
    agreement_signed_at: INSTANT,
    /** The most recent finished review, as confirmProductPermission answers it. */
    last_result: { type: "string" },
    next_review_at: INSTANT,
    created_at: INSTANT,
  },
  required: [
    "appid",
    "kind",
    "name",
    "mchids",
    "permission",
    "item_links",
    "last_result",
    "created_at",
  ],
} as const satisfies ObjectSchema;

const ANY = { "x-any": true } as const satisfies AnySchema;

const TIMELINE = {
  type: "array",
  description: text("What happened, oldest first", "发生的事件，按时间先后"),
  items: {
    type: "object",
    properties: { at: INSTANT, event: { type: "string" }, detail: { type: "string" } },
    required: ["at", "event"],
  },
} as const;

const ORDER_SUMMARY_PROPERTIES = {
  id: { type: "string" },
  appid: APPID,
  state: { type: "string", enum: MATCH_STATES },
  order_key: ANY,
  openid: { type: "string" },
  merchant_order_nos: { type: "array", items: { type: "string" } },
  upload_time: { type: "string" },
  received_at: INSTANT,
  matched_at: INSTANT,
  transaction_id: { type: "string" },
  amount_fen: { type: "integer" },
} as const;

const ORDER_SUMMARY = {
  type: "object",
  properties: ORDER_SUMMARY_PROPERTIES,
  required: ["id", "appid", "state", "openid", "merchant_order_nos", "upload_time", "received_at"],
} as const satisfies ObjectSchema;

const PAGE_QUERY = {
  limit: {
    type: "integer",
    minimum: 1,
    maximum: 100,
    description: text("20 unless told", "默认 20"),
  },
  cursor: {
    type: "string",
    description: text("next_cursor of the page before", "上一页的 next_cursor"),
  },
} as const;

const pageOf = <const Item extends ObjectSchema>(items: Item) =>
  ({
    type: "object",
    properties: {
      items: { type: "array", items },
      next_cursor: { type: "string", description: text("Absent on the last page", "最后一页没有") },
    },
    required: ["items"],
  }) as const;

const UNKNOWN_APP = { 404: text("no app has this appid", "没有该 appid 的应用") } as const;
const BAD_BODY = { 400: text("the request does not fit its schema", "请求不符合约定") } as const;

/** An amount of the WeChat Pay objects: integers of fen. */
const AMOUNT = {
  type: "object",
  properties: {
    total: { type: "integer", minimum: 0 },
    payer_total: { type: "integer", minimum: 0 },
    currency: { type: "string" },
  },
  required: ["total"],
} as const satisfies ObjectSchema;

const PAY_NUMBER = {
  type: "string",
  minLength: 1,
  "x-maxBytes": 64,
  pattern: "^[0-9A-Za-z_\\-*|@.]+$",
} as const;

const COMBINED_SUB_PAYMENT = {
  type: "object",
  properties: {
    mchid: PAY_NUMBER,
    sub_mchid: PAY_NUMBER,
    out_trade_no: PAY_NUMBER,
    transaction_id: PAY_NUMBER,
    trade_state: { type: "string" },
    success_time: { type: "string" },
    amount: {
      type: "object",
      properties: { total_amount: { type: "integer", minimum: 0 } },
      required: ["total_amount"],
    },
  },
  required: ["out_trade_no", "trade_state", "amount"],
} as const satisfies ObjectSchema;

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
        "What providers buy, or what they hand out",
        "批发（服务商采购）或零售（分配给小程序）",
      ),
    },
    retailSpuId: {
      ...GOODS_ID,
      description: text(
        "Of wholesale goods: the retail goods that they convert to",
        "批发商品可转换的零售商品",
      ),
    },
    subscription: {
      type: "boolean",
      description: text(
        "Subscribed for a time, where other goods are counted",
        "订阅类商品；否则为资源包类",
      ),
    },
    chargingBeginTime: {
      ...SECONDS,
      description: text(
        "Seconds since 1970: until then `all` also counts packages that are not in force yet",
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
    quota: { ...QUOTA, description: text("What a package of it holds", "资源包的额度") },
    duration: {
      type: "integer",
      minimum: 1,
      maximum: 3_153_600_000,
      description: text("For how many seconds it is in force", "有效时长（秒）"),
    },
    finalPrice: { ...QUOTA, description: text("Fen; 0 unless told", "单位：分；默认 0") },
    durationType: { type: "integer", minimum: 0 },
    granularity: { type: "integer", minimum: 0 },
    spSkuIds: {
      type: "array",
      items: GOODS_ID,
      maxItems: 100,
      description: text(
        "The wholesale SKUs that convert to it; all of those whose SPU does, unless told",
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

const UNKNOWN_COMPONENT = {
  404: text("no platform has this component_appid", "没有该 component_appid 的第三方平台"),
} as const;

const PERMISSION_SETS = {
  type: "array",
  description: text(
    "Permission sets: 120 and 121 hold the shopping orders, 142 the shipping management, 18 the development",
    "权限集：120、121 为购物订单，142 为发货管理，18 为开发管理",
  ),
  items: { type: "integer", minimum: 1, maximum: 9999, examples: [120] },
  maxItems: 100,
  uniqueItems: true,
} as const;

const COMPONENT_SETTINGS = {
  callback_url: {
    type: "string",
    "x-maxBytes": 1024,
    pattern: "^$|^https?://",
    "x-patternMeaning": text("must be an http or https link", "须为 http 或 https 链接"),
    description: text(
      "Where tickets and authorisations are pushed; an empty text ends the pushes",
      "ticket 与授权事件的推送地址；空字符串表示停止推送",
    ),
  },
  token: {
    type: "string",
    pattern: "^[0-9A-Za-z]{3,32}$",
    description: text("Signs the pushes; made when left out", "用于推送签名；不传则自动生成"),
  },
  encoding_aes_key: {
    type: "string",
    pattern: "^[0-9A-Za-z]{43}$",
    description: text("Encrypts the pushes; made when left out", "用于推送加密；不传则自动生成"),
  },
  redirect_hosts: {
    type: "array",
    description: text(
      "Hosts that the consent page may lead back to, with a port if only that one is meant; a sandbox allows its own machine, too",
      "授权页可跳转回的主机，如仅限某端口则带端口；沙箱同时允许本机",
    ),
    items: {
      type: "string",
      pattern: "^[0-9A-Za-z.-]{1,253}(:[0-9]{1,5})?$",
      examples: ["platform.example.com"],
    },
    maxItems: 100,
  },
  permission_sets: PERMISSION_SETS,
} as const;

const COMPONENT = {
  type: "object",
  properties: {
    component_appid: APPID,
    name: NAME,
    callback_url: { type: "string" },
    redirect_hosts: COMPONENT_SETTINGS.redirect_hosts,
    permission_sets: {
      ...PERMISSION_SETS,
      description: text("What it may ask for; absent: anything", "可申请的权限集；没有则不限"),
    },
    next_ticket_at: INSTANT,
    push_failures: {
      type: "integer",
      description: text(
        "Tickets that were not taken since the last that was",
        "上次成功以来推送失败的 ticket 数",
      ),
    },
    last_push_fault: { type: "string" },
    created_at: INSTANT,
  },
  required: ["component_appid", "name", "redirect_hosts", "push_failures", "created_at"],
} as const satisfies ObjectSchema;

/** Shown when the callback is set, and never again. */
const CALLBACK_SECRETS = {
  token: { type: "string" },
  encoding_aes_key: { type: "string" },
} as const;

const AUTHORIZATION = {
  type: "object",
  properties: {
    appid: APPID,
    permission_sets: PERMISSION_SETS,
    authorized_at: INSTANT,
  },
  required: ["appid", "permission_sets", "authorized_at"],
} as const satisfies ObjectSchema;

/** The operator's interface. */
export const ADMIN_OPERATIONS = {
  createApp: {
    method: "POST",
    path: "/apps",
    summary: text(
      "Register an app; its secret is shown only here",
      "注册应用；secret 仅此一次显示",
    ),
    body: {
      type: "object",
      properties: {
        appid: { ...APPID, description: text("Made when left out", "不传则自动生成") },
        name: NAME,
        kind: { type: "string", enum: APP_KINDS },
        mchids: MCHIDS,
      },
      required: ["name", "kind"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: { ...APP.properties, secret: { type: "string" } },
      required: [...APP.required, "secret"],
    },
    status: 201,
    problems: { ...BAD_BODY, 409: text("the appid exists", "appid 已存在") },
  },
  listApps: {
    method: "GET",
    path: "/apps",
    summary: text("List the apps", "应用列表"),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(APP),
    problems: BAD_BODY,
  },
  getApp: {
    method: "GET",
    path: "/apps/:appid",
    summary: text("Show one app", "应用详情"),
    reply: APP,
    problems: UNKNOWN_APP,
  },
  updateApp: {
    method: "PATCH",
    path: "/apps/:appid",
    summary: text(
      "Change an app's name, merchant numbers or settings",
      "修改应用名称、商户号或设置",
    ),
    body: {
      type: "object",
      properties: {
        name: NAME,
        mchids: MCHIDS,
        item_links: { type: "string", enum: ITEM_LINKS },
        category_open: { type: "boolean" },
        ip_whitelist: IP_WHITELIST,
        quotas: QUOTAS,
      },
      additionalProperties: false,
    },
    reply: APP,
    problems: { ...BAD_BODY, ...UNKNOWN_APP },
  },
  signAgreement: {
    method: "POST",
    path: "/apps/:appid/agreement",
    summary: text(
      "Record that the merchant signed the shopping-order agreement",
      "记录商户已签署购物订单协议",
    ),
    reply: APP,
    problems: UNKNOWN_APP,
  },
  setPermission: {
    method: "PUT",
    path: "/apps/:appid/permission",
    summary: text(
      "Open or close the shopping-order permission, as a merchant does in its back office",
      "开通或关闭购物订单权限，相当于商户在后台的操作",
    ),
    body: {
      type: "object",
      properties: { state: { type: "string", enum: ["open", "closed"] } },
      required: ["state"],
      additionalProperties: false,
    },
    reply: APP,
    problems: { ...BAD_BODY, ...UNKNOWN_APP },
  },
  decideAudit: {
    method: "POST",
    path: "/apps/:appid/audit",
    summary: text("Decide an access review by hand", "人工裁定接入审核"),
    body: {
      type: "object",
      properties: {
        result: { type: "string", enum: ["approved", "rejected"] },
        reason: { type: "string", maxLength: 512 },
      },
      required: ["result"],
      additionalProperties: false,
    },
    reply: APP,
    problems: { ...BAD_BODY, ...UNKNOWN_APP, 409: text("the permission is closed", "权限未开通") },
  },
  recordPayment: {
    method: "POST",
    path: "/payments",
    summary: text(
      "Record a completed WeChat Pay v3 transaction, ordinary or combined, and match it to its upload",
      "记录已完成的微信支付 v3 交易（普通或合单）并与上传匹配",
    ),
    body: {
      type: "object",
      properties: {
        appid: APPID,
        mchid: PAY_NUMBER,
        sp_appid: APPID,
        sp_mchid: PAY_NUMBER,
        sub_appid: APPID,
        sub_mchid: PAY_NUMBER,
        out_trade_no: PAY_NUMBER,
        transaction_id: PAY_NUMBER,
        trade_type: { type: "string" },
        trade_state: { type: "string" },
        success_time: { type: "string", examples: [EXAMPLE_PAYMENT.success_time] },
        payer: {
          type: "object",
          properties: {
            openid: { type: "string", "x-maxBytes": 128 },
            sp_openid: { type: "string", "x-maxBytes": 128 },
            sub_openid: { type: "string", "x-maxBytes": 128 },
          },
        },
        amount: AMOUNT,
        combine_appid: APPID,
        combine_mchid: PAY_NUMBER,
        combine_out_trade_no: PAY_NUMBER,
        combine_transaction_id: PAY_NUMBER,
        combine_payer_info: {
          type: "object",
          properties: { openid: { type: "string", "x-maxBytes": 128 } },
        },
        sub_orders: { type: "array", items: COMBINED_SUB_PAYMENT, minItems: 1, maxItems: 50 },
      },
    },
    reply: {
      type: "object",
      properties: { state: { type: "string", enum: MATCH_STATES } },
      required: ["state"],
    },
    problems: {
      ...BAD_BODY,
      409: text(
        "another payment has this number, or this transaction was recorded with other facts",
        "该单号已属于另一笔支付，或该交易已以不同内容记录",
      ),
      422: text("the transaction is not a completed payment", "该交易不是已完成的支付"),
    },
  },
  createServiceProviderOrder: {
    method: "POST",
    path: "/service-provider-orders",
    summary: text("Make a service provider's order for a resource pack", "创建服务商资源包订单"),
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
        orderProductInfo: ORDER_PRODUCT_INFO_SCHEMA,
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
      409: text("the orderId exists", "orderId 已存在"),
    },
  },
  moveServiceProviderOrder: {
    method: "PATCH",
    path: "/service-provider-orders/:orderId",
    summary: text("Move a service provider's order along its life", "推进服务商订单的状态"),
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
      409: text("the order's lifecycle forbids the move", "订单的生命周期不允许该变更"),
    },
  },
  createServiceProviderSpu: {
    method: "POST",
    path: "/service-provider-spus",
    summary: text(
      "Make goods of the service market; those that WeChat has published are there",
      "创建服务市场商品（SPU）；微信已公布的商品无需创建",
    ),
    body: { ...SPU, additionalProperties: false },
    reply: SPU,
    status: 201,
    problems: {
      ...BAD_BODY,
      409: text("the spuId exists", "spuId 已存在"),
      422: text(
        "wholesale goods name the retail goods that they convert to, and retail goods name none",
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
      "Make a SKU; one of retail goods has a quota and a duration",
      "创建 SKU；零售 SKU 须有额度与有效时长",
    ),
    body: {
      ...SKU,
      properties: {
        ...SKU.properties,
        bizId: { type: "integer", minimum: 0, description: text("0 unless told", "默认 0") },
      },
      required: ["skuId", "spuId", "skuName"],
      additionalProperties: false,
    },
    reply: SKU,
    status: 201,
    problems: {
      ...BAD_BODY,
      404: text("no goods have this spuId", "没有该 spuId 的商品"),
      409: text("the skuId exists", "skuId 已存在"),
      422: text(
        "a SKU of retail goods has a quota and a duration, and one of wholesale goods has no terms",
        "零售 SKU 须有额度与有效时长，批发 SKU 不得填写",
      ),
    },
  },
  listServiceProviderSkus: {
    method: "GET",
    path: "/service-provider-skus",
    summary: text("List the SKUs, of one SPU or of all", "SKU 列表，可按 SPU 筛选"),
    query: { type: "object", properties: { ...PAGE_QUERY, spuId: GOODS_ID } },
    reply: pageOf(SKU),
    problems: BAD_BODY,
  },
  createResourcePackage: {
    method: "POST",
    path: "/resource-packages",
    summary: text(
      "Give an app a package that no service provider assigned",
      "直接发放资源包（非服务商分配）",
    ),
    body: {
      type: "object",
      properties: {
        appid: APPID,
        skuId: { ...GOODS_ID, description: text("A SKU of retail goods", "零售 SKU") },
        source: PACKAGE_SOURCE_SCHEMA,
        all: { ...QUOTA, description: text("The SKU's quota unless told", "默认为 SKU 的额度") },
        startTime: { ...SECONDS, description: text("Now unless told", "秒级时间戳；默认当前时间") },
        endTime: {
          ...SECONDS,
          description: text(
            "After the SKU's duration unless told",
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
    summary: text("Record that quota of a package was used", "记录资源包用量"),
    body: {
      type: "object",
      properties: {
        count: { ...QUOTA, description: text("How much more was used", "本次新增用量") },
      },
      required: ["count"],
      additionalProperties: false,
    },
    reply: RESOURCE_PACKAGE,
    problems: {
      ...BAD_BODY,
      404: text("no package has this pkgId", "没有该 pkgId 的资源包"),
      409: text(
        "the package is not in force, or has less left than that",
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
  createBuyerSession: {
    method: "POST",
    path: "/buyer-sessions",
    summary: text("Make a one-time link to a buyer's pages", "生成买家页面的一次性链接"),
    body: {
      type: "object",
      properties: { appid: APPID, openid: { type: "string", minLength: 1, "x-maxBytes": 128 } },
      required: ["appid", "openid"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: { url: { type: "string" }, token: { type: "string" }, expires_at: INSTANT },
      required: ["url", "token", "expires_at"],
    },
    status: 201,
    problems: { ...BAD_BODY, ...UNKNOWN_APP },
  },
  searchOrders: {
    method: "GET",
    path: "/orders",
    summary: text(
      "Search orders by app, state or any number of theirs",
      "按应用、状态或任意单号搜索订单",
    ),
    query: {
      type: "object",
      properties: {
        ...PAGE_QUERY,
        appid: APPID,
        state: { type: "string", enum: MATCH_STATES },
        q: {
          type: "string",
          "x-maxBytes": 128,
          description: text(
            "merchant_order_no, out_trade_no, transaction_id or openid",
            "merchant_order_no、out_trade_no、transaction_id 或 openid",
          ),
        },
      },
    },
    reply: pageOf(ORDER_SUMMARY),
    problems: BAD_BODY,
  },
  getOrder: {
    method: "GET",
    path: "/orders/:id",
    summary: text("Show one order with its timeline", "订单详情与时间线"),
    reply: {
      type: "object",
      properties: {
        ...ORDER_SUMMARY_PROPERTIES,
        details: ANY,
        payment: ANY,
        deliveries: { type: "array", items: ANY },
        verify_result: { type: "string" },
        timeline: TIMELINE,
      },
      required: [...ORDER_SUMMARY.required, "details", "deliveries", "verify_result", "timeline"],
    },
    problems: { 404: text("no order has this id", "没有该 id 的订单") },
  },
  createComponent: {
    method: "POST",
    path: "/components",
    summary: text(
      "Register a service provider's third-party platform; its secrets are shown only here",
      "注册第三方平台；密钥仅此一次显示",
    ),
    body: {
      type: "object",
      properties: {
        component_appid: { ...APPID, description: text("Made when left out", "不传则自动生成") },
        name: NAME,
        ...COMPONENT_SETTINGS,
      },
      required: ["name"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: {
        ...COMPONENT.properties,
        component_appsecret: { type: "string" },
        component_verify_ticket: { type: "string" },
        ...CALLBACK_SECRETS,
      },
      required: [...COMPONENT.required, "component_appsecret", "component_verify_ticket"],
    },
    status: 201,
    problems: { ...BAD_BODY, 409: text("the component_appid exists", "component_appid 已存在") },
  },
  listComponents: {
    method: "GET",
    path: "/components",
    summary: text("List the third-party platforms", "第三方平台列表"),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(COMPONENT),
    problems: BAD_BODY,
  },
  getComponent: {
    method: "GET",
    path: "/components/:id",
    summary: text("Show one third-party platform", "第三方平台详情"),
    reply: COMPONENT,
    problems: UNKNOWN_COMPONENT,
  },
  updateComponent: {
    method: "PATCH",
    path: "/components/:id",
    summary: text(
      "Change a platform's name, callback, redirect hosts or permission sets",
      "修改第三方平台的名称、回调、跳转主机或权限集",
    ),
    body: {
      type: "object",
      properties: { name: NAME, ...COMPONENT_SETTINGS },
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: { ...COMPONENT.properties, ...CALLBACK_SECRETS },
      required: COMPONENT.required,
    },
    problems: { ...BAD_BODY, ...UNKNOWN_COMPONENT },
  },
  createComponentTicket: {
    method: "POST",
    path: "/components/:id/tickets",
    summary: text(
      "Make a component_verify_ticket for a platform that receives no pushes",
      "为不接收推送的第三方平台生成 component_verify_ticket",
    ),
    reply: {
      type: "object",
      properties: { component_verify_ticket: { type: "string" }, expires_at: INSTANT },
      required: ["component_verify_ticket", "expires_at"],
    },
    status: 201,
    problems: UNKNOWN_COMPONENT,
  },
  authorizeComponent: {
    method: "POST",
    path: "/components/:id/authorizations",
    summary: text(
      "Record a merchant's consent, in the place of the consent page",
      "记录商家的授权，代替授权页",
    ),
    body: {
      type: "object",
      properties: { appid: APPID, permission_sets: PERMISSION_SETS },
      required: ["appid", "permission_sets"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: { authorization_code: { type: "string" }, expires_at: INSTANT },
      required: ["authorization_code", "expires_at"],
    },
    status: 201,
    problems: {
      ...BAD_BODY,
      404: text("no platform or no app has this appid", "没有该第三方平台或应用"),
      422: text("the platform has no such permission set", "该第三方平台没有此权限集"),
    },
  },
  listAuthorizations: {
    method: "GET",
    path: "/components/:id/authorizations",
    summary: text("List what merchants authorised a platform to", "第三方平台已获授权列表"),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(AUTHORIZATION),
    problems: { ...BAD_BODY, ...UNKNOWN_COMPONENT },
  },
  revokeAuthorization: {
    method: "DELETE",
    path: "/components/:id/authorizations/:appid",
    summary: text(
      "Revoke a merchant's authorisation: the platform's next call is refused",
      "取消商家的授权：第三方平台的下一次调用即被拒绝",
    ),
    reply: AUTHORIZATION,
    problems: { 404: text("there is no such authorisation", "没有该授权") },
  },
  listRequests: {
    method: "GET",
    path: "/requests",
    summary: text(
      "The request log: what came, what was answered and why, newest first",
      "请求日志：收到的请求、应答及原因，按时间倒序",
    ),
    query: {
      type: "object",
      properties: {
        ...PAGE_QUERY,
        rid: { type: "string", description: text("One call's request id", "一次调用的 rid") },
        appid: { type: "string", description: text("Calls for this app", "该应用的调用") },
        errcode: {
          type: "integer",
          minimum: -1,
          description: text("Calls that were answered so", "返回该错误码的调用"),
        },
        after: {
          type: "string",
          description: text(
            "follow_cursor of a reply before: only what came since, oldest first",
            "之前应答中的 follow_cursor：只返回其后的调用，按时间正序",
          ),
        },
      },
    },
    reply: {
      type: "object",
      properties: {
        items: { type: "array", items: LOGGED_REQUEST_SCHEMA },
        next_cursor: {
          type: "string",
          description: text(
            "Absent on the last page, and when following",
            "最后一页及跟随读取时没有",
          ),
        },
        follow_cursor: {
          type: "string",
          description: text(
            "Give it as `after` to be told what came since",
            "作为 after 传入即可读取其后的调用",
          ),
        },
        dropped: {
          type: "integer",
          description: text(
            "How many calls this process answered and could not log, since too many came",
            "因请求过多，本进程已应答但未能记录的调用数",
          ),
        },
      },
      required: ["items", "follow_cursor", "dropped"],
    },
    problems: BAD_BODY,
  },
  replayRequest: {
    method: "POST",
    path: "/requests/:rid/replay",
    summary: text(
      "Sandbox only: send a logged call once more for the same app, at a time of choice",
      "仅沙箱：以同一应用、指定时间重放一次已记录的调用",
    ),
    body: {
      type: "object",
      properties: {
        at: {
          type: "string",
          format: "date-time",
          description: text(
            "The platform's time for this one call; its present when left out",
            "本次调用所用的平台时间；不传则为当前时间",
          ),
          examples: ["2022-05-20T13:29:35.120+08:00"],
        },
      },
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: {
        rid: { type: "string", description: text("Of the new call", "新调用的 rid") },
        reply: {
          ...ANY,
          description: text("As the caller would get it", "与调用方收到的应答相同"),
        },
      },
      required: ["rid", "reply"],
    },
    problems: {
      ...BAD_BODY,
      403: text("this is not a sandbox", "当前不是沙箱"),
      404: text("the log has no call with this rid", "日志中没有该 rid 的调用"),
      409: text(
        "the log does not have enough of the call to send it as it was",
        "日志中的内容不足以原样重放该调用",
      ),
    },
  },
  advanceClock: {
    method: "POST",
    path: "/clock",
    summary: text(
      "Sandbox only: move the platform's clock, and run what falls due",
      "仅沙箱：拨快平台时钟，并执行到期任务",
    ),
    body: {
      type: "object",
      properties: { advance_seconds: { type: "integer", minimum: 0, maximum: 31_622_400 } },
      required: ["advance_seconds"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: {
        now: INSTANT,
        reviews_finished: { type: "integer" },
        orders_timed_out: { type: "integer" },
      },
      required: ["now", "reviews_finished", "orders_timed_out"],
    },
    problems: { ...BAD_BODY, 403: text("this is not a sandbox", "当前不是沙箱") },
  },
} as const satisfies Record<string, HttpOperation>;

const BUYER_ORDER = {
  type: "object",
  properties: {
    id: { type: "string" },
    appid: APPID,
    merchant_name: { type: "string" },
    state: { type: "string", enum: ORDER_STATES },
    paid_at: INSTANT,
    amount_fen: { type: "integer" },
    transaction_id: { type: "string" },
    logistics_type: { type: "integer", enum: [1, 2, 3, 4] },
    order_list: { type: "array", items: ANY },
    parcels: {
      type: "array",
      description: text("What was shipped, parcel by parcel", "已发货的包裹"),
      items: {
        type: "object",
        properties: {
          express_company: { type: "string" },
          carrier_name: { type: "string" },
          tracking_no: { type: "string" },
          merchant_order_no: {
            type: "string",
            description: text("The order that it belongs to", "所属的商户订单"),
          },
          items: {
            type: "array",
            description: text(
              "The names of the items inside; absent when all are in one parcel",
              "包裹内的商品名称；统一发货时没有",
            ),
            items: { type: "string" },
          },
        },
        required: ["express_company", "carrier_name", "tracking_no"],
      },
    },
  },
  required: [
    "id",
    "appid",
    "merchant_name",
    "state",
    "paid_at",
    "amount_fen",
    "transaction_id",
    "logistics_type",
    "order_list",
    "parcels",
  ],
} as const satisfies ObjectSchema;

const NO_SESSION = {
  401: text(
    "no session: open the link again, or ask for a new one",
    "没有会话：请重新打开链接或获取新链接",
  ),
} as const;

/** The buyer's interface. */
export const BUYER_OPERATIONS = {
  openSession: {
    method: "POST",
    path: "/sessions/:token",
    summary: text("Spend a one-time token", "使用一次性令牌"),
    reply: {
      type: "object",
      properties: { token: { type: "string" }, expires_at: INSTANT },
      required: ["token", "expires_at"],
    },
    problems: NO_SESSION,
  },
  getMe: {
    method: "GET",
    path: "/me",
    summary: text("Who is signed in", "当前登录者"),
    reply: {
      type: "object",
      properties: {
        appid: APPID,
        openid: { type: "string" },
        merchant_name: { type: "string" },
        expires_at: INSTANT,
      },
      required: ["appid", "openid", "merchant_name", "expires_at"],
    },
    problems: NO_SESSION,
  },
  listOrders: {
    method: "GET",
    path: "/orders",
    summary: text("The buyer's orders, newest payment first", "买家的订单，按支付时间倒序"),
    query: {
      type: "object",
      properties: { ...PAGE_QUERY, state: { type: "string", enum: ORDER_STATES } },
    },
    reply: pageOf(BUYER_ORDER),
    problems: { ...BAD_BODY, ...NO_SESSION },
  },
  getOrder: {
    method: "GET",
    path: "/orders/:id",
    summary: text("One of the buyer's orders", "买家的一个订单"),
    reply: BUYER_ORDER,
    problems: { ...NO_SESSION, 404: text("no order of yours has this id", "您没有该 id 的订单") },
  },
} as const satisfies Record<string, HttpOperation>;

export type AdminOperationKey = keyof typeof ADMIN_OPERATIONS;
export type BuyerOperationKey = keyof typeof BUYER_OPERATIONS;

/** The JSON of an app, as the operator's interface shows it. */
export type AppRepresentation = Infer<typeof APP>;
/** The JSON of a completed payment: a WeChat Pay v3 transaction. */
export type TransactionRepresentation = Infer<typeof ADMIN_OPERATIONS.recordPayment.body>;
/** The JSON of a call in the request log. */
export type LoggedRequestRepresentation = Infer<typeof LOGGED_REQUEST_SCHEMA>;
export type OrderSummaryRepresentation = Infer<typeof ORDER_SUMMARY>;
export type ComponentRepresentation = Infer<typeof COMPONENT>;
export type AuthorizationRepresentation = Infer<typeof AUTHORIZATION>;
export type BuyerOrderRepresentation = Infer<typeof BUYER_ORDER>;
export type ServiceProviderOrderRepresentation = Infer<typeof SERVICE_PROVIDER_ORDER_SCHEMA>;
export type ConvertibleSkuRepresentation = Infer<typeof CONVERTIBLE_SKU_SCHEMA>;
export type AssignmentEventRepresentation = Infer<typeof ASSIGNMENT_EVENT_SCHEMA>;
export type SpuRepresentation = Infer<typeof SPU>;
export type SkuRepresentation = Infer<typeof SKU>;
export type ResourcePackageRepresentation = Infer<typeof RESOURCE_PACKAGE>;
