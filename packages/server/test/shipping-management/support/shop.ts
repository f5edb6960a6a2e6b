import { example, type Merchant, Platform, type WireReply } from "../../support/platform.js";
import type { Loose } from "../../support/requests.js";

/** When the payments of the contract's examples were made. */
export const PAID_AT = "2026-11-20T10:00:00+08:00";
export const PAID_SECONDS = Date.parse(PAID_AT) / 1000;

/** The number of the order that the calls of a test are about, and its payer. */
export const TRANSACTION = "4200009901202611201000000001";
export const OPENID = "oDingdanBuyer0000000000000001";
export const MCHID = "1900000109";
export const OUT_TRADE_NO = "DD-20261120-0001";

export const EXPRESS = { tracking_no: "YT0000000000021", express_company: "YTO" } as const;

/** A path of shipping information management. */
export const sec = (name: string) => `/wxa/sec/order/${name}`;

/** An upload of one courier's parcel. */
export const secUpload = (changes: Loose = {}): Loose => ({
  order_key: { order_number_type: 2, transaction_id: TRANSACTION },
  logistics_type: 1,
  delivery_mode: 1,
  shipping_list: [{ ...EXPRESS, item_desc: "雨伞*1" }],
  upload_time: "2026-11-20T10:05:00+08:00",
  payer: { openid: OPENID },
  ...changes,
});

/** A transaction of WeChat Pay. */
export const payment = (changes: Loose = {}): Loose => ({
  mchid: MCHID,
  out_trade_no: OUT_TRADE_NO,
  transaction_id: TRANSACTION,
  trade_type: "JSAPI",
  trade_state: "SUCCESS",
  success_time: PAID_AT,
  payer: { openid: OPENID },
  amount: { total: 12800, payer_total: 12800, currency: "CNY", payer_currency: "CNY" },
  ...changes,
});

/** A platform whose clock is at the payment, with one mini program. */
export class Shop {
  readonly platform: Platform;
  readonly merchant: Merchant;

  private constructor(platform: Platform, merchant: Merchant) {
    this.platform = platform;
    this.merchant = merchant;
  }

  static async open(options: Parameters<typeof Platform.start>[0] = {}): Promise<Shop> {
    const platform = await Platform.start({ startsAt: new Date(PAID_AT), ...options });
    return new Shop(platform, await platform.register());
  }

  close(): Promise<void> {
    return this.platform.close();
  }

  /** Records a payment in the shop's app. */
  async pay(changes: Loose = {}): Promise<Loose> {
    const body = payment({ appid: this.merchant.appid, ...changes });
    const answer = await this.platform.admin<Loose>("POST", "/payments", body);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  /** Records a payment that is visible at once. */
  async paid(changes: Loose = {}): Promise<void> {
    await this.pay({ success_time: "2026-11-20T09:59:00+08:00", ...changes });
  }

  /** Moves the clock ahead; returns what fell due. */
  async wait(seconds: number): Promise<Loose> {
    const answer = await this.platform.admin<Loose>("POST", "/clock", { advance_seconds: seconds });
    await this.merchant.renewToken();
    return answer.body;
  }

  call(name: string, body: unknown): Promise<WireReply> {
    return this.merchant.call(sec(name), body);
  }

  upload(changes: Loose = {}): Promise<WireReply> {
    return this.call("upload_shipping_info", secUpload(changes));
  }

  /** The order as get_order returns it. */
  async order(transaction_id = TRANSACTION): Promise<Loose> {
    const { order } = await this.call("get_order", { transaction_id });
    return order as Loose;
  }

  /** Changes the app's settings of shipping information management. */
  async set(trade_management: Loose): Promise<void> {
    const path = `/apps/${this.merchant.appid}`;
    const answer = await this.platform.admin("PATCH", path, { trade_management });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }

  async confirm(openid = OPENID, transactionId = TRANSACTION): Promise<Loose> {
    const path = `/trade-orders/${transactionId}/confirm`;
    return (await this.platform.admin<Loose>("POST", path, { openid })).body;
  }

  async complain(open: boolean, transactionId = TRANSACTION) {
    return this.platform.admin<Loose>("POST", `/trade-orders/${transactionId}/complaint`, { open });
  }
}

/** An example of the contract, parsed. */
export const secExample = (name: string): Loose =>
  JSON.parse(example(`shipping-management-${name}.json`)) as Loose;

let made = 0;
/** A number that no other payment of the process has. */
export const nextNumber = (): string => String(++made).padStart(8, "0");

/** The beginning of the numbers of combined payments as a whole. */
export const COMBINED_TRANSACTION = "42000000000000000099";

/** A combined payment of two parts, in an app. */
export const combinedPayment = (number: string, appid: string, changes: Loose = {}): Loose => ({
  combine_appid: appid,
  combine_mchid: MCHID,
  combine_out_trade_no: `DD-${number}`,
  combine_transaction_id: `${COMBINED_TRANSACTION}${number}`,
  combine_payer_info: { openid: OPENID },
  sub_orders: [1, 2].map((part) => ({
    mchid: MCHID,
    out_trade_no: `DD-${number}-${part}`,
    transaction_id: `4200000000000000000${part}${number}`,
    trade_state: "SUCCESS",
    success_time: PAID_AT,
    amount: { total_amount: 100 * part, payer_amount: 100 * part, currency: "CNY" },
  })),
  ...changes,
});

/** An upload of parts of a combined payment, named by WeChat Pay's numbers. */
export const secCombinedUpload = (
  transactionId: string,
  parts: readonly string[],
  changes: Loose = {},
): Loose => {
  const { logistics_type, delivery_mode, shipping_list, upload_time, payer } = secUpload();
  return {
    order_key: { order_number_type: 2, transaction_id: transactionId },
    sub_orders: parts.map((transaction_id) => ({
      order_key: { order_number_type: 2, transaction_id },
      ...structuredClone({ logistics_type, delivery_mode, shipping_list }),
    })),
    upload_time,
    payer,
    ...changes,
  };
};
