import {
  combinedParts,
  digitsOf,
  type OrderName,
  type OrderTemplate,
  orderNumber,
  otherMchid,
  transactionId,
} from "./orders.js";

/** The orders of a check and when they were paid, in RFC 3339. */
export interface Paid {
  readonly template: OrderTemplate;
  readonly paidAt: string;
}

/** The state of a refund, as its notice says it. */
export type RefundStatus = "SUCCESS" | "ABNORMAL" | "CLOSED";

/** The transaction of an ordinary payment. @see wechatpay, §5.1 */
export function transactionOf({ template, paidAt }: Paid, name: OrderName) {
  const { appid, mchid, openid, totalFen } = template;
  return {
    mchid,
    appid,
    ...paymentOf(orderNumber(template, name), paidAt),
    payer: { openid },
    amount: {
      total: totalFen,
      payer_total: totalFen,
      currency: "CNY",
      payer_currency: "CNY",
    },
  };
}

/** The members of a payment of which a coupon covers half, in fen. @see wechatpay, §5.1 */
export function couponOf(totalFen: number) {
  const couponFen = halfOf(totalFen);
  return {
    amount: {
      total: totalFen,
      payer_total: totalFen - couponFen,
      currency: "CNY",
      payer_currency: "CNY",
    },
    promotion_detail: [
      {
        coupon_id: "109519",
        name: "满减券",
        scope: "GLOBAL",
        type: "CASH",
        amount: couponFen,
        stock_id: "931386",
        wechatpay_contribute: couponFen,
        merchant_contribute: 0,
        other_contribute: 0,
        currency: "CNY",
      },
    ],
  };
}

/** The transaction of a payment in provider mode. @see wechatpay, §5.1 */
export function providerTransactionOf({ template, paidAt }: Paid) {
  const { appid, mchid, openid, totalFen: total } = template;
  return {
    sp_appid: appid,
    sp_mchid: mchid,
    sub_mchid: otherMchid(template),
    ...paymentOf(orderNumber(template, "provider"), paidAt),
    payer: { sp_openid: openid },
    amount: { total, payer_total: total, currency: "CNY", payer_currency: "CNY" },
  };
}

/** The transaction of a combined payment. @see wechatpay, §5.2 */
export function combinedTransactionOf({ template, paidAt }: Paid) {
  const { appid, mchid, openid } = template;
  return {
    combine_appid: appid,
    combine_mchid: mchid,
    combine_out_trade_no: orderNumber(template, "combined"),
    sub_orders: combinedParts(template).map((part) => ({
      mchid: part.mchid,
      ...paymentOf(part.out_trade_no, paidAt),
      amount: {
        total_amount: part.total,
        payer_amount: part.total,
        currency: "CNY",
        payer_currency: "CNY",
      },
    })),
    combine_payer_info: { openid },
  };
}

/** What the first refund of a check amounts to, in fen: half of the payment. */
export const refundFen = (totalFen: number): number => halfOf(totalFen);

/** Of an order that is refunded in two parts: the second part is what the first one leaves. */
export type RefundPart = "first" | "second";

/** A refund of a part of an ordinary payment. @see wechatpay, §5.3 */
export function refundOf(
  { template, paidAt }: Paid,
  name: OrderName,
  { status, part }: { readonly status: RefundStatus; readonly part: RefundPart },
) {
  const { mchid, totalFen: total } = template;
  const outTradeNo = orderNumber(template, name);
  const outRefundNo = `${outTradeNo}-R${part === "first" ? "" : "2"}`;
  const refund = part === "first" ? refundFen(total) : total - refundFen(total);
  return {
    mchid,
    out_trade_no: outTradeNo,
    transaction_id: transactionId(outTradeNo),
    out_refund_no: outRefundNo,
    refund_id: `50200${digitsOf(outRefundNo)}`,
    refund_status: status,
    ...(status === "SUCCESS" ? { success_time: paidAt } : {}),
    user_received_account: "支付用户零钱",
    amount: { total, refund, payer_total: total, payer_refund: refund },
  };
}

/** Half of an amount in fen, at least 1. */
const halfOf = (fen: number): number => Math.max(1, Math.floor(fen / 2));

const paymentOf = (outTradeNo: string, paidAt: string) => ({
  out_trade_no: outTradeNo,
  transaction_id: transactionId(outTradeNo),
  trade_type: "JSAPI",
  trade_state: "SUCCESS",
  trade_state_desc: "支付成功",
  bank_type: "OTHERS",
  attach: "",
  success_time: paidAt,
});
