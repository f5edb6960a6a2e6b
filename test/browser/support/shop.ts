import { type Merchant, Platform } from "../../../packages/server/test/support/platform.js";
import {
  type Loose,
  newTradeNumber,
  paymentFor,
} from "../../../packages/server/test/support/requests.js";

/** The time at which every test of the pages starts. */
export const NOW = new Date("2026-11-20T10:00:00+08:00");

const DAY_MS = 86_400_000;

export interface Sale {
  readonly items: readonly Loose[];
  /** @default 0 */
  readonly daysAgo?: number;
  readonly amountFen?: number;
  readonly parcels?: readonly Loose[];
  /** Members of the merchant order. */
  readonly order?: Loose;
  /** Members of the upload. */
  readonly upload?: Loose;
}

/** A merchant with paid orders, and their buyer. */
export class Shop {
  readonly #platform: Platform;
  readonly #merchant: Merchant;
  readonly #mchid: string;
  readonly openid: string;

  private constructor(platform: Platform, merchant: Merchant, mchid: string, openid: string) {
    this.#platform = platform;
    this.#merchant = merchant;
    this.#mchid = mchid;
    this.openid = openid;
  }

  static async open(
    platform: Platform,
    given: {
      readonly name: string;
      readonly mchid: string;
      readonly openid: string;
      readonly isApproved?: boolean;
    },
  ): Promise<Shop> {
    const { name, mchid, openid, isApproved = true } = given;
    const merchant = await platform.register({ name, mchids: [mchid] });
    if (isApproved) {
      await platform.admin("POST", `/apps/${merchant.appid}/audit`, { result: "approved" });
    }
    return new Shop(platform, merchant, mchid, openid);
  }

  get appid(): string {
    return this.#merchant.appid;
  }

  /** Uploads and pays an order and, if it has parcels, ships it. @throws if a call is rejected */
  async sell(sale: Sale): Promise<void> {
    const { items, daysAgo = 0, amountFen = 9900, parcels = [] } = sale;
    const paidAt = NOW.getTime() - daysAgo * DAY_MS;
    const number = newTradeNumber();
    const order_key = {
      order_number_type: 1,
      mchid: this.#mchid,
      out_trade_no: `20261120${number}`,
    };
    const payer = { openid: this.openid };
    const request: Loose = {
      order_key,
      order_list: [
        {
          merchant_order_no: `D2026112000${number}`,
          order_detail_jump_link: { type: "URL", url: `https://shop.example.com/orders/${number}` },
          ...sale.order,
          item_list: items.map((item) => ({
            quantity: 1,
            unit_price: amountFen,
            item_detail_jump_link: { type: "URL", url: "https://item.example.com/goods/1" },
            ...item,
          })),
        },
      ],
      payer,
      upload_time: new Date(paidAt).toISOString(),
      ...sale.upload,
    };
    this.#expectTaken(await this.#merchant.upload(request), request);
    const payment = paymentFor(request, {
      appid: this.appid,
      mchid: this.#mchid,
      transaction_id: `4200002026112018${String(Date.now()).slice(-6)}${number.replace("-", "")}`,
      success_time: new Date(paidAt).toISOString(),
      amount: { total: amountFen, payer_total: amountFen, currency: "CNY" },
    });
    const { status, body } = await this.#platform.admin("POST", "/payments", payment);
    if (status >= 300 || body["state"] !== "matched") throw new Error(JSON.stringify(body));
    if (parcels.length === 0) return;
    const isSplit = parcels.some((parcel) => "item_list" in parcel);
    const shipping = {
      order_key,
      delivery_mode: isSplit ? "SPLIT_DELIVERY" : "UNIFIED_DELIVERY",
      shipping_list: parcels,
      upload_time: new Date(paidAt + 60_000).toISOString(),
    };
    this.#expectTaken(
      await this.#merchant.call("/user-order/orders/shippings", shipping),
      shipping,
    );
  }

  #expectTaken({ errcode, errmsg }: { errcode: number; errmsg: string }, request: Loose): void {
    if (errcode !== 0) throw new Error(`${errmsg}: ${JSON.stringify(request)}`);
  }
}

export const startPlatform = (): Promise<Platform> => Platform.start({ startsAt: NOW });

/** The path of a one-time link to the orders of the shops' buyer. */
export async function linkTo(
  platform: Platform,
  shops: readonly Shop[],
  isPreview = false,
): Promise<string> {
  const buyers = shops.map(({ appid, openid }) => ({ appid, openid }));
  const body = { buyers, preview: isPreview };
  const answer = await platform.admin<{ url: string }>("POST", "/buyer-sessions", body);
  return answer.body.url.slice(platform.url.length);
}
