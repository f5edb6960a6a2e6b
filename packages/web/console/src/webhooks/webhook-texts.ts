import {
  type Text,
  text,
  type WebhookDeliveryState,
  type WebhookKind,
  type WebhookState,
  type WebhookStopReason,
} from "@dingdan/contract";

export const STATE_TEXTS: Readonly<Record<WebhookState, Text>> = {
  enabled: text("Enabled", "已启用"),
  disabled: text("Disabled", "已停用"),
  paused: text("Paused", "已暂停"),
};

/** Why an endpoint is not enabled, and what to do. */
export const REASON_TEXTS: Readonly<Record<WebhookStopReason, Text>> = {
  operator: text("Disabled by hand", "人工停用"),
  gone: text("The receiver answered 410", "接收端应答 410"),
  receiver_asked: text(
    "The receiver answered webhook-delivery: disable",
    "接收端应答 webhook-delivery: disable",
  ),
  failing: text("Failed for five days", "连续失败五天"),
};

/** In a list, where there is little room. */
export const SHORT_KIND_TEXTS: Readonly<Record<WebhookKind, Text>> = {
  standard: text("Standard Webhooks", "Standard Webhooks"),
  ucp: text("UCP orders", "UCP 订单"),
};

export const KIND_TEXTS: Readonly<Record<WebhookKind, Text>> = {
  standard: text("Standard Webhooks", "Standard Webhooks"),
  ucp: text("Orders of the Universal Commerce Protocol", "Universal Commerce Protocol 订单"),
};

export const DELIVERY_TEXTS: Readonly<Record<WebhookDeliveryState, Text>> = {
  waiting: text("Waiting", "等待"),
  delivered: text("Delivered", "已投递"),
  failed: text("Failed", "失败"),
};

export const WEBHOOK_WORDS = {
  endpoint: text("Endpoint", "端点"),
  url: text("URL", "地址"),
  kind: text("Kind", "类型"),
  app: text("App", "应用"),
  allApps: text("All apps", "全部应用"),
  events: text("Events", "事件"),
  allEvents: text("All types", "全部类型"),
  state: text("State", "状态"),
  since: text("since", "自"),
  failingSince: text("Failing since", "开始失败于"),
  deliveries: text("Deliveries", "投递记录"),
  last: text("Last attempt", "最近一次尝试"),
  noAttempt: text("None yet", "尚无"),
  type: text("Type", "类型"),
  time: text("Time", "时间"),
  order: text("Order", "订单"),
  attempts: text("Attempts", "尝试次数"),
  next: text("Next attempt", "下次尝试"),
  answer: text("Answer", "应答"),
  secret: text("Secret", "密钥"),
  publicKey: text("Public key", "公钥"),
  cancel: text("Cancel", "取消"),
  resend: text("Send again", "重新发送"),
} as const;
