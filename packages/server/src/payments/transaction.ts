import {
  orderKeyText,
  parseInstantMs,
  type SchemaViolation,
  type TransactionRepresentation,
  text,
} from "@dingdan/contract";
import type { Payment } from "../domain/payment.js";

export type ParsedTransaction =
  | { readonly kind: "payment"; readonly payment: Payment }
  /** Not paid, or not completely. */
  | { readonly kind: "incomplete"; readonly tradeState: string }
  | { readonly kind: "broken"; readonly violations: readonly SchemaViolation[] };

/** A payment that was refunded since was completed all the same. */
const COMPLETED = new Set(["SUCCESS", "REFUND"]);

/**
 * Makes a payment of a WeChat Pay v3 transaction object, of a merchant's own or of provider mode
 * (`sub_appid`, `sub_mchid`, `payer.sub_openid`). In provider mode the order may be named by the
 * sub-merchant's or by the provider's number: both are kept.
 * @see wechatpay, §5.1
 */
export function parseTransaction(
  transaction: TransactionRepresentation,
  receivedAtMs: number,
): ParsedTransaction {
  const { payer, transaction_id, out_trade_no } = transaction;
  if (!COMPLETED.has(transaction.trade_state)) {
    return { kind: "incomplete", tradeState: transaction.trade_state };
  }
  const appid = transaction.appid ?? transaction.sub_appid ?? transaction.sp_appid;
  const openid =
    payer.openid ?? (transaction.sub_appid === undefined ? payer.sp_openid : payer.sub_openid);
  const mchids = [transaction.mchid, transaction.sub_mchid, transaction.sp_mchid];
  const paidAtMs = parseInstantMs(transaction.success_time);
  const missing = text("is missing", "缺失");
  if (appid === undefined) return broken("appid", missing);
  if (openid === undefined || openid === "") return broken("payer.openid", missing);
  if (mchids.every((mchid) => mchid === undefined)) return broken("mchid", missing);
  if (paidAtMs === null) {
    return broken(
      "success_time",
      text("must be RFC 3339 with an offset", "应为带时区偏移的 RFC 3339 时间"),
    );
  }
  const merchantKeys = mchids.flatMap((mchid) =>
    mchid === undefined ? [] : orderKeyText({ order_number_type: 1, mchid, out_trade_no }),
  );
  return {
    kind: "payment",
    payment: {
      appid,
      transactionId: transaction_id,
      outTradeNo: out_trade_no,
      orderKeys: [
        ...new Set([...merchantKeys, orderKeyText({ order_number_type: 2, transaction_id })]),
      ],
      openid,
      amountFen: transaction.amount.total,
      paidAtMs,
      receivedAtMs,
      transaction: JSON.stringify(transaction),
    },
  };
}

const broken = (path: string, reason: SchemaViolation["reason"]): ParsedTransaction => ({
  kind: "broken",
  violations: [{ path, reason }],
});
