import {
  INSTANT_RULE,
  parseInstantMs,
  type RefundState,
  type SchemaViolation,
  text,
  type WeChatPayRefund,
} from "@dingdan/contract";
import type { IncomingRefund } from "../domain/refund.js";

export type ParsedRefund =
  | { readonly kind: "refund"; readonly refund: IncomingRefund }
  | { readonly kind: "broken"; readonly violations: readonly SchemaViolation[] };

/**
 * Reads a refund from a WeChat Pay v3 refund object: from a notification (`refund_status`) or a query
 * (`status`), of an ordinary merchant or in provider mode.
 * @see wechatpay, §5.3
 */
export function parseRefund(refund: WeChatPayRefund, receivedAtMs: number): ParsedRefund {
  const { amount } = refund;
  // An empty text counts as absent.
  const createTime = refund.create_time || undefined;
  const successTime = refund.success_time || undefined;
  const word = refund.refund_status ?? refund.status;
  const state = word === undefined ? null : STATES[word];
  const startedAtMs = createTime === undefined ? null : parseInstantMs(createTime);
  const succeededAtMs = parseInstantMs(successTime ?? "");
  const violations: SchemaViolation[] = [];
  if (state === null) violations.push(MISSING_STATE);
  if (createTime !== undefined && startedAtMs === null) violations.push(noInstant("create_time"));
  if (state === "succeeded" && successTime === undefined) violations.push(MISSING_SUCCESS_TIME);
  else if (state === "succeeded" && succeededAtMs === null) {
    violations.push(noInstant("success_time"));
  }
  const { payer_total: payerTotal = null, payer_refund: payerRefund = null } = amount;
  if (payerTotal !== null && payerRefund !== null && payerRefund > payerTotal) {
    violations.push({
      path: "amount.payer_refund",
      reason: text(
        `must not exceed payer_total, which is ${payerTotal}`,
        `不得超过 payer_total（${payerTotal}）`,
      ),
    });
  }
  if (state === null || violations.length > 0) return { kind: "broken", violations };
  return {
    kind: "refund",
    refund: {
      refundId: refund.refund_id,
      outRefundNo: refund.out_refund_no,
      ofTransactionId: refund.transaction_id,
      outTradeNo: refund.out_trade_no,
      mchids: [refund.mchid, refund.sub_mchid, refund.sp_mchid].filter((id) => id !== undefined),
      totalMinor: amount.total,
      amountMinor: amount.refund,
      currency: amount.currency ?? null,
      payerRefundMinor: payerRefund,
      state,
      startedAtMs: startedAtMs ?? (state === "processing" ? receivedAtMs : null),
      atMs: state === "succeeded" ? (succeededAtMs as number) : receivedAtMs,
      receivedAtMs,
      refund: JSON.stringify(refund),
    },
  };
}

const STATES: Readonly<Record<NonNullable<WeChatPayRefund["status"]>, RefundState>> = {
  PROCESSING: "processing",
  SUCCESS: "succeeded",
  CLOSED: "closed",
  CLOSE: "closed",
  ABNORMAL: "abnormal",
};

const MISSING_STATE: SchemaViolation = {
  path: "refund_status",
  reason: text("is missing, and so is status", "缺失，且没有查询结果中的 status"),
};

const MISSING_SUCCESS_TIME: SchemaViolation = {
  path: "success_time",
  reason: text("is missing", "缺失"),
};

const noInstant = (path: string): SchemaViolation => ({
  path,
  reason: INSTANT_RULE,
});
