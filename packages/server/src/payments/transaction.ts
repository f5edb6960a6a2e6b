import {
  orderKeyText,
  parseInstantMs,
  type SchemaViolation,
  type TransactionRepresentation,
  text,
} from "@dingdan/contract";
import type { Payment } from "../domain/stored-order.js";

export type ParsedTransaction =
  | { readonly kind: "payment"; readonly payment: Payment }
  /** Not paid, or not completely. */
  | { readonly kind: "incomplete"; readonly tradeState: string }
  | { readonly kind: "broken"; readonly violations: readonly SchemaViolation[] };

/** A payment that was refunded later was completed, too. */
const COMPLETED = new Set(["SUCCESS", "REFUND"]);

/**
 * Reads a payment from a WeChat Pay v3 transaction object: an ordinary one, one of provider mode
 * (`sub_appid`, `sub_mchid`, `payer.sub_openid`), or a combined one (`combine_out_trade_no`).
 * @see wechatpay, §5.1 and §5.2
 */
export function parseTransaction(
  transaction: TransactionRepresentation,
  receivedAtMs: number,
): ParsedTransaction {
  return transaction.combine_out_trade_no === undefined
    ? parseOrdinary(transaction, receivedAtMs)
    : parseCombined(transaction, receivedAtMs);
}

/** In provider mode an order key may have the sub-merchant's or the provider's number: both are stored. */
function parseOrdinary(
  transaction: TransactionRepresentation,
  receivedAtMs: number,
): ParsedTransaction {
  const { payer, transaction_id, out_trade_no, trade_state, success_time, amount } = transaction;
  // An unpaid transaction has neither a number of WeChat Pay nor a payer.
  if (trade_state !== undefined && !COMPLETED.has(trade_state)) return incomplete(trade_state);
  const appid = transaction.appid ?? transaction.sub_appid ?? transaction.sp_appid;
  const openid =
    payer?.openid ?? (transaction.sub_appid === undefined ? payer?.sp_openid : payer?.sub_openid);
  const mchids = [transaction.mchid, transaction.sub_mchid, transaction.sp_mchid].filter(
    (mchid) => mchid !== undefined,
  );
  const violations = missing({
    appid,
    mchid: mchids[0],
    out_trade_no,
    transaction_id,
    trade_state,
    success_time,
    "payer.openid": openid,
    amount,
  });
  const paidAtMs = parseInstantMs(success_time ?? "");
  if (success_time !== undefined && paidAtMs === null) violations.push(NO_INSTANT);
  if (violations.length > 0) return { kind: "broken", violations };
  const merchantKeys = mchids.map((mchid) =>
    orderKeyText({ order_number_type: 1, mchid, out_trade_no: out_trade_no as string }),
  );
  const transactionId = transaction_id as string;
  const payKey = orderKeyText({ order_number_type: 2, transaction_id: transactionId });
  return {
    kind: "payment",
    payment: {
      appid: appid as string,
      transactionId,
      outTradeNo: out_trade_no as string,
      orderKeys: [...new Set([...merchantKeys, payKey])],
      openid: openid as string,
      amountFen: amount?.total as number,
      paidAtMs: paidAtMs as number,
      receivedAtMs,
      refundedAtMs: null,
      transaction: JSON.stringify(transaction),
    },
  };
}

/**
 * A combined payment is one payment, of the combining app and merchant; it was completed when the last of
 * its sub-payments was. Its notification has no transaction number for the combined payment, although a
 * look-up by one exists. Without one, the merchant's numbers replace it.
 */
function parseCombined(
  transaction: TransactionRepresentation,
  receivedAtMs: number,
): ParsedTransaction {
  const { combine_appid: appid, combine_mchid: mchid, sub_orders: subOrders } = transaction;
  const outTradeNo = transaction.combine_out_trade_no as string;
  const unpaid = subOrders?.find(({ trade_state }) => !COMPLETED.has(trade_state));
  if (unpaid !== undefined) return incomplete(unpaid.trade_state);
  const openid = transaction.combine_payer_info?.openid;
  const violations = missing({
    combine_appid: appid,
    combine_mchid: mchid,
    "combine_payer_info.openid": openid,
    sub_orders: subOrders,
  });
  const paidAt = (subOrders ?? []).map(({ success_time }) => parseInstantMs(success_time ?? ""));
  for (const [index, timeMs] of paidAt.entries()) {
    if (timeMs === null) {
      violations.push({ ...NO_INSTANT, path: `sub_orders[${index}].success_time` });
    }
  }
  const amountFen = (subOrders ?? []).reduce((sum, { amount }) => sum + amount.total_amount, 0);
  if (!Number.isSafeInteger(amountFen)) {
    const reason = text(
      "have a sum that is too large to represent exactly",
      "金额之和超出可精确表示的范围",
    );
    violations.push({ path: "sub_orders[].amount.total_amount", reason });
  }
  if (violations.length > 0) return { kind: "broken", violations };
  const key = orderKeyText({
    order_number_type: 1,
    mchid: mchid as string,
    out_trade_no: outTradeNo,
  });
  const { combine_transaction_id: transactionId } = transaction;
  return {
    kind: "payment",
    payment: {
      appid: appid as string,
      transactionId: transactionId ?? `${mchid as string}/${outTradeNo}`,
      outTradeNo,
      orderKeys:
        transactionId === undefined
          ? [key]
          : [key, orderKeyText({ order_number_type: 2, transaction_id: transactionId })],
      openid: openid as string,
      amountFen,
      paidAtMs: Math.max(...(paidAt as number[])),
      receivedAtMs,
      refundedAtMs: null,
      transaction: JSON.stringify(transaction),
    },
  };
}

const NO_INSTANT: SchemaViolation = {
  path: "success_time",
  reason: text("must be RFC 3339 with an offset", "应为带时区偏移的 RFC 3339 时间"),
};

function missing(members: Readonly<Record<string, unknown>>): SchemaViolation[] {
  const absent = Object.entries(members).filter(([, value]) => value === undefined || value === "");
  return absent.map(([path]) => ({ path, reason: text("is missing", "缺失") }));
}

const incomplete = (tradeState: string): ParsedTransaction => ({ kind: "incomplete", tradeState });
