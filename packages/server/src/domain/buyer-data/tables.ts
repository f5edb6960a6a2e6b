import { type BUYER_TABLE_TEXTS, type Text, text } from "@dingdan/contract";

/** What the platform stores about buyers in one table. */
export interface BuyerTable {
  /** How the rows of a buyer are found. */
  readonly found: Text;
  /** The columns that an export contains. */
  readonly exported: readonly string[];
  /** Why the others are not in it. */
  readonly others: Readonly<Record<string, Exception>>;
}

/** Why a column, or a whole table, is not in an export. */
export type Exception = keyof typeof EXCEPTIONS;

export const EXCEPTIONS = {
  derived: text("repeats what another column holds", "与其他字段的内容重复"),
  secret: text("a hash or a sealed copy", "哈希值或封存的副本"),
  technical: text("organises the work of the platform", "仅用于平台内部处理"),
  count: text("a count or a time without a buyer", "计数或时间，不涉及买家"),
  business: text("belongs to an app, a merchant or an operator", "属于应用、商户或运营者"),
  network: text("a network, and no buyer", "网络地址，不涉及买家"),
} as const;

const BY_ORDER = text("by the numbers of the buyer's orders", "按买家订单的单号");
const BY_PAYMENT = text("by the buyer's payments", "按买家的支付单");
const BY_EVENT = text("by the events of the buyer's orders", "按买家订单的事件");

/** The tables that hold something about buyers. Every column of each is named once. */
export const BUYER_TABLES = {
  uploads: {
    found: text(
      "by openid, and by the numbers of the buyer's payments",
      "按 openid，以及买家支付单的单号",
    ),
    exported: [
      "number",
      "appid",
      "order_key",
      "openid",
      "upload_time",
      "state",
      "mismatch",
      "transaction_id",
      "paid_at_ms",
      "received_at_ms",
      "first_received_at_ms",
      "matched_at_ms",
      "shipped_at_ms",
      "shipping_progress",
      "refunded_at_ms",
      "refund_progress",
      "merchant_order_nos",
      "events",
      "details",
    ],
    others: { upload_instant: "derived", summary: "derived" },
  },
  deliveries: {
    found: BY_ORDER,
    exported: [
      "appid",
      "order_key",
      "sub_order_key",
      "upload_time",
      "received_at_ms",
      "delivery",
      "history",
    ],
    others: { upload_instant: "derived" },
  },
  payments: {
    found: text("by openid, in the column and in the reports", "按 openid，包括字段与支付报文"),
    exported: [
      "appid",
      "transaction_id",
      "out_trade_no",
      "order_keys",
      "openid",
      "amount_fen",
      "paid_at_ms",
      "received_at_ms",
      "refunded_at_ms",
      "refund_progress",
      "contradiction",
      "body",
    ],
    others: {},
  },
  payment_numbers: {
    found: BY_PAYMENT,
    exported: ["order_key", "appid", "transaction_id"],
    others: {},
  },
  sub_payments: {
    found: BY_PAYMENT,
    exported: ["sub_transaction_id", "appid", "transaction_id", "out_trade_no"],
    others: {},
  },
  refunds: {
    found: BY_PAYMENT,
    exported: [
      "appid",
      "transaction_id",
      "refund_id",
      "of_transaction_id",
      "out_refund_no",
      "state",
      "amount_fen",
      "started_at_ms",
      "at_ms",
      "received_at_ms",
      "body",
    ],
    others: {},
  },
  refund_ids: {
    found: BY_PAYMENT,
    exported: [],
    others: { refund_id: "derived", appid: "derived", transaction_id: "derived" },
  },
  early_refunds: {
    found: BY_PAYMENT,
    exported: ["refund_id", "mchid", "transaction_id", "body", "received_at_ms"],
    others: {},
  },
  trade_orders: {
    found: text("by openid, and by the buyer's payments", "按 openid，以及买家的支付单"),
    exported: [
      "appid",
      "transaction_id",
      "mchid",
      "sub_mchid",
      "out_trade_no",
      "openid",
      "paid_at_ms",
      "state",
      "amount_minor",
      "details",
    ],
    others: {
      visible_at_ms: "derived",
      is_managed: "derived",
      due_at_ms: "technical",
      combined_key: "derived",
      combined_transaction_id: "derived",
    },
  },
  app_messages: {
    found: text("by openid and by order numbers in the message", "按消息中的 openid 与单号"),
    exported: ["appid", "message", "created_at_ms"],
    others: { number: "technical", due_at_ms: "technical", failures: "technical" },
  },
  requests: {
    found: text(
      "by the keyed hash of the openid, and by the numbers of the buyer's orders",
      "按 openid 的带密钥哈希，以及买家订单的单号",
    ),
    exported: [
      "appid",
      "rid",
      "at_ms",
      "component_appid",
      "operation",
      "method",
      "path",
      "query",
      "errcode",
      "fault",
      "message",
      "cause",
      "diagnoses",
      "client_ip",
      "user_agent",
      "content_type",
      "body",
      "body_state",
      "redacted",
      "reply",
      "order_key",
    ],
    others: {
      number: "technical",
      duration_ms: "technical",
      body_bytes: "derived",
      openid_hash: "secret",
      sealed_openids: "secret",
    },
  },
  event_outbox: {
    found: text("all rows are read", "读取全部记录"),
    exported: ["events", "created_at_ms"],
    others: { number: "technical" },
  },
  events: {
    found: BY_ORDER,
    exported: ["position", "appid", "type", "order_id", "sequence", "at_ms", "added_at_ms", "data"],
    others: {},
  },
  event_sequences: {
    found: BY_ORDER,
    exported: [],
    others: { appid: "derived", order_id: "derived", sequence: "count" },
  },
  webhook_deliveries: {
    found: BY_EVENT,
    exported: [
      "endpoint_id",
      "position",
      "state",
      "attempts",
      "ended_at_ms",
      "status",
      "fault",
      "fault_details",
      "body",
    ],
    others: { due_at_ms: "technical", tries: "technical" },
  },
  webhook_attempts: {
    found: BY_EVENT,
    exported: ["endpoint_id", "position", "number", "at_ms", "details"],
    others: {},
  },
  buyer_tokens: {
    found: text("by appid and openid in the list of buyers", "按买家列表中的 appid 与 openid"),
    exported: ["purpose", "buyers", "is_preview", "expires_at_ms"],
    others: { token_hash: "secret" },
  },
  order_names: {
    found: text("by openid, and by the merchant's order numbers", "按 openid，以及商户订单号"),
    exported: [],
    others: { name: "derived", appid: "derived", number: "derived" },
  },
} as const satisfies Readonly<Record<keyof typeof BUYER_TABLE_TEXTS, BuyerTable>>;

export type BuyerTableName = keyof typeof BUYER_TABLES;

/** The tables that hold nothing about buyers, and why. */
export const OTHER_TABLES: Readonly<Record<string, Exception>> = {
  access_tokens: "business",
  admin_keys: "business",
  apps: "business",
  audit_entries: "secret",
  authorizer_options: "business",
  component_authorizations: "business",
  component_credentials: "business",
  component_events: "business",
  components: "business",
  console_sessions: "business",
  erased_buyers: "secret",
  erased_orders: "count",
  erased_transactions: "secret",
  erasures: "secret",
  event_feed: "technical",
  known_networks: "network",
  order_hours: "count",
  package_assignment_events: "business",
  package_assignments: "business",
  quota_counts: "count",
  renamed_uploads: "technical",
  resource_package_ids: "business",
  resource_packages: "business",
  resource_uses: "count",
  review_decisions: "count",
  service_provider_order_ids: "business",
  service_provider_orders: "business",
  service_provider_skus: "business",
  service_provider_spus: "business",
  settings: "technical",
  stable_tokens: "business",
  statistics: "count",
  unfinished_erasures: "secret",
  webhook_endpoints: "business",
  wechatpay_merchants: "business",
  wrong_guesses: "network",
};
