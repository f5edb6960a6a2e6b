import { orderKeyText } from "@dingdan/contract";

/** The name that a merchant number and its own order number give to a payment, as an order key. */
export function merchantName(mchid: string, outTradeNo: string): string {
  refuseNoName(mchid, outTradeNo);
  return orderKeyText({ order_number_type: 1, mchid, out_trade_no: outTradeNo });
}

/** The name that WeChat Pay's transaction number gives to a payment, as an order key. */
export function transactionName(transactionId: string): string {
  refuseNoName(transactionId);
  return orderKeyText({ order_number_type: 2, transaction_id: transactionId });
}

/** A text such as `1:null:ORDER1` would name the payments of unrelated merchants. */
function refuseNoName(...parts: readonly unknown[]): void {
  for (const part of parts) {
    if (typeof part !== "string" || part === "") {
      throw new TypeError(`a payment cannot be named by ${JSON.stringify(part) ?? "undefined"}`);
    }
  }
}
