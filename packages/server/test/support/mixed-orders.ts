import type { Random } from "../../../cli/src/seed/random.js";
import { EXAMPLE_APPID, EXAMPLE_TIME, type Merchant, type Platform } from "./platform.js";
import { type Loose, newTradeNumber, paymentFor, shipping, uploadWithItem } from "./requests.js";

const HOUR_MS = 3_600_000;
const TOTAL = 9900;

export const BUYERS = ["oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "oUpF8uN95-Ptaags6E_roPHg7AG0"] as const;
export const ITEMS = ["保护壳", "Longjing tea", "Tea pot"] as const;
export const OTHER_APPID = "wx0000000000000001";

/** How long the orders and refunds of {@link mixOrders} take to arrive. */
export const SPAN_HOURS = 48;

export const hoursLater = (hours: number): string =>
  new Date(EXAMPLE_TIME.getTime() + hours * HOUR_MS).toISOString();

/** Orders in random situations, of an app that passed its review and of one that did not. */
export async function mixOrders(platform: Platform, random: Random, count: number): Promise<void> {
  const shops = [
    await platform.registerExample(),
    await platform.register({ appid: OTHER_APPID, name: "茶店" }),
  ];
  await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });
  for (let made = 0; made < count; made++) {
    await mixOrder(platform, random, random.pick(shops));
    const advance_seconds = random.integer(0, (2 * SPAN_HOURS * 3600) / count);
    await platform.admin("POST", "/clock", { advance_seconds });
  }
}

async function mixOrder(platform: Platform, random: Random, shop: Merchant): Promise<void> {
  const payer = { openid: random.pick(BUYERS) };
  const request: Loose = { ...uploadWithItem({ name: random.pick(ITEMS) }), payer };
  const payment = paymentFor(request, { appid: shop.appid });
  const pay = (changes: Loose = {}) =>
    platform.admin("POST", "/payments", { ...payment, ...changes });
  // The clock may have passed the end of the last token.
  await shop.renewToken();
  if (random.isOnce(0.3)) await pay();
  const uploaded = random.isOnce(0.2) ? { openid: random.pick(BUYERS) } : payer;
  const { errcode, errmsg } = await shop.upload({ ...request, payer: uploaded });
  if (errcode !== 0) throw new Error(errmsg);
  // A second upload of the payment, under its other number.
  if (random.isOnce(0.1)) {
    const { transaction_id } = payment;
    await shop.upload({ ...request, order_key: { order_number_type: 2, transaction_id } });
  }
  if (random.isOnce(0.2)) return;
  await pay();
  if (random.isOnce(0.1)) await pay({ amount: { total: TOTAL + 1 } });
  if (random.isOnce(0.4)) {
    await shop.call("/user-order/orders/shippings", shipping({ order_key: request["order_key"] }));
  }
  for (const share of random.pick([[], [], [TOTAL], [100], [100, 200], [100, TOTAL - 100]])) {
    await refund(platform, random, payment, share);
  }
}

async function refund(platform: Platform, random: Random, payment: Loose, share: number) {
  const number = newTradeNumber();
  const success_time = hoursLater(random.integer(0, SPAN_HOURS));
  const { status, body } = await platform.admin("POST", "/refunds", {
    mchid: payment["mchid"],
    transaction_id: payment["transaction_id"],
    out_trade_no: payment["out_trade_no"],
    refund_id: `5030${number}`,
    out_refund_no: `R-${number}`,
    amount: { total: TOTAL, refund: share },
    ...random.pick<Loose>([
      { refund_status: "SUCCESS", success_time },
      { refund_status: "SUCCESS", success_time },
      { refund_status: "PROCESSING" },
      { refund_status: "CLOSED" },
    ]),
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
}
