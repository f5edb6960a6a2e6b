import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { INSTANT } from "./parts.js";

const YEAR_SECONDS = 31_622_400;

const SETTINGS = {
  admitted: {
    type: "boolean",
    description: text(
      "True: WeChat has admitted the app; otherwise each call of /wxa/sec/order returns 48001",
      "微信是否已准入该应用；未准入时 /wxa/sec/order 的接口均返回 48001",
    ),
  },
  managed: {
    type: "boolean",
    description: text(
      "True: new payments of the app are under management",
      "应用的新支付是否纳入发货管理",
    ),
  },
  completed: {
    type: "boolean",
    description: text(
      "True: every linked merchant number is authorised or unlinked",
      "关联的商户号是否均已授权或解绑",
    ),
  },
  ingestion_seconds: {
    type: "integer",
    minimum: 0,
    maximum: YEAR_SECONDS,
    description: text(
      "From a payment until the interfaces find it",
      "支付后多少秒接口可查到该支付单",
    ),
  },
  settle_seconds: {
    type: "integer",
    minimum: 0,
    maximum: YEAR_SECONDS,
    description: text(
      "From the confirmation of a receipt to the settlement",
      "确认收货后多少秒结算",
    ),
  },
  authorized_at: {
    ...INSTANT,
    description: text(
      "When the merchant numbers were authorised: earlier payments are never under management",
      "商户号的授权时间：此前的支付不纳入管理",
    ),
  },
  path_agreement_signed: {
    type: "boolean",
    description: text(
      "False: update_order_detail_path returns 10060034",
      "为 false 时 update_order_detail_path 返回 10060034",
    ),
  },
  buyers_confirm_receipt: {
    type: "boolean",
    description: text(
      "True: the app's buyers confirm the receipt on their page of this platform. A sandbox always allows it",
      "为 true 时应用的买家可在本平台的页面确认收货；沙箱始终允许",
    ),
  },
  strict_uploads: {
    type: "boolean",
    description: text(
      "True: an upload with a member that the documents do not have returns 47001",
      "为 true 时上传中含有文档没有的字段返回 47001",
    ),
  },
  permission_sets_of_2023: {
    type: "boolean",
    description: text(
      "True: permission set 142 also opens get_order_list and set_msg_jump_path to third-party platforms, as in WeChat's documents of 2023",
      "为 true 时权限集 142 也允许第三方平台调用 get_order_list 与 set_msg_jump_path，与微信 2023 年的文档一致",
    ),
  },
  controlled: {
    type: "boolean",
    description: text(
      "True: the app must join shipping information management, or it loses its payments. Switching it on pushes wxa_trade_controlled; nothing else changes",
      "为 true 表示应用须接入发货信息管理，否则将失去支付能力。开启时推送 wxa_trade_controlled，无其他影响",
    ),
  },
} as const satisfies ObjectSchema["properties"];

const PUSH_URL = {
  type: "string",
  "x-maxBytes": 1024,
  pattern: "^https?://",
  "x-patternMeaning": text("must be an http or https link", "须为 http 或 https 链接"),
  description: text("The app's message URL", "应用的消息推送地址"),
} as const;

const PUSH_FORMAT = {
  type: "string",
  enum: ["json", "xml"],
  description: text("Default: json", "默认 json"),
} as const;

/** An app's settings of shipping information management, as the operator's interface shows them. */
export const TRADE_MANAGEMENT = {
  type: "object",
  description: text("Shipping information management", "发货信息管理"),
  properties: SETTINGS,
  required: [
    "admitted",
    "managed",
    "completed",
    "ingestion_seconds",
    "settle_seconds",
    "authorized_at",
    "path_agreement_signed",
    "buyers_confirm_receipt",
    "strict_uploads",
    "permission_sets_of_2023",
    "controlled",
  ],
} as const satisfies ObjectSchema;

/** A change of these settings; absent members stay. */
export const TRADE_MANAGEMENT_CHANGE = {
  type: "object",
  description: text(
    "Shipping information management; absent members stay as they are",
    "发货信息管理；未填写的项保持不变",
  ),
  properties: {
    ...SETTINGS,
    push_url: {
      ...PUSH_URL,
      pattern: "^$|^https?://",
      description: text(
        "Sets the url of message_push; an empty string stops the messages",
        "设置 message_push 的 url；空字符串表示停止推送",
      ),
    },
  },
  additionalProperties: false,
} as const satisfies ObjectSchema;

/** Where messages about shipment and settlement are pushed to an app, without the secrets. */
export const MESSAGE_PUSH = {
  type: "object",
  description: text(
    "Where messages are pushed to the app; absent: nowhere",
    "应用的消息推送设置；没有则不推送",
  ),
  properties: {
    url: { type: "string" },
    format: { type: "string", enum: ["json", "xml"] },
    is_encrypted: { type: "boolean" },
    last_fault: {
      type: "string",
      description: text(
        "Why the last push failed; absent after a delivered push",
        "上次推送失败的原因；推送成功后没有",
      ),
    },
  },
  required: ["url", "format", "is_encrypted"],
} as const satisfies ObjectSchema;

/** A change of it; null stops the messages. */
export const MESSAGE_PUSH_CHANGE = {
  type: ["object", "null"],
  description: text(
    "Where messages are pushed to the app; null stops them",
    "应用的消息推送设置；null 表示停止推送",
  ),
  properties: {
    url: PUSH_URL,
    token: {
      type: "string",
      pattern: "^[0-9A-Za-z]{3,32}$",
      "x-patternMeaning": text("must be 3 to 32 letters and digits", "应为 3 至 32 位字母或数字"),
      description: text("Signs the messages", "用于消息签名"),
    },
    encoding_aes_key: {
      type: "string",
      pattern: "^[0-9A-Za-z]{43}$",
      "x-patternMeaning": text("must be 43 letters and digits", "应为 43 位字母或数字"),
      description: text(
        "Encrypts the messages; absent: they are not encrypted",
        "用于消息加密；不传则为明文",
      ),
    },
    format: PUSH_FORMAT,
  },
  required: ["url", "token"],
  additionalProperties: false,
} as const;

export type TradeManagementRepresentation = Infer<typeof TRADE_MANAGEMENT>;
export type TradeManagementChange = Infer<typeof TRADE_MANAGEMENT_CHANGE>;
export type MessagePushRepresentation = Infer<typeof MESSAGE_PUSH>;
export type MessagePushChange = Infer<typeof MESSAGE_PUSH_CHANGE>;
