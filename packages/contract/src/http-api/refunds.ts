import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { AMOUNT_FEN, BAD_BODY, INSTANT, MONEY, PAY_CURRENCY, PAY_NUMBER } from "./parts.js";

/** States of a refund. */
export const REFUND_STATES = ["processing", "succeeded", "closed", "abnormal"] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** WeChat Pay's names for them; one copy of its documents has CLOSE. @see wechatpay, §5.3 */
const PAY_STATES = ["PROCESSING", "SUCCESS", "CLOSED", "ABNORMAL", "CLOSE"] as const;

/** A refund, as the operator's and the buyer's interfaces show it with its order. */
export const REFUND = {
  type: "object",
  properties: {
    refund_id: { type: "string" },
    amount: {
      ...MONEY,
      description: text(
        "Of the order's total: refund of WeChat Pay",
        "订单退款：微信支付的 refund",
      ),
    },
    payer_amount: {
      ...MONEY,
      description: text(
        "What came back to the buyer: payer_refund of WeChat Pay; absent if it was not reported",
        "退回用户的金额：微信支付的 payer_refund；未收到时没有",
      ),
    },
    amount_fen: AMOUNT_FEN,
    state: { type: "string", enum: REFUND_STATES },
    at: { ...INSTANT, description: text("When it entered this state", "进入该状态的时间") },
  },
  required: ["refund_id", "amount", "amount_fen", "state", "at"],
} as const satisfies ObjectSchema;

export const REFUNDS = {
  type: "array",
  description: text(
    "The refunds of the payment, in the order in which they were first reported",
    "该支付的退款，按首次报告的先后",
  ),
  items: REFUND,
} as const;

/** The operator's operation on refunds. */
export const REFUND_OPERATIONS = {
  recordRefund: {
    method: "POST",
    path: "/refunds",
    audit: "refusal",
    summary: text(
      "Record a WeChat Pay v3 refund, from its notification or its query",
      "记录微信支付 v3 退款（通知或查询的结果均可）",
    ),
    body: {
      type: "object",
      properties: {
        mchid: PAY_NUMBER,
        sp_mchid: PAY_NUMBER,
        sub_mchid: PAY_NUMBER,
        transaction_id: PAY_NUMBER,
        out_trade_no: PAY_NUMBER,
        refund_id: PAY_NUMBER,
        out_refund_no: PAY_NUMBER,
        refund_status: {
          type: "string",
          enum: PAY_STATES,
          description: text("The status in a notification", "通知中的状态"),
        },
        status: {
          type: "string",
          enum: PAY_STATES,
          description: text("The status in a query result", "查询结果中的状态"),
        },
        create_time: { type: "string" },
        success_time: { type: "string" },
        amount: {
          type: "object",
          properties: {
            total: { type: "integer", minimum: 0 },
            refund: { type: "integer", minimum: 1 },
            payer_total: { type: "integer", minimum: 0 },
            payer_refund: { type: "integer", minimum: 0 },
            currency: PAY_CURRENCY,
          },
          required: ["total", "refund"],
        },
      },
      required: ["transaction_id", "out_trade_no", "refund_id", "out_refund_no", "amount"],
    },
    reply: {
      type: "object",
      properties: {
        state: REFUND.properties.state,
        refunded: {
          ...MONEY,
          description: text("Total refunded amount of the payment", "该支付累计已退款金额"),
        },
        amount: { ...MONEY, description: text("The payment's total", "该支付的总额") },
        refunded_fen: {
          type: "integer",
          description: text(
            "The number of refunded; read refunded",
            "refunded 的数值，请改用 refunded",
          ),
        },
        amount_fen: AMOUNT_FEN,
      },
      required: ["state", "refunded", "amount", "refunded_fen", "amount_fen"],
    },
    problems: {
      ...BAD_BODY,
      404: text(
        "no payment has this transaction_id yet: record it, then send the refund again",
        "尚无该 transaction_id 的支付：请先记录支付，再重新发送退款",
      ),
      409: text(
        "the refund contradicts what is recorded, is older than it, or exceeds the payment",
        "退款与已有记录矛盾、早于已有记录，或超出支付金额",
      ),
    },
  },
} as const satisfies Record<string, HttpOperation>;

/** The JSON of a refund: WeChat Pay's v3 object. */
export type WeChatPayRefund = Infer<typeof REFUND_OPERATIONS.recordRefund.body>;
export type RefundRepresentation = Infer<typeof REFUND>;
