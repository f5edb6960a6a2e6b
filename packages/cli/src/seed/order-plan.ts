import type { Item, Link, MerchantOrder, OrderKey } from "@dingdan/client";
import { type Calendar, DAY_MS, HOUR_MS } from "./calendar.js";
import { goodsOf, IMAGE_HOST, imageName, type Trade } from "./goods.js";
import type { Random } from "./random.js";
import type { Shop } from "./shops.js";

/** How an order reaches the platform. */
export type Course =
  /** Paid and uploaded, in either order of arrival. */
  | "matched"
  /** Uploaded, corrected, then paid. */
  | "replaced"
  | "unpaid"
  /** Paid, never uploaded. */
  | "unclaimed"
  /** Uploaded for a payer other than the one who paid. */
  | "other_payer"
  /** Uploaded in both forms before the payment arrived. */
  | "both_forms";

/** How an order is shipped: all of it, in two parcels, or only the first part of a combined order. */
export type Shipment = "whole" | "split" | "part";

export interface PlannedParcel {
  readonly carrier: string;
  readonly trackingNo: string;
}

export interface PlannedRefund {
  readonly atMs: number;
  readonly refundId: string;
  readonly amountFen: number;
  readonly state: "SUCCESS" | "PROCESSING" | "ABNORMAL" | "CLOSED";
}

/** A part of an order with its own order number. A combined payment has several parts. */
export interface PlannedPart {
  readonly orderKey: OrderKey;
  readonly transactionId: string;
  readonly orders: readonly MerchantOrder[];
  readonly amountFen: number;
}

export interface PlannedOrder {
  readonly shop: Shop;
  readonly openid: string;
  readonly course: Course;
  /** When the order was paid; for an unpaid order, when it was uploaded. */
  readonly paidAtMs: number;
  /** How long after the payment the upload is sent: more than 5 s is late. */
  readonly delayMs: number;
  readonly logisticsType: 1 | 2 | 3 | 4;
  readonly mchid: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  /** The form of the order key in its upload. */
  readonly form: 1 | 2;
  /** An ordinary order has one part. */
  readonly parts: readonly PlannedPart[];
  readonly shipment: {
    readonly kind: Shipment;
    readonly atMs: number;
    readonly parcels: readonly PlannedParcel[];
  } | null;
  readonly refund: PlannedRefund | null;
}

/** Carriers, with the format of their tracking numbers. */
const CARRIERS = [
  { code: "SF", prefix: "SF", digits: 13, weight: 30 },
  { code: "ZTO", prefix: "7", digits: 13, weight: 24 },
  { code: "YTO", prefix: "YT", digits: 13, weight: 18 },
  { code: "YD", prefix: "43", digits: 13, weight: 14 },
  { code: "JTSD", prefix: "JT", digits: 13, weight: 12 },
  { code: "STO", prefix: "77", digits: 13, weight: 10 },
  { code: "JD", prefix: "JDX", digits: 12, weight: 10 },
  { code: "EMS", prefix: "1", digits: 12, weight: 5 },
  { code: "DBL", prefix: "DPK", digits: 12, weight: 4 },
] as const;

const DIGITS = "0123456789";

/** Trades whose products are not shipped. */
const VIRTUAL: ReadonlySet<Trade> = new Set(["games"]);
const SAME_CITY: ReadonlySet<Trade> = new Set(["flowers", "fresh"]);

export interface OrderPlanning {
  readonly random: Random;
  readonly calendar: Calendar;
  readonly startMs: number;
  readonly endMs: number;
}

/** Draws one order of a buyer in a shop. */
export function planOrder(
  number: number,
  shop: Shop,
  openid: string,
  { random, calendar, startMs, endMs }: OrderPlanning,
): PlannedOrder {
  // A shop that closes has no orders in the last days.
  const untilMs = shop.ending === "closed" ? startMs + (endMs - startMs) * 0.6 : endMs;
  const paidAtMs = calendar.draw(random, untilMs);
  const course = drawCourse(random);
  const isCombined = course === "matched" && random.isOnce(0.06);
  const mchid = random.pick(shop.mchids);
  const newNumber = () =>
    `${dayOf(paidAtMs)}${random.text(DIGITS, 8)}${String(number).padStart(6, "0")}`;
  const outTradeNo = newNumber();
  const form = random.isOnce(0.25) && !isCombined ? 2 : 1;
  const transactionId = transactionIdAt(paidAtMs, random);
  const partCount = isCombined ? random.integer(2, 3) : 1;
  const parts = Array.from({ length: partCount }, (): PlannedPart => {
    const orderCount = !isCombined && random.isOnce(0.08) ? 2 : 1;
    const orders = Array.from({ length: orderCount }, () => planGoods(shop, newNumber(), random));
    return {
      orderKey: {
        order_number_type: 1,
        mchid,
        out_trade_no: isCombined ? newNumber() : outTradeNo,
      },
      transactionId: isCombined ? transactionIdAt(paidAtMs, random) : transactionId,
      orders,
      amountFen: orders.flatMap(({ item_list }) => item_list).reduce(sumOf, 0),
    };
  });
  const logisticsType = logisticsTypeOf(shop.trade, random);
  const isOrder = course === "matched" || course === "replaced";
  return {
    shop,
    openid,
    course,
    paidAtMs,
    delayMs: delayOf(shop, paidAtMs - startMs, random),
    logisticsType,
    mchid,
    outTradeNo,
    transactionId,
    form,
    parts,
    shipment: isOrder && logisticsType < 3 ? planShipment(paidAtMs, parts, random) : null,
    refund: isOrder ? planRefund(paidAtMs, parts, random) : null,
  };
}

const sumOf = (sum: number, { unit_price, quantity }: Item) => sum + unit_price * quantity;

function drawCourse(random: Random): Course {
  const chance = random.next();
  if (chance < 0.035) return "unpaid";
  if (chance < 0.045) return "unclaimed";
  if (chance < 0.06) return "other_payer";
  if (chance < 0.07) return "both_forms";
  return chance < 0.11 ? "replaced" : "matched";
}

/**
 * A rejected merchant always uploads late. The others are in time until their review has ended, and
 * sometimes late afterwards.
 */
function delayOf(shop: Shop, sinceStartMs: number, random: Random): number {
  const isLate = shop.ending === "rejected" || (sinceStartMs > 2 * DAY_MS && random.isOnce(0.04));
  return isLate ? random.integer(6_000, 240_000) : random.integer(300, 4_200);
}

function planShipment(
  paidAtMs: number,
  parts: readonly PlannedPart[],
  random: Random,
): PlannedOrder["shipment"] {
  if (random.isOnce(0.08)) return null;
  const itemCount = parts
    .flatMap(({ orders }) => orders)
    .flatMap((order) => order.item_list).length;
  const kind =
    parts.length > 1
      ? random.isOnce(0.4)
        ? "part"
        : "whole"
      : itemCount > 1 && random.isOnce(0.25)
        ? "split"
        : "whole";
  const parcelCount = kind === "split" ? 2 : parts.length;
  const atMs = paidAtMs + random.integer(2 * HOUR_MS, 52 * HOUR_MS);
  return { kind, atMs, parcels: Array.from({ length: parcelCount }, () => planParcel(random)) };
}

function planParcel(random: Random): PlannedParcel {
  const { code, prefix, digits } = random.weighted(CARRIERS, ({ weight }) => weight);
  return { carrier: code, trackingNo: `${prefix}${random.text(DIGITS, digits)}` };
}

function planRefund(
  paidAtMs: number,
  parts: readonly PlannedPart[],
  random: Random,
): PlannedRefund | null {
  const chance = random.next();
  const [part] = parts as readonly [PlannedPart, ...PlannedPart[]];
  const isFull = chance < 0.05 && parts.length === 1;
  if (chance >= 0.09) return null;
  const isUnfinished = chance >= 0.08;
  return {
    atMs: paidAtMs + random.integer(4 * HOUR_MS, 4 * DAY_MS),
    refundId: `503${random.text(DIGITS, 26)}`,
    amountFen: isFull ? part.amountFen : Math.max(1, Math.round(part.amountFen * 0.3)),
    state: isUnfinished ? random.pick(["PROCESSING", "ABNORMAL", "CLOSED"] as const) : "SUCCESS",
  };
}

function planGoods(shop: Shop, orderNo: string, random: Random): MerchantOrder {
  const goods = goodsOf(shop.trade).map((good, index) => ({ ...good, index }));
  const wanted = random.weighted([1, 2, 3, 4, 5, 6, 7, 8], (count) => 24 / (count * count));
  const items = random.sample(goods, wanted).map(({ name, description, yuan, index }): Item => {
    const [cheapest, dearest] = yuan;
    // Prices end in .00, .90 or .99, like those of real shops.
    const fen = random.integer(cheapest, dearest) * 100 - random.pick([0, 0, 10, 1]);
    return {
      merchant_item_id: `${shop.trade.toUpperCase()}-${index + 1}`,
      name,
      description,
      unit_price: fen,
      quantity: dearest < 300 ? random.weighted([1, 2, 3], (count) => 9 / count ** 3) : 1,
      image_url: [`${IMAGE_HOST}/${imageName(shop.trade, index)}`],
      item_detail_jump_link: linkTo(shop, `goods/detail?id=${shop.trade}-${index + 1}`),
    };
  });
  return {
    merchant_order_no: orderNo,
    order_detail_jump_link: linkTo(shop, `order/detail?no=${orderNo}`),
    item_list: items,
  };
}

function linkTo({ kind, appid, trade }: Shop, path: string): Link {
  return kind === "mini_program"
    ? { type: 2, appid, path: `pages/${path}` }
    : { type: 1, url: `https://${trade}.example.com/${path}` };
}

function logisticsTypeOf(trade: Trade, random: Random): 1 | 2 | 3 | 4 {
  if (VIRTUAL.has(trade)) return 3;
  if (SAME_CITY.has(trade)) return random.isOnce(0.7) ? 2 : 1;
  return random.isOnce(0.04) ? 4 : 1;
}

const dayOf = (timeMs: number) =>
  new Date(timeMs + 8 * HOUR_MS).toISOString().slice(0, 10).replaceAll("-", "");

/** In the format of WeChat Pay: 28 digits, with the date in the middle. */
export const transactionIdAt = (timeMs: number, random: Random): string =>
  `42000${random.text(DIGITS, 5)}${dayOf(timeMs)}${random.text(DIGITS, 10)}`;
