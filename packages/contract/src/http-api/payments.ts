import { EXAMPLE_PAYMENT } from "../examples.js";
import type { Infer, ObjectSchema } from "../schema.js";
import { MATCH_STATES } from "../states.js";
import { text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { APPID, BAD_BODY, INSTANT, PAY_CURRENCY, PAY_NUMBER } from "./parts.js";
import { UNMANAGED_REASONS } from "./trade-orders.js";

const OPENID = { type: "string", "x-maxBytes": 128 } as const;

/** The amounts of an ordinary object, in the minor units of their currencies. */
const AMOUNT = {
  type: "object",
  properties: {
    total: { type: "integer", minimum: 0 },
    payer_total: { type: "integer", minimum: 0 },
    currency: PAY_CURRENCY,
    payer_currency: PAY_CURRENCY,
  },
  required: ["total"],
} as const satisfies ObjectSchema;

const COMBINED_SUB_PAYMENT = {
  type: "object",
  properties: {
    mchid: PAY_NUMBER,
    sub_mchid: PAY_NUMBER,
    sub_appid: APPID,
    sub_openid: OPENID,
    out_trade_no: PAY_NUMBER,
    transaction_id: PAY_NUMBER,
    trade_state: { type: "string" },
    success_time: { type: "string" },
    amount: {
      type: "object",
      properties: {
        total_amount: { type: "integer", minimum: 0 },
        payer_amount: { type: "integer", minimum: 0 },
        currency: PAY_CURRENCY,
        payer_currency: PAY_CURRENCY,
      },
      required: ["total_amount"],
    },
  },
  required: ["out_trade_no", "trade_state", "amount"],
} as const satisfies ObjectSchema;

/** How a payment was made. */
export const PAYMENT_SOURCES = ["mini_program", "devtools", "other"] as const;

const MANAGED = {
  transaction_id: { type: "string" },
  state: {
    type: "string",
    enum: ["managed", "unmanaged"],
    description: text(
      "Whether the payment is under shipping information management",
      "该支付是否纳入发货信息管理",
    ),
  },
  reason: {
    type: "string",
    enum: UNMANAGED_REASONS,
    description: text("Why it is not", "未纳入的原因"),
  },
  visible_at: {
    ...INSTANT,
    description: text(
      "When the interfaces of shipping information management find it; until then they return 10060001",
      "发货信息管理接口可查到该支付单的时间；此前返回 10060001",
    ),
  },
} as const;

/** The operator's operation on payments. */
export const PAYMENT_OPERATIONS = {
  recordPayment: {
    method: "POST",
    path: "/payments",
    audit: "refusal",
    summary: text(
      "Record a completed WeChat Pay v3 transaction, ordinary or combined, and match it to its upload. A further report of a recorded payment adds its numbers and facts, and matches it again",
      "记录已完成的微信支付 v3 交易（普通或合单）并与上传匹配；同一支付的后续报告会补充单号与信息并重新匹配",
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
          properties: { openid: OPENID, sp_openid: OPENID, sub_openid: OPENID },
        },
        amount: AMOUNT,
        combine_appid: APPID,
        combine_mchid: PAY_NUMBER,
        combine_out_trade_no: PAY_NUMBER,
        combine_transaction_id: PAY_NUMBER,
        combine_payer_info: {
          type: "object",
          properties: { openid: OPENID, sub_openid: OPENID },
        },
        sub_orders: { type: "array", items: COMBINED_SUB_PAYMENT, minItems: 1, maxItems: 50 },
        source: {
          type: "string",
          enum: PAYMENT_SOURCES,
          description: text(
            "How it was made: in the mini program (the default), by a scan in the developer tool, or otherwise (official account, H5)",
            "支付方式：小程序内（默认）、在开发者工具中扫码，或其他（公众号、H5）",
          ),
        },
      },
    },
    reply: {
      type: "object",
      properties: {
        state: {
          type: "string",
          enum: [...MATCH_STATES, "erased"],
          description: text(
            "erased: the payment or its buyer was erased, and nothing was stored",
            "erased：该支付或其买家的数据已删除，未作保存",
          ),
        },
        managed: {
          type: "object",
          description: text(
            "The payment in shipping information management; of a combined payment, its first part",
            "该支付在发货信息管理中的情况；合单支付为第一笔子支付",
          ),
          properties: MANAGED,
          required: ["transaction_id", "state"],
        },
        managed_parts: {
          type: "array",
          description: text(
            "The parts of a combined payment; absent for an ordinary payment",
            "合单支付的各笔子支付；普通支付没有",
          ),
          items: { type: "object", properties: MANAGED, required: ["transaction_id", "state"] },
        },
      },
      required: ["state"],
    },
    problems: {
      ...BAD_BODY,
      409: text(
        "the report contradicts the payment that is recorded under one of its numbers; the violations name the member, and the payment needs attention",
        "该报告与同一单号下已记录的支付矛盾；violations 指明字段，该支付需要处理",
      ),
      422: text("the transaction is not a completed payment", "该交易不是已完成的支付"),
    },
  },
} as const satisfies Record<string, HttpOperation>;

/** The JSON of a completed payment: a WeChat Pay v3 transaction. */
export type TransactionRepresentation = Infer<typeof PAYMENT_OPERATIONS.recordPayment.body>;
