import { namesOfPart } from "../../domain/payment-facts.js";
import { partsOf } from "../../domain/recorded-payment.js";
import type { Payment } from "../../domain/stored-order.js";
import type { SqlValue } from "./row.js";

/** The columns of a part of a combined payment, which a refund or a search names by itself. */
export const SUB_PAYMENT_COLUMNS = "sub_transaction_id, appid, transaction_id, out_trade_no";

/**
 * The rows of a payment's parts. A part whose transaction number is unknown has its merchant's name. Of
 * parts that share it, the first has the row: a statement must not write one key twice.
 */
export function subPaymentRows(payment: Payment): SqlValue[][] {
  const rows = new Map<string, SqlValue[]>();
  for (const part of partsOf(payment)) {
    const key = part.transactionId ?? (namesOfPart(part)[0] as string);
    if (!rows.has(key)) rows.set(key, [key, payment.appid, payment.id, part.outTradeNo]);
  }
  return [...rows.values()];
}
