import { type Text, text } from "../text.js";

/** What is stored about buyers, by the name of its table, as receipts and exports have it. */
export const BUYER_TABLE_TEXTS = {
  uploads: text("uploaded orders", "已上传的订单"),
  deliveries: text("deliveries of orders", "订单的物流信息"),
  payments: text("payments", "支付单"),
  payment_numbers: text("numbers of payments", "支付单号"),
  sub_payments: text("parts of combined payments", "合单支付的子单"),
  refunds: text("refunds", "退款单"),
  refund_ids: text("numbers of refunds", "退款单号"),
  early_refunds: text("refunds whose payment has not come", "支付单尚未到达的退款"),
  trade_orders: text("orders under shipping management", "发货管理中的订单"),
  app_messages: text("messages that wait for their app", "待发送给应用的消息"),
  requests: text("logged calls", "请求日志"),
  event_outbox: text("events that wait for the feed", "待写入事件流的事件"),
  events: text("events", "事件"),
  event_sequences: text("counters of events", "事件计数"),
  webhook_deliveries: text("webhook deliveries", "Webhook 投递"),
  webhook_attempts: text("attempts of webhook deliveries", "Webhook 投递的尝试"),
  buyer_tokens: text("sessions and links of buyers", "买家会话与链接"),
  order_names: text("entries of the search", "检索条目"),
} as const satisfies Readonly<Record<string, Text>>;

/** What the platform keeps of an erased buyer. docs/buyer-data.md says why. */
export const ERASURE_KEPT_TEXTS = {
  buyer_hash: text("a keyed hash of the buyer", "买家的带密钥哈希"),
  transaction_hashes: text("keyed hashes of the payments", "支付单的带密钥哈希"),
  order_counts: text(
    "app, state and times of each order, without numbers and names",
    "每个订单的应用、状态与时间，不含单号与名称",
  ),
  statistics: text("counts of each hour", "每小时的计数"),
  events_without_data: text("the events without their data", "不含数据的事件"),
  audit_trail: text("who erased, and when", "何人何时执行了删除"),
} as const satisfies Readonly<Record<string, Text>>;

/** What an erasure does not reach. docs/buyer-data.md says what to do about it. */
export const ERASURE_REMAINS_TEXTS = {
  earlier_backups: text("backups that were made before", "此前的备份"),
  webhook_receivers: text("what webhook receivers were sent", "已推送给 Webhook 接收方的内容"),
  write_ahead_log: text("the write-ahead log of the database", "数据库的预写日志"),
  dead_rows: text("rows that wait for VACUUM", "等待 VACUUM 的行"),
  slack_of_earlier_versions: text(
    "what earlier versions deleted without overwriting it",
    "旧版本删除但未覆盖的内容",
  ),
} as const satisfies Readonly<Record<string, Text>>;

type ErasureTexts =
  | typeof BUYER_TABLE_TEXTS
  | typeof ERASURE_KEPT_TEXTS
  | typeof ERASURE_REMAINS_TEXTS;

/** The words for a name in a receipt; the name itself when a later version wrote the receipt. */
export const erasureText = (texts: ErasureTexts, name: string): Text =>
  Object.hasOwn(texts, name)
    ? ((texts as Readonly<Record<string, Text>>)[name] ?? same(name))
    : same(name);

const same = (name: string): Text => text(name, name);

/** How many rows of a table were erased: `payments: 3`. @param count as a person reads it */
export function erasedText(table: string, count: string): Text {
  const { en, zh } = erasureText(BUYER_TABLE_TEXTS, table);
  return text(`${en}: ${count}`, `${zh}：${count}`);
}
