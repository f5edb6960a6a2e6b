import type { Infer, ObjectSchema } from "../schema.js";
import { type Text, text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { ANY, BAD_BODY, PAY_NUMBER } from "./parts.js";

/** Test notices that a receiver must accept. */
const GENUINE_NOTICES = [
  "payment",
  "duplicate",
  "second_key",
  "refund",
  "refund_abnormal",
  "refund_closed",
] as const;
/** Test notices that a receiver must refuse. */
const FORGED_NOTICES = ["probe", "stale", "unknown_serial", "forged"] as const;

export const NOTICE_KINDS = [...GENUINE_NOTICES, ...FORGED_NOTICES] as const;
export type ForgedNoticeKind = (typeof FORGED_NOTICES)[number];
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const isForged = (kind: NoticeKind): kind is ForgedNoticeKind =>
  (FORGED_NOTICES as readonly NoticeKind[]).includes(kind);

export const NOTICE_KIND_TEXTS: Readonly<Record<NoticeKind, Text>> = {
  payment: text("a payment, ordinary or combined", "支付成功（普通或合单）"),
  duplicate: text(
    "a payment, sent twice with the same id and two signatures",
    "同一支付通知发送两次（id 相同，签名不同）",
  ),
  second_key: text(
    "a payment, signed with the second key, as during a change of keys",
    "用第二个公钥签名的支付通知（模拟更换密钥）",
  ),
  refund: text("a refund that succeeded", "退款成功"),
  refund_abnormal: text("a refund that the bank rejected", "退款异常（银行未受理）"),
  refund_closed: text("a refund that was closed", "退款关闭"),
  probe: text(
    "a probe: its signature begins with WECHATPAY/SIGNTEST/",
    "签名探测：签名以 WECHATPAY/SIGNTEST/ 开头",
  ),
  stale: text(
    "a payment whose signature is 10 minutes old",
    "签名时间为 10 分钟前的支付通知（模拟重放）",
  ),
  unknown_serial: text(
    "a payment, signed with a key that the receiver does not have",
    "用接收端没有的密钥签名的支付通知",
  ),
  forged: text("a payment whose body was changed after signing", "签名后正文被篡改的支付通知"),
};

/** The keys of a merchant number, in the form of the body of `setWeChatPay`. */
const TEST_KEYS = {
  type: "object",
  properties: {
    api_v3_key: { type: "string", description: text("The APIv3 key", "APIv3 密钥") },
    public_keys: {
      type: "array",
      description: text(
        "The WeChat Pay public keys: the one that signs, and a second one for a change of keys",
        "微信支付公钥：第一个用于签名，第二个用于模拟更换密钥",
      ),
      items: {
        type: "object",
        properties: { id: { type: "string" }, pem: { type: "string", "x-multiline": true } },
        required: ["id", "pem"],
      },
    },
  },
  required: ["api_v3_key", "public_keys"],
} as const satisfies ObjectSchema;

/** How a receiver answered one notice. */
const ANSWER = {
  status: { type: "integer", description: text("Absent without an answer", "无应答时没有") },
  fault: {
    type: "string",
    enum: ["timeout", "unreachable", "address_refused"],
    description: text("Why there is no answer", "没有应答的原因"),
  },
  fault_code: {
    type: "string",
    description: text("Such as ECONNREFUSED", "例如 ECONNREFUSED"),
  },
  duration_ms: { type: "integer" },
  accepted: {
    type: "boolean",
    description: text(
      "Whether WeChat Pay counts the notice as accepted: HTTP 200 or 204 within 5 s",
      "微信支付是否视为接收成功：5 秒内应答 HTTP 200 或 204",
    ),
  },
} as const;

const IS_NO_SANDBOX = {
  409: text(
    "this is not a sandbox, or the seal key cannot open the test keys",
    "当前不是沙箱，或封存密钥无法打开测试密钥",
  ),
} as const;

const SENT = {
  type: "object",
  properties: {
    headers: ANY,
    body: { type: "string", description: text("Exactly as it was sent", "与发送的正文完全一致") },
    resource: { ...ANY, description: text("What is encrypted in it", "其中加密的内容") },
  },
  required: ["headers", "body", "resource"],
} as const satisfies ObjectSchema;

/** The operator's operations with which a sandbox simulates WeChat Pay. */
export const TEST_NOTICE_OPERATIONS = {
  getTestKeys: {
    method: "GET",
    path: "/merchants/:mchid/wechatpay/test-keys",
    // The keys sign notices that receivers of a sandbox accept.
    role: "operator",
    summary: text(
      "Sandbox only: get the keys with which it signs and encrypts test notices for a merchant number; the first call makes them",
      "仅沙箱：查看沙箱为某商户号签名、加密测试通知所用的密钥；首次调用时生成",
    ),
    reply: TEST_KEYS,
    problems: { ...BAD_BODY, ...IS_NO_SANDBOX },
  },
  sendTestNotice: {
    method: "POST",
    path: "/merchants/:mchid/wechatpay/notices",
    summary: text(
      "Sandbox only: send a WeChat Pay notification, signed and encrypted as WeChat Pay does, to a receiver, and report its answer",
      "仅沙箱：向接收地址发送一条按微信支付方式签名、加密的通知，并返回其应答",
    ),
    body: {
      type: "object",
      properties: {
        notify_url: {
          type: "string",
          "x-maxBytes": 1024,
          pattern: "^https?://[^?#]+$",
          "x-patternMeaning": text(
            "must be an http or https link without a query: WeChat Pay does not allow parameters in a notify_url",
            "须为 http 或 https 链接，且不含参数：微信支付不允许 notify_url 携带参数",
          ),
        },
        kind: {
          type: "string",
          enum: NOTICE_KINDS,
          description: text("Default: payment", "默认 payment"),
        },
        transaction: {
          ...ANY,
          description: text(
            "A WeChat Pay transaction, ordinary or combined; a refund returns all of it, or the first part of a combined one",
            "微信支付交易对象（普通或合单）；退款类通知退还其全额，合单则退还第一笔子单",
          ),
        },
        transaction_id: {
          ...PAY_NUMBER,
          description: text(
            "Instead of transaction: the number of a recorded payment",
            "代替 transaction：已记录支付的微信支付订单号",
          ),
        },
        refund: {
          ...ANY,
          description: text(
            "For the kinds of refunds: a WeChat Pay refund, or those of its members that differ from a full refund of the transaction",
            "用于退款类通知：微信支付退款对象，或其中与全额退款不同的字段",
          ),
        },
      },
      required: ["notify_url"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: {
        kind: { type: "string", enum: NOTICE_KINDS },
        ...ANSWER,
        must_be: {
          type: "string",
          enum: ["accepted", "refused"],
          description: text("What a right receiver does", "正确的接收端应如何处理"),
        },
        is_right: {
          type: "boolean",
          description: text("Whether the receiver did it", "接收端是否如此处理"),
        },
        body: {
          type: "string",
          "x-multiline": true,
          description: text(
            "The first 1,000 characters of the answer's body",
            "应答正文的前 1,000 个字符",
          ),
        },
        what_wechat_pay_would_do: {
          type: "string",
          description: text("In the language of the call", "按请求的语言返回"),
        },
        retry_pauses_seconds: {
          type: "array",
          description: text(
            "The pauses before WeChat Pay would send the notice again; empty: it would not",
            "微信支付重发前的各次间隔；为空表示不再发送",
          ),
          items: { type: "integer" },
        },
        sent: SENT,
        first: {
          type: "object",
          description: text(
            "Only of a duplicate: the answer to the notice that was sent first",
            "仅 duplicate：对先发送的那条通知的应答",
          ),
          properties: ANSWER,
          required: ["duration_ms", "accepted"],
        },
        test_keys: {
          ...TEST_KEYS,
          description: text(
            "Only when this call made them: the receiver needs them",
            "仅在本次调用生成时返回：接收端需要这些密钥",
          ),
        },
      },
      required: [
        "kind",
        "duration_ms",
        "accepted",
        "must_be",
        "is_right",
        "what_wechat_pay_would_do",
        "retry_pauses_seconds",
        "sent",
      ],
    },
    problems: {
      ...BAD_BODY,
      404: text("no payment has this transaction_id", "没有该 transaction_id 的支付"),
      ...IS_NO_SANDBOX,
      422: text("the transaction is not a completed payment", "该交易不是已完成的支付"),
    },
  },
} as const satisfies Record<string, HttpOperation>;

export type TestNoticeRepresentation = Infer<typeof TEST_NOTICE_OPERATIONS.sendTestNotice.reply>;
export type TestKeysRepresentation = Infer<typeof TEST_KEYS>;
