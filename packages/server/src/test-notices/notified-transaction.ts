import type { TransactionRepresentation } from "@dingdan/contract";

/**
 * A transaction as WeChat Pay notifies it: completed, with the members that WeChat Pay always sends and
 * that a shorter report leaves out. Members of the report that are not described here stay.
 * @see wechatpay, §5.1 and §5.2
 */
export const notifiedTransaction = (report: TransactionRepresentation): object =>
  report.combine_out_trade_no === undefined ? ordinary(report) : combined(report);

const DEFAULTS = { trade_type: "JSAPI", trade_state_desc: "支付成功", bank_type: "OTHERS" };

/** A payment is notified only once it is paid; a later report may say that it was refunded. */
const PAID = { trade_state: "SUCCESS" };

function ordinary({ amount, ...report }: TransactionRepresentation): object {
  const { total = 0, payer_total = total, currency = "CNY" } = amount ?? {};
  const amounts = { total, payer_total, currency, payer_currency: currency, ...amount };
  return { ...DEFAULTS, ...report, ...PAID, amount: amounts };
}

function combined(whole: TransactionRepresentation): object {
  // WeChat Pay's notice of a combined payment has no number for the whole.
  const { combine_transaction_id: _, sub_orders: parts = [], ...report } = whole;
  const { trade_type, bank_type } = DEFAULTS;
  return {
    ...report,
    sub_orders: parts.map(({ amount, ...part }) => {
      const { total_amount, payer_amount = total_amount, currency = "CNY" } = amount;
      const amounts = { payer_amount, currency, payer_currency: currency, ...amount };
      return { trade_type, bank_type, ...part, ...PAID, amount: amounts };
    }),
  };
}
