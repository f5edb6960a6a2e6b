import { combinedPaymentFor, combinedUpload, type Loose } from "./requests.js";

type Parts = { order_key: Loose }[];
/** The sub-orders of a combined upload. */
export const partsOf = (request: Loose) => request["sub_orders"] as Parts;
/** The sub-orders of a combined payment. */
export const paidParts = (payment: Loose) => payment["sub_orders"] as Loose[];

/** The ordinary object of one sub-payment of a combined payment. */
export function partAsOrdinary(payment: Loose, index: number, changes: Loose = {}): Loose {
  const { amount, ...part } = paidParts(payment)[index] as Loose & { amount: Loose };
  return {
    ...part,
    appid: payment["combine_appid"],
    payer: { openid: (payment["combine_payer_info"] as Loose)["openid"] },
    amount: { total: amount["total_amount"], payer_total: amount["payer_amount"], currency: "CNY" },
    ...changes,
  };
}

/** A combined upload that names everything by WeChat Pay's numbers, and its payment. */
export function combinedByTransaction(
  number: string,
  key: Loose,
): { request: Loose; payment: Loose } {
  const base = combinedUpload({ order_key: key });
  const payment = { ...combinedPaymentFor(base), combine_transaction_id: number };
  const sub_orders = partsOf(base).map((part, index) => {
    const { transaction_id } = paidParts(payment)[index] as Loose;
    return { ...part, order_key: { order_number_type: 2, transaction_id } };
  });
  const order_key = { order_number_type: 2, transaction_id: number };
  return { request: { ...base, order_key, sub_orders }, payment };
}

/** A succeeded refund of an ordinary payment, or of a part of a combined one. */
export function refundOf(payment: Loose, amount: Loose, changes: Loose = {}): Loose {
  return {
    mchid: payment["mchid"],
    transaction_id: payment["transaction_id"],
    out_trade_no: payment["out_trade_no"],
    refund_id: `5030${String(payment["transaction_id"])}`,
    out_refund_no: `R-${String(payment["out_trade_no"])}`,
    refund_status: "SUCCESS",
    success_time: "2022-05-21T10:00:00+08:00",
    amount,
    ...changes,
  };
}
