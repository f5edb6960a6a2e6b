import { EXAMPLE_PAYMENT, isObject, type TransactionRepresentation } from "@dingdan/contract";
import { inChina } from "./example.js";

/**
 * The payment that an upload waits for, in WeChat Pay's format: for a combined upload a combined payment
 * of the same parts. Null if a key has no out_trade_no.
 */
export function paymentFor(
  appid: string,
  upload: unknown,
  now: Date,
): TransactionRepresentation | null {
  if (!isObject(upload) || !isObject(upload["payer"])) return null;
  const key = merchantKeyOf(upload["order_key"]);
  const { openid } = upload["payer"];
  if (key === null || typeof openid !== "string") return null;
  const success_time = inChina(now);
  if (!Array.isArray(upload["sub_orders"])) {
    const transaction_id = transactionIdFor(key.out_trade_no);
    return { ...EXAMPLE_PAYMENT, appid, ...key, transaction_id, success_time, payer: { openid } };
  }
  const keys = upload["sub_orders"].map((part: unknown) =>
    isObject(part) ? merchantKeyOf(part["order_key"]) : null,
  );
  const parts = keys.filter((part) => part !== null);
  if (parts.length < keys.length) return null;
  return {
    combine_appid: appid,
    combine_mchid: key.mchid,
    combine_out_trade_no: key.out_trade_no,
    combine_payer_info: { openid },
    sub_orders: parts.map((part, index) => ({
      ...part,
      transaction_id: transactionIdFor(`${key.out_trade_no}${index + 1}`),
      trade_type: EXAMPLE_PAYMENT.trade_type,
      trade_state: EXAMPLE_PAYMENT.trade_state,
      success_time,
      amount: { total_amount: PART_FEN, payer_amount: PART_FEN, currency: "CNY" },
    })),
  };
}

/** What each part of a combined payment costs, in fen. */
const PART_FEN = 9_900;

interface MerchantKey {
  readonly mchid: string;
  readonly out_trade_no: string;
}

function merchantKeyOf(key: unknown): MerchantKey | null {
  if (!isObject(key)) return null;
  const { mchid, out_trade_no } = key;
  return typeof mchid === "string" && typeof out_trade_no === "string"
    ? { mchid, out_trade_no }
    : null;
}

/** A number of 28 digits, as WeChat Pay's have. */
const transactionIdFor = (outTradeNo: string): string =>
  `4200${outTradeNo.replace(/\D/g, "").slice(-14)}`.padEnd(28, "0");
