import {
  type AppRepresentation,
  EXAMPLE_PAYMENT,
  EXAMPLE_TRADE_ORDER,
  isObject,
  type TransactionRepresentation,
} from "@dingdan/contract";
import { inChina } from "../format/times.js";

/**
 * The payment that a call is about, in WeChat Pay's format: for a combined upload a combined payment of the
 * same parts. Null if the call names no payment.
 */
export function paymentFor(
  app: Pick<AppRepresentation, "appid" | "mchids">,
  request: unknown,
  now: Date,
): TransactionRepresentation | null {
  if (!isObject(request)) return null;
  const whole = keyOf(request, app);
  const payer = payerOf(request);
  if (whole === null || payer === null) return null;
  const success_time = inChina(now);
  if (!Array.isArray(request["sub_orders"])) {
    return { ...EXAMPLE_PAYMENT, appid: app.appid, ...numbersOf(whole), success_time, payer };
  }
  const keys = request["sub_orders"].map((part: unknown) =>
    isObject(part) ? keyOf(part, app) : null,
  );
  const parts = keys.filter((part) => part !== null);
  if (parts.length < keys.length || parts.length === 0) return null;
  return {
    combine_appid: app.appid,
    combine_mchid: whole.mchid,
    combine_out_trade_no: whole.out_trade_no,
    ...(whole.transaction_id === undefined ? {} : { combine_transaction_id: whole.transaction_id }),
    combine_payer_info: payer,
    sub_orders: parts.map((part, index) => ({
      ...numbersOf(part, `${whole.out_trade_no}${index + 1}`),
      trade_type: EXAMPLE_PAYMENT.trade_type,
      trade_state: EXAMPLE_PAYMENT.trade_state,
      success_time,
      amount: { total_amount: PART_FEN, payer_amount: PART_FEN, currency: "CNY" },
    })),
  };
}

/** The number by which a call names its payment, or its first part; null if it names none. */
export function namedNumber(
  app: Pick<AppRepresentation, "mchids">,
  request: unknown,
): string | null {
  if (!isObject(request)) return null;
  const { sub_orders: parts } = request;
  const [named] = Array.isArray(parts) ? parts : [request];
  const key = isObject(named) ? keyOf(named, app) : null;
  return key && (key.transaction_id ?? key.out_trade_no);
}

/** What each part of a combined payment costs, in fen. */
const PART_FEN = 9_900;

/** The names of a payment; a transaction_id only if the call has one. */
interface PaymentKey {
  readonly mchid: string;
  readonly out_trade_no: string;
  readonly transaction_id?: string;
}

/** The payment that a request names, in any of the forms that the interfaces have. */
function keyOf(
  request: Record<string, unknown>,
  { mchids }: Pick<AppRepresentation, "mchids">,
): PaymentKey | null {
  const ofMerchant = mchids[0] ?? EXAMPLE_PAYMENT.mchid;
  const key = request["order_key"];
  if (isObject(key)) {
    const { order_number_type: form, transaction_id, mchid, out_trade_no } = key;
    return form === 2 || !isFilled(out_trade_no)
      ? ofTransaction(transaction_id, ofMerchant)
      : ofNumber(mchid, out_trade_no);
  }
  const { transaction_id, merchant_id, merchant_trade_no, sub_merchant_id, order_id } = request;
  if (isTransactionId(order_id)) return ofTransaction(order_id, ofMerchant);
  if (order_id !== undefined) return ofNumber(ofMerchant, order_id);
  if (isFilled(transaction_id)) return ofTransaction(transaction_id, ofMerchant);
  return isFilled(sub_merchant_id) ? null : ofNumber(merchant_id, merchant_trade_no);
}

const ofTransaction = (transactionId: unknown, mchid: string): PaymentKey | null =>
  isFilled(transactionId)
    ? { mchid, out_trade_no: `T${transactionId.slice(-30)}`, transaction_id: transactionId }
    : null;

const ofNumber = (mchid: unknown, outTradeNo: unknown): PaymentKey | null =>
  isFilled(mchid) && isFilled(outTradeNo) ? { mchid, out_trade_no: outTradeNo } : null;

const isFilled = (value: unknown): value is string => typeof value === "string" && value !== "";

/** opspecialorder takes either number under one name. WeChat Pay's numbers begin with 42. */
const isTransactionId = (value: unknown): boolean =>
  typeof value === "string" && /^42\d{26}$/.test(value);

/** The payer that a call names; calls that name none are about a payment of anyone. */
function payerOf({ payer }: Record<string, unknown>): { openid: string } | null {
  if (payer === undefined) return { openid: EXAMPLE_TRADE_ORDER.openid };
  if (!isObject(payer)) return null;
  const { openid } = payer;
  return isFilled(openid) ? { openid } : null;
}

/** All numbers of a payment. @param seed makes the transaction_id of a call that has none */
const numbersOf = ({ mchid, out_trade_no, transaction_id }: PaymentKey, seed = out_trade_no) => ({
  mchid,
  out_trade_no,
  transaction_id: transaction_id ?? transactionIdFor(seed),
});

/** A number of 28 digits, as WeChat Pay's have. */
const transactionIdFor = (outTradeNo: string): string =>
  `4200${outTradeNo.replace(/\D/g, "").slice(-14)}`.padEnd(28, "0");
