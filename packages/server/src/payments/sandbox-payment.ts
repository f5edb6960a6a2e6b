import { randomInt } from "node:crypto";
import { type OrderKey, orderKeyOfText, type TransactionRepresentation } from "@dingdan/contract";
import type { App } from "../domain/app.js";
import { isCombinedUpload, type OrderContent, orderContents } from "../domain/order-content.js";
import type { StoredUpload } from "../domain/stored-order.js";

type Payer = Pick<App, "appid" | "mchids">;

/** Used for an order that names WeChat Pay's number when its app has no merchant number. */
const ANY_MCHID = "1900000109";

const COMPLETED = { trade_type: "JSAPI", trade_state: "SUCCESS" } as const;

/**
 * The payment that completes an order in a sandbox, as WeChat Pay would report it: by the order's buyer,
 * of the total of its items. A combined upload gets a combined payment of the same parts.
 */
export function sandboxPayment(
  upload: StoredUpload,
  app: Payer,
  nowMs: number,
): TransactionRepresentation {
  const success_time = new Date(nowMs).toISOString();
  const contents = orderContents(upload);
  const whole = numbersOf(orderKeyOfText(upload.orderKey), app);
  if (!isCombinedUpload(upload)) {
    const total = totalOf(contents);
    return {
      ...COMPLETED,
      appid: app.appid,
      ...whole,
      success_time,
      payer: { openid: upload.openid },
      amount: { total, payer_total: total, currency: "CNY", payer_currency: "CNY" },
    };
  }
  return {
    combine_appid: app.appid,
    combine_mchid: whole.mchid,
    combine_out_trade_no: whole.out_trade_no,
    combine_transaction_id: whole.transaction_id,
    combine_payer_info: { openid: upload.openid },
    sub_orders: contents.map((content) => {
      const total = totalOf([content]);
      return {
        ...COMPLETED,
        ...numbersOf(orderKeyOfText(content.subOrderKey), app),
        success_time,
        amount: { total_amount: total, payer_amount: total, currency: "CNY" },
      };
    }),
  };
}

/** The sum of the items, in fen. WeChat Pay has no payment of nothing. */
const totalOf = (contents: readonly OrderContent[]): number =>
  Math.max(
    1,
    contents
      .flatMap(({ order }) => order.item_list)
      .reduce((sum, { unit_price: price, quantity }) => sum + price * quantity, 0),
  );

/** The number that the key names, and a new one of the other kind. */
function numbersOf(key: OrderKey, { mchids }: Payer) {
  return key.order_number_type === 1
    ? { mchid: key.mchid, out_trade_no: key.out_trade_no, transaction_id: newTransactionId() }
    : {
        mchid: mchids[0] ?? ANY_MCHID,
        out_trade_no: `SANDBOX-${randomDigits(16)}`,
        transaction_id: key.transaction_id,
      };
}

/** 28 digits, as WeChat Pay's numbers have. Nothing else has them, because a sandbox has no WeChat Pay. */
const newTransactionId = (): string => `4299${randomDigits(24)}`;

const randomDigits = (count: number): string =>
  Array.from({ length: count }, () => randomInt(10)).join("");
