import { INVOICE_STATUS, SERVICE_PROVIDER_ORDER_STATUS } from "./enumerations.js";
import { EXAMPLE_APPID, EXAMPLE_PAYMENT } from "./examples.js";
import { APP_KINDS, ITEM_LINKS } from "./rules/context.js";
import type { AnySchema, Infer, ObjectSchema, StringSchema } from "./schema.js";
import { LOGGED_REQUEST_SCHEMA } from "./schemas/logged-request.js";
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
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
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

const APP = {
  type: "object",
  properties: {
    appid: APPID,
    kind: { type: "string", enum: APP_KINDS },
    name: NAME,
    mchids: MCHIDS,
    permission: { type: "string", enum: PERMISSION_STATES },
    item_links: { type: "string", enum: ITEM_LINKS },
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
      "Change an app's name, merchant numbers or item_links",
      "修改应用名称、商户号或 item_links",
    ),
    body: {
      type: "object",
      properties: { name: NAME, mchids: MCHIDS, item_links: { type: "string", enum: ITEM_LINKS } },
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
      "Record a completed WeChat Pay v3 transaction and match it to its upload",
      "记录已完成的微信支付 v3 交易并与上传匹配",
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
      },
      required: [
        "out_trade_no",
        "transaction_id",
        "trade_state",
        "success_time",
        "payer",
        "amount",
      ],
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
        verify_result: { type: "string" },
        timeline: TIMELINE,
      },
      required: [...ORDER_SUMMARY.required, "details", "verify_result", "timeline"],
    },
    problems: { 404: text("no order has this id", "没有该 id 的订单") },
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
export type BuyerOrderRepresentation = Infer<typeof BUYER_ORDER>;
export type ServiceProviderOrderRepresentation = Infer<typeof SERVICE_PROVIDER_ORDER_SCHEMA>;
