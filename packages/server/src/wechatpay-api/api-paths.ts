import type { OrderKey } from "@dingdan/contract";

/** A number that WeChat Pay can have issued or taken: no part of a path such as `..`. */
export const isAskable = (number: string): boolean => /^[0-9A-Za-z_\-*|@]{1,64}$/.test(number);

/** The query of an ordinary payment by one of its numbers. @see wechatpay, §1 */
export const paymentPath = (key: OrderKey, mchid: string): string =>
  `/v3/pay/transactions/${numberPath(key)}?mchid=${encodeURIComponent(mchid)}`;

/** The same in provider mode. */
export const partnerPaymentPath = (key: OrderKey, spMchid: string, subMchid: string): string =>
  `/v3/pay/partner/transactions/${numberPath(key)}?sp_mchid=${encodeURIComponent(spMchid)}&sub_mchid=${encodeURIComponent(subMchid)}`;

/** The query of a combined payment. */
export const combinedPaymentPath = (key: OrderKey): string =>
  `/v3/combine-transactions/${numberPath(key)}`;

/** @param subMchid only in provider mode */
export const refundPath = (outRefundNo: string, subMchid: string | null): string => {
  const query = subMchid === null ? "" : `?sub_mchid=${encodeURIComponent(subMchid)}`;
  return `/v3/refund/domestic/refunds/${encodeURIComponent(outRefundNo)}${query}`;
};

export const CERTIFICATES_PATH = "/v3/certificates";

const numberPath = (key: OrderKey): string =>
  key.order_number_type === 1
    ? `out-trade-no/${encodeURIComponent(key.out_trade_no)}`
    : `id/${encodeURIComponent(key.transaction_id)}`;
