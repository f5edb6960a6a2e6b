import { formatChinaTime, type TransactionRepresentation, type Unchecked } from "@dingdan/contract";

/** The status of a refund in a notice. @see wechatpay, §5.3 */
export type NotifiedStatus = "SUCCESS" | "ABNORMAL" | "CLOSED";

/** What a refund is made of. */
export interface RefundSource {
  /** The payment, all of which is refunded; null: `given` is a complete refund. */
  readonly transaction: TransactionRepresentation | null;
  /** The part of a combined payment that is refunded, by its transaction_id; null: the first. */
  readonly partId: string | null;
  /** The members that differ from a full refund, or a refund from its notice or its query. */
  readonly given: Unchecked;
}

/** A refund as WeChat Pay notifies it. @see wechatpay, §5.3 */
export function notifiedRefund(
  { transaction, partId, given }: RefundSource,
  { status, nowMs }: { readonly status: NotifiedStatus; readonly nowMs: number },
): Unchecked {
  // A query has the status under this name.
  const { status: _, success_time: successTime, ...members } = given;
  const full: Unchecked = transaction === null ? {} : fullRefund(transaction, partId);
  const refund = { ...full, ...members };
  return {
    ...refund,
    refund_status: status,
    ...(status === "SUCCESS" ? { success_time: successTime ?? secondOf(nowMs) } : {}),
    user_received_account: given["user_received_account"] ?? "支付用户零钱",
    amount: amountOf({ ...recordOf(full["amount"]), ...recordOf(given["amount"]) }),
  };
}

function fullRefund(transaction: TransactionRepresentation, partId: string | null): Unchecked {
  const { mchids, transaction_id, out_trade_no, total, payerTotal } = refundedOf(
    transaction,
    partId,
  );
  return {
    ...mchids,
    transaction_id,
    out_trade_no,
    // The same numbers each time, so that a receiver can recognise the refund.
    refund_id: `50${(transaction_id ?? "").slice(2)}`,
    out_refund_no: `R-${out_trade_no ?? ""}`,
    amount: { total, refund: total, payer_total: payerTotal, payer_refund: payerTotal },
  };
}

/** What is refunded of a transaction: all of it, or one part of a combined payment. */
function refundedOf(transaction: TransactionRepresentation, partId: string | null) {
  const parts = transaction.sub_orders ?? [];
  const part = parts.find(({ transaction_id: id }) => id === partId) ?? parts[0];
  if (part === undefined) {
    const { mchid, sp_mchid, sub_mchid, transaction_id, out_trade_no, amount } = transaction;
    const { total = 0, payer_total: payerTotal = total } = amount ?? {};
    const mchids = { mchid, sp_mchid, sub_mchid };
    return { mchids, transaction_id, out_trade_no, total, payerTotal };
  }
  const { mchid, sub_mchid, transaction_id, out_trade_no, amount } = part;
  const { total_amount: total, payer_amount: payerTotal = total } = amount;
  // For its merchants, the provider refunds.
  const mchids = sub_mchid === undefined ? { mchid } : { sp_mchid: mchid, sub_mchid };
  return { mchids, transaction_id, out_trade_no, total, payerTotal };
}

/** A notice has these four amounts, without a currency. */
const amountOf = ({ total, refund, payer_total, payer_refund }: Unchecked) => ({
  total,
  refund,
  payer_total: payer_total ?? total,
  payer_refund: payer_refund ?? refund,
});

const recordOf = (value: unknown): Unchecked =>
  typeof value === "object" && value !== null ? (value as Unchecked) : {};

/** Without a fraction, as WeChat Pay prints times. */
const secondOf = (timeMs: number) => formatChinaTime(Math.floor(timeMs / 1000) * 1000);
