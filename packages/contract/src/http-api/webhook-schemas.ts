import { EVENT_TYPE, EVENT_TYPES, UCP_EVENT_TYPES } from "../events.js";
import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { WEBHOOK_ENDS, WEBHOOK_FAULT_CODES } from "../webhook-faults.js";
import { ANY, APPID, INSTANT } from "./parts.js";

/** `standard`: Standard Webhooks; `ucp`: the order of the Universal Commerce Protocol. */
export const WEBHOOK_KINDS = ["standard", "ucp"] as const;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

export const WEBHOOK_STATES = ["enabled", "disabled", "paused"] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** Why an endpoint is not enabled. */
export const WEBHOOK_STOP_REASONS = ["operator", "gone", "receiver_asked", "failing"] as const;
export type WebhookStopReason = (typeof WEBHOOK_STOP_REASONS)[number];

export const WEBHOOK_DELIVERY_STATES = ["waiting", "delivered", "failed"] as const;
export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number];

/** The type of the event that a test sends. The feed never lists it. */
export const WEBHOOK_TEST_TYPE = "webhook.test";

/** Counting stops here. */
export const WEBHOOK_COUNT_MAX = 10_000;

export const WEBHOOK_KIND = {
  type: "string",
  enum: WEBHOOK_KINDS,
  description: text(
    "standard: Standard Webhooks; ucp: orders of the Universal Commerce Protocol. Default: standard",
    "standard：Standard Webhooks；ucp：Universal Commerce Protocol 订单。默认 standard",
  ),
} as const;

export const WEBHOOK_URL = {
  type: "string",
  "x-maxBytes": 1024,
  pattern: "^https?://",
  "x-patternMeaning": text("must be an http or https link", "须为 http 或 https 链接"),
  examples: ["https://shop.example.com/dingdan-events"],
} as const;

export const WEBHOOK_EVENTS = {
  type: "array",
  description: text(
    `The types of events, or * alone for all. The kind ucp needs at least one of ${UCP_EVENT_TYPES.join(", ")}`,
    `事件类型；单独一个 * 表示全部。ucp 类型至少需要 ${UCP_EVENT_TYPES.join("、")} 之一`,
  ),
  items: {
    type: "string",
    enum: [...EVENT_TYPES, "*"] as const,
    examples: ["order.matched"],
  },
  minItems: 1,
  maxItems: EVENT_TYPES.length,
  uniqueItems: true,
} as const;

const COUNT = {
  type: "integer",
  description: text(
    `Counted up to ${WEBHOOK_COUNT_MAX}, which means as many or more`,
    `最多计到 ${WEBHOOK_COUNT_MAX}，表示不少于该数`,
  ),
} as const;

/** Why an attempt failed. All three are absent if the event was acknowledged. */
export const WEBHOOK_FAULT = {
  fault: {
    type: "string",
    description: text(
      "Why the attempt failed, in English words; absent if the event was acknowledged",
      "失败原因（英文）；已确认接收则没有",
    ),
  },
  fault_code: {
    type: "string",
    enum: WEBHOOK_FAULT_CODES,
    description: text(
      "The same as a code, for programs. recorded: an earlier version recorded words only",
      "失败原因代码，供程序使用。recorded：早期版本仅记录了文字",
    ),
  },
  fault_params: {
    type: "object",
    description: text("What the code is about", "代码的参数"),
    properties: {
      status: { type: "integer", description: text("Of http_status", "用于 http_status") },
      seconds: {
        type: "integer",
        description: text("Of timeout: how long it was waited for", "用于 timeout：等待时长"),
      },
      system_code: {
        type: "string",
        description: text("Of unreachable", "用于 unreachable"),
        examples: ["ECONNREFUSED"],
      },
      address: {
        type: "string",
        description: text("Of address_refused", "用于 address_refused"),
        examples: ["10.2.0.5"],
      },
      use: {
        type: "string",
        description: text(
          "Of address_refused: what the network of the address is for",
          "用于 address_refused：该地址所属网络的用途",
        ),
        examples: ["private"],
      },
      network: {
        type: "string",
        description: text(
          "Of address_refused: the value of --allow-callback-network that allows it",
          "用于 address_refused：可放行该地址的 --allow-callback-network 取值",
        ),
        examples: ["10.2.0.5/32"],
      },
      words: {
        type: "string",
        description: text("Of recorded: as they were recorded", "用于 recorded：当时记录的文字"),
      },
      end: {
        type: "string",
        enum: WEBHOOK_ENDS,
        description: text(
          "Why no further attempt follows by itself; absent when one follows",
          "不再自动重试的原因；会重试则没有",
        ),
      },
      attempt: {
        type: "integer",
        description: text("Of the end last_attempt", "end 为 last_attempt 时的尝试次数"),
      },
    },
  },
} as const;

/** How an attempt ended. */
const ANSWER = {
  status: { type: "integer", description: text("Absent without an answer", "无应答时没有") },
  ...WEBHOOK_FAULT,
} as const;

const LAST_ATTEMPT = {
  type: "object",
  properties: { at: INSTANT, event_id: { type: "string" }, ...ANSWER },
  required: ["at", "event_id"],
} as const satisfies ObjectSchema;

export const WEBHOOK_ENDPOINT = {
  type: "object",
  properties: {
    id: { type: "string" },
    url: { type: "string" },
    kind: WEBHOOK_KIND,
    appid: {
      ...APPID,
      description: text(
        "The app whose events are sent; absent: those of all apps",
        "只发送该应用的事件；没有则发送全部应用的事件",
      ),
    },
    events: WEBHOOK_EVENTS,
    state: {
      type: "string",
      enum: WEBHOOK_STATES,
      description: text(
        "paused: its deliveries failed for five days without a success. Only an enabled endpoint gets events",
        "paused：连续五天投递失败。仅 enabled 的端点会收到事件",
      ),
    },
    why: {
      type: "string",
      enum: WEBHOOK_STOP_REASONS,
      description: text(
        "Why it is not enabled. operator: someone disabled it; gone: it answered 410; receiver_asked: it answered webhook-delivery: disable; failing: five days of failures",
        "未启用的原因。operator：人工停用；gone：接收方应答 410；receiver_asked：接收方应答 webhook-delivery: disable；failing：连续五天失败",
      ),
    },
    state_since: INSTANT,
    failing_since: {
      ...INSTANT,
      description: text(
        "The first failure since the last success; absent after a success",
        "上次成功之后的首次失败时间；成功后没有",
      ),
    },
    waiting: COUNT,
    delivered: COUNT,
    failed: COUNT,
    last_attempt: {
      ...LAST_ATTEMPT,
      description: text("Absent before the first", "尚无投递时没有"),
    },
    public_key: {
      type: "string",
      description: text(
        "whpk_…: verifies the v1a signatures (ed25519)",
        "whpk_…：用于验证 v1a 签名（ed25519）",
      ),
    },
    rotated_at: {
      ...INSTANT,
      description: text("When the secret was rotated; absent before", "密钥轮换时间；未轮换则没有"),
    },
    previous_valid_until: {
      ...INSTANT,
      description: text(
        "Until when requests are also signed with the secret before the rotation; absent when they are not",
        "在此之前仍同时以轮换前的密钥签名；已停止则没有",
      ),
    },
    created_at: INSTANT,
  },
  required: [
    "id",
    "url",
    "kind",
    "events",
    "state",
    "state_since",
    "waiting",
    "delivered",
    "failed",
    "created_at",
  ],
} as const satisfies ObjectSchema;

/** A reply that shows a new secret. */
export const NEW_WEBHOOK_SECRET = {
  type: "object",
  properties: {
    ...WEBHOOK_ENDPOINT.properties,
    secret: {
      type: "string",
      description: text(
        "whsec_…: verifies the v1 signatures (HMAC-SHA-256). This reply is the only one that shows it",
        "whsec_…：用于验证 v1 签名（HMAC-SHA-256）。仅此一次显示",
      ),
    },
  },
  required: [...WEBHOOK_ENDPOINT.required, "secret"],
} as const satisfies ObjectSchema;

export const WEBHOOK_ATTEMPT = {
  type: "object",
  properties: {
    number: { type: "integer", description: text("Counts from 1", "从 1 开始") },
    at: INSTANT,
    acknowledged: {
      type: "boolean",
      description: text("True for an answer of 2xx", "应答为 2xx 时为 true"),
    },
    ...ANSWER,
    duration_ms: { type: "integer" },
    request_headers: ANY,
    answer_headers: { ...ANY, description: text("At most 2 KiB", "最多 2 KiB") },
    answer_body: {
      type: "string",
      "x-multiline": true,
      description: text("The first 1 KiB", "前 1 KiB"),
    },
  },
  required: ["number", "at", "acknowledged", "duration_ms", "request_headers"],
} as const satisfies ObjectSchema;

export const WEBHOOK_DELIVERY = {
  type: "object",
  properties: {
    event_id: { type: "string" },
    type: EVENT_TYPE,
    timestamp: { ...INSTANT, description: text("When the event happened", "事件发生时间") },
    appid: APPID,
    order_id: { type: "string" },
    state: {
      type: "string",
      enum: WEBHOOK_DELIVERY_STATES,
      description: text(
        "waiting: it is sent at next_attempt_at; delivered: acknowledged; failed: no further attempt",
        "waiting：将于 next_attempt_at 发送；delivered：已确认；failed：不再尝试",
      ),
    },
    attempts: {
      type: "integer",
      description: text("Since it was queued or resent", "入队或重发以来的尝试次数"),
    },
    next_attempt_at: { ...INSTANT, description: text("Only while waiting", "仅 waiting 时有") },
    ended_at: { ...INSTANT, description: text("Absent while waiting", "waiting 时没有") },
    ...ANSWER,
  },
  required: ["event_id", "type", "timestamp", "appid", "state", "attempts"],
} as const satisfies ObjectSchema;

export const WEBHOOK_DELIVERY_DETAIL = {
  type: "object",
  properties: {
    ...WEBHOOK_DELIVERY.properties,
    body: { type: "string", description: text("Exactly as it is sent", "与发送的正文完全一致") },
    log: {
      type: "array",
      description: text(
        "The last 10 attempts of the last 7 days, oldest first",
        "最近 7 天内的最后 10 次尝试，按时间正序",
      ),
      items: WEBHOOK_ATTEMPT,
    },
  },
  required: [...WEBHOOK_DELIVERY.required, "body", "log"],
} as const satisfies ObjectSchema;

export type WebhookEndpointRepresentation = Infer<typeof WEBHOOK_ENDPOINT>;
export type NewWebhookSecretRepresentation = Infer<typeof NEW_WEBHOOK_SECRET>;
export type WebhookAttemptRepresentation = Infer<typeof WEBHOOK_ATTEMPT>;
export type WebhookDeliveryRepresentation = Infer<typeof WEBHOOK_DELIVERY>;
export type WebhookDeliveryDetailRepresentation = Infer<typeof WEBHOOK_DELIVERY_DETAIL>;
