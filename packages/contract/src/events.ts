import { APPID, INSTANT, MONEY } from "./http-api/parts.js";
import type { Infer, ObjectSchema, Schema } from "./schema.js";
import { MATCH_STATES, TRADE_STATE_NAMES } from "./states.js";
import { type Text, text } from "./text.js";

/** The numbers of an order: those that its merchant uploaded it under. */
const NUMBERS = {
  transaction_id: {
    type: "string",
    description: text("WeChat Pay's number", "微信支付订单号"),
  },
  mchid: { type: "string", description: text("The merchant number", "商户号") },
  out_trade_no: { type: "string", description: text("The merchant's number", "商户订单号") },
} as const;

const PARCELS = {
  type: "array",
  description: text("The parcels of this upload, at most 20", "本次上传的包裹，最多 20 个"),
  items: {
    type: "object",
    properties: { express_company: { type: "string" }, tracking_no: { type: "string" } },
    required: ["express_company", "tracking_no"],
  },
} as const;

const IS_REPLACEMENT = {
  type: "boolean",
  description: text(
    "True when it replaces what was uploaded before",
    "为 true 时替换此前上传的内容",
  ),
} as const;

const UPLOADED = {
  type: "object",
  properties: {
    ...NUMBERS,
    state: { type: "string", enum: MATCH_STATES },
    is_replacement: IS_REPLACEMENT,
  },
  required: ["state", "is_replacement"],
} as const satisfies ObjectSchema;

const MATCHED = {
  type: "object",
  properties: {
    ...NUMBERS,
    paid_at: INSTANT,
    amount: { ...MONEY, description: text("The total of the payment", "支付总额") },
    refund: {
      type: "string",
      enum: ["none", "in_progress", "part", "all"],
      description: text(
        "What of the payment was refunded before: no order.refunded comes for it",
        "匹配之前已退款的情况，这部分不再发送 order.refunded",
      ),
    },
  },
  required: ["paid_at", "amount", "refund"],
} as const satisfies ObjectSchema;

const MISMATCHED = {
  type: "object",
  properties: {
    ...NUMBERS,
    reason: {
      type: "string",
      enum: ["payer", "order_number_type", "sub_orders"],
      description: text(
        "What differs from the payment: the payer, the form of the order number, or the parts",
        "与支付不一致之处：支付者、单号形式或子单",
      ),
    },
  },
  required: ["reason"],
} as const satisfies ObjectSchema;

const SHIPPED = {
  type: "object",
  properties: { ...NUMBERS, parcels: PARCELS, is_replacement: IS_REPLACEMENT },
  required: ["parcels", "is_replacement"],
} as const satisfies ObjectSchema;

const REFUNDED = {
  type: "object",
  properties: {
    ...NUMBERS,
    refund_id: { type: "string" },
    out_refund_no: { type: "string" },
    amount: { ...MONEY, description: text("Of this refund", "本次退款金额") },
    refunded: { ...MONEY, description: text("Of all refunds so far", "累计退款金额") },
    is_full: {
      type: "boolean",
      description: text("True when all of the payment is refunded", "是否已全额退款"),
    },
  },
  required: ["refund_id", "out_refund_no", "amount", "refunded", "is_full"],
} as const satisfies ObjectSchema;

const REVIEWED = {
  type: "object",
  properties: {
    decided_by: { type: "string", enum: ["platform", "operator"] },
    reason: { type: "string", description: text("Why it was rejected", "驳回原因") },
  },
  required: ["decided_by"],
} as const satisfies ObjectSchema;

const PERMISSION = {
  type: "object",
  properties: {
    permission: { type: "string", enum: ["closed", "open", "reviewing", "approved", "rejected"] },
    before: { type: "string", enum: ["closed", "open", "reviewing", "approved", "rejected"] },
  },
  required: ["permission", "before"],
} as const satisfies ObjectSchema;

const AUTHORIZATION = {
  type: "object",
  properties: {
    component_appid: { type: "string" },
    permission_sets: { type: "array", items: { type: "integer" } },
  },
  required: ["component_appid", "permission_sets"],
} as const satisfies ObjectSchema;

const QUOTA_ALARM = {
  type: "object",
  properties: {
    per: {
      type: "string",
      enum: ["minute", "day", "package"],
      description: text(
        "The period of a limit of calls, or a resource package",
        "调用限额的周期，或资源包",
      ),
    },
    operation: {
      type: "string",
      description: text(
        "The interface, as the error codes name it; absent for a package",
        "接口名；资源包没有",
      ),
    },
    limit: {
      type: "integer",
      description: text(
        "The calls that are allowed in the period; absent for a package",
        "周期内允许的调用次数；资源包没有",
      ),
    },
    used: {
      type: "integer",
      description: text(
        "The calls of the period so far; absent for a package",
        "周期内已用的调用次数；资源包没有",
      ),
    },
    pkg_id: {
      type: "string",
      description: text("The package; absent for calls", "资源包 ID；调用限额没有"),
    },
    spu_id: {
      type: "string",
      description: text("The goods of the package; absent for calls", "资源包的 SPU；调用限额没有"),
    },
    quota: {
      type: "string",
      description: text(
        "All of the package, as a decimal text; absent for calls",
        "资源包总量，十进制文本；调用限额没有",
      ),
    },
  },
  required: ["per"],
} as const satisfies ObjectSchema;

const TRADE = {
  transaction_id: { type: "string" },
  mchid: { type: "string" },
  out_trade_no: { type: "string" },
  state: { type: "string", enum: TRADE_STATE_NAMES },
} as const;

const TRADE_INGESTED = {
  type: "object",
  properties: {
    ...TRADE,
    amount: MONEY,
    paid_at: INSTANT,
    visible_at: {
      ...INSTANT,
      description: text("When the interfaces find the payment", "接口可查到该支付单的时间"),
    },
  },
  required: ["transaction_id", "mchid", "out_trade_no", "state", "amount", "paid_at", "visible_at"],
} as const satisfies ObjectSchema;

const TRADE_SHIPPED = {
  type: "object",
  properties: {
    ...TRADE,
    parcels: { type: "integer", description: text("How many there are", "包裹数") },
    is_reshipment: {
      type: "boolean",
      description: text("True for the one re-shipment", "是否为唯一一次重新发货"),
    },
  },
  required: ["transaction_id", "mchid", "out_trade_no", "state", "parcels", "is_reshipment"],
} as const satisfies ObjectSchema;

const TRADE_CONFIRMED = {
  type: "object",
  properties: { ...TRADE, method: { type: "string", enum: ["automatic", "buyer"] } },
  required: ["transaction_id", "mchid", "out_trade_no", "state", "method"],
} as const satisfies ObjectSchema;

const TRADE_MOVED = {
  type: "object",
  properties: TRADE,
  required: ["transaction_id", "mchid", "out_trade_no", "state"],
} as const satisfies ObjectSchema;

interface EventEntry {
  /** When it happens. */
  readonly description: Text;
  /** The schema of its `data`. */
  readonly data: ObjectSchema;
}

/**
 * Every event: what webhooks deliver and the feed lists. No event names a buyer: its receiver asks for the
 * order if it needs more. When the order's buyer is erased, the event keeps its place, type and time; its
 * `data` becomes {@link ERASED_EVENT_DATA}, and `order_id` and `sequence` go.
 */
export const EVENTS = {
  "order.uploaded": {
    description: text(
      "Shopping details were stored: for the first time, or in place of earlier ones",
      "购物详情已保存：首次上传，或替换此前的内容",
    ),
    data: UPLOADED,
  },
  "order.matched": {
    description: text(
      "The payment and the shopping details were found to belong together: the buyer sees the order",
      "支付与购物详情匹配成功，买家可以看到订单",
    ),
    data: MATCHED,
  },
  "order.mismatched": {
    description: text(
      "The order is paid, but the payment does not fit the shopping details: the buyer does not see it",
      "订单已支付，但支付与购物详情不一致，买家看不到订单",
    ),
    data: MISMATCHED,
  },
  "order.partly_shipped": {
    description: text("Logistics were stored, and some items still wait", "部分商品已发货"),
    data: SHIPPED,
  },
  "order.shipped": {
    description: text("Logistics were stored, and all items are shipped", "全部商品已发货"),
    data: SHIPPED,
  },
  "order.refunded": {
    description: text(
      "A refund of the payment succeeded, in part or as a whole",
      "退款成功，部分或全额",
    ),
    data: REFUNDED,
  },
  "review.approved": {
    description: text("The access review of an app was approved", "应用的接入审核通过"),
    data: REVIEWED,
  },
  "review.rejected": {
    description: text("The access review of an app was rejected", "应用的接入审核被驳回"),
    data: REVIEWED,
  },
  "permission.changed": {
    description: text(
      "The permission of an app to show shopping orders changed",
      "应用展示购物订单的权限发生变化",
    ),
    data: PERMISSION,
  },
  "authorization.granted": {
    description: text("A merchant authorized a third-party platform", "商户授权了第三方平台"),
    data: AUTHORIZATION,
  },
  "authorization.changed": {
    description: text(
      "A merchant changed the permission sets of a third-party platform",
      "商户变更了对第三方平台的授权",
    ),
    data: AUTHORIZATION,
  },
  "authorization.revoked": {
    description: text(
      "A merchant revoked the authorization of a third-party platform",
      "商户取消了对第三方平台的授权",
    ),
    data: AUTHORIZATION,
  },
  "quota.alarm": {
    description: text(
      "An app has used its limit of calls to an interface for a minute or a day, and further calls are refused until the next; or it has used up a resource package",
      "应用对某接口的分钟或当日调用额度已用尽，周期内后续调用被拒绝；或资源包已用完",
    ),
    data: QUOTA_ALARM,
  },
  "trade.ingested": {
    description: text(
      "A payment came under shipping information management",
      "支付单纳入发货信息管理",
    ),
    data: TRADE_INGESTED,
  },
  "trade.shipped": {
    description: text(
      "All goods of a payment were reported as sent, for the first time or again",
      "支付单的全部商品已录入发货（含重新发货）",
    ),
    data: TRADE_SHIPPED,
  },
  "trade.confirmed": {
    description: text("The receipt was confirmed", "已确认收货"),
    data: TRADE_CONFIRMED,
  },
  "trade.settled": {
    description: text("The money was released to the merchant", "资金已结算给商户"),
    data: TRADE_MOVED,
  },
  "trade.refunded": {
    description: text("All of the payment was refunded", "支付单已全额退款"),
    data: TRADE_MOVED,
  },
} as const satisfies Readonly<Record<string, EventEntry>>;

export type EventType = keyof typeof EVENTS;

/** The types of the events, in the order of the catalogue. */
export const EVENT_TYPES = Object.keys(EVENTS) as EventType[];

/** The events after which an order looks different: those after which an endpoint of the kind `ucp` is sent it. */
export const UCP_EVENT_TYPES = [
  "order.matched",
  "order.partly_shipped",
  "order.shipped",
  "order.refunded",
] as const satisfies readonly EventType[];

/** The data of an event of this type. */
export type EventData<Type extends EventType = EventType> = Infer<(typeof EVENTS)[Type]["data"]>;

/** The `data` of an event of any type after the buyer of its order was erased. */
export const ERASED_EVENT_DATA = {
  type: "object",
  properties: {
    erased: {
      type: "boolean",
      const: true,
      description: text("The buyer of the order was erased", "该订单买家的数据已删除"),
    },
  },
  required: ["erased"],
} as const satisfies ObjectSchema;

export type ErasedEventData = Infer<typeof ERASED_EVENT_DATA>;

export const EVENT_TYPE = { type: "string", enum: EVENT_TYPES } as const satisfies Schema;

/** An event as the feed lists it, and as a webhook delivers it. */
export const EVENT_SCHEMA = {
  type: "object",
  properties: {
    id: {
      type: "string",
      description: text("Unique, and the same in every delivery", "唯一标识，每次投递都相同"),
    },
    type: EVENT_TYPE,
    timestamp: { ...INSTANT, description: text("When it happened", "发生时间") },
    appid: APPID,
    order_id: {
      type: "string",
      description: text(
        "The id of the order; the transaction_id for trade events; absent for events of an app, and after the buyer was erased",
        "订单 id；trade 事件为 transaction_id；应用事件没有，买家数据删除后也没有",
      ),
    },
    sequence: {
      type: "integer",
      minimum: 1,
      description: text(
        "Counts the events of the order, without gaps; absent for events of an app, and after the buyer was erased",
        "订单事件的连续序号；应用事件没有，买家数据删除后也没有",
      ),
    },
    data: {
      "x-any": true,
      description: text(
        'See the event catalogue. {"erased": true} after the buyer of the order was erased',
        '见事件目录；订单买家的数据删除后为 {"erased": true}',
      ),
    },
  },
  required: ["id", "type", "timestamp", "appid", "data"],
} as const satisfies ObjectSchema;

export type EventRepresentation = Omit<Infer<typeof EVENT_SCHEMA>, "type" | "data"> & {
  readonly type: EventType;
  readonly data: EventData | ErasedEventData;
};

/** Whether the buyer of an event's order was erased. */
export const isErasedEvent = ({ data }: Pick<EventRepresentation, "data">): boolean =>
  "erased" in data;
