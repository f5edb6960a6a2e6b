import {
  DELIVERY_MODE,
  type Delivery,
  type Item,
  type MerchantOrder,
  orderKeyOfText,
} from "@dingdan/contract";
import { orderContents } from "../../src/domain/order-content.js";
import { factsOf } from "../../src/domain/recorded-payment.js";
import { decideRefund, type StoredRefund } from "../../src/domain/refund.js";
import {
  decideShipping,
  incomingShipping,
  type StoredDelivery,
} from "../../src/domain/shipping.js";
import type { Payment, StoredUpload } from "../../src/domain/stored-order.js";
import type { PaidOrder } from "../../src/domain/ucp/ucp-order.js";
import { incomingUpload } from "../../src/domain/upload.js";
import {
  APPID,
  aRefund,
  BUYER,
  combinedOf,
  MCHID,
  MERCHANT_KEY,
  merchantKey,
  PAID_AT_MS,
  recordedPayment,
  SECOND_MS,
  storedUpload,
} from "../../src/storage/conformance/samples.js";

/** A number from 0 to below `limit`, the same ones for each seed. */
export type Random = (limit: number) => number;

/** The generator "mulberry32". */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)] as T;
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const IMAGES = [
  undefined,
  ["https://shop.example/a.png"],
  ["https://商城.example/图 片|{1}.png?a=[b]&c=%zz#d^e"],
  ["http://shop.example:8080/%E5%9B%BE.png"],
];
const NAMES = ["杯子", 'A "mug"', "x".repeat(256), "</script>", "🧧", "\u202eשלום"];
const PRICES = [0, 1, 999, 828_800, 2 ** 40];

function anItem(random: Random, index: number): Item {
  const image_url = pick(random, IMAGES);
  return {
    ...(random(3) > 0 ? { merchant_item_id: `sku-${index}` } : {}),
    name: pick(random, NAMES),
    unit_price: pick(random, PRICES),
    quantity: pick(random, [1, 1, 2, 7, 2 ** 31]),
    ...(image_url === undefined ? {} : { image_url }),
  };
}

const aMerchantOrder = (random: Random, index: number): MerchantOrder => ({
  merchant_order_no: `M-${index}`,
  order_detail_jump_link: { type: 1, url: "https://shop.example/orders/1" },
  item_list: times(1 + random(4), (item) => anItem(random, item)),
});

const partKey = (index: number) => merchantKey(`PART-${index}`);

/** A paid order without logistics and refunds. */
function aPaidOrder(random: Random): { readonly upload: StoredUpload; readonly payment: Payment } {
  const partCount = random(3) === 0 ? 2 + random(2) : 0;
  const currency = pick(random, ["CNY", "CNY", "JPY", "KWD"]);
  const amounts = times(Math.max(partCount, 1), () =>
    pick(random, [1, 1_990, 1_657_600, 10 ** 13]),
  );
  const head = {
    order_key: orderKeyOfText(MERCHANT_KEY),
    payer: { openid: BUYER },
    upload_time: "2022-05-20T13:29:35+08:00",
  };
  const logistics_type = pick(random, [1, 1, 2, 3, 4] as const);
  const info =
    partCount === 0
      ? {
          ...head,
          order_list: times(1 + random(3), (index) => aMerchantOrder(random, index)),
          logistics_type,
        }
      : {
          ...head,
          sub_orders: times(partCount, (index) => ({
            order_key: orderKeyOfText(partKey(index)),
            ...aMerchantOrder(random, index),
            logistics_type: pick(random, [1, 3] as const),
          })),
        };
  const parts = amounts.map((total_amount, index) => ({
    mchid: MCHID,
    out_trade_no: `PART-${index}`,
    transaction_id: `42000-${index}`,
    amount: { total_amount, currency },
  }));
  const payment = recordedPayment({
    report:
      partCount === 0
        ? { amount: { total: amounts[0] as number, currency } }
        : { ...combinedOf(...parts), success_time: new Date(PAID_AT_MS).toISOString() },
  });
  const upload = storedUpload(incomingUpload(APPID, info, PAID_AT_MS + SECOND_MS), payment);
  return { upload, payment };
}

function aDelivery(random: Random, items: readonly Item[]): Delivery {
  const ids = items.flatMap(({ merchant_item_id: id }) => id ?? []);
  const parcel = () => ({
    tracking_no: `YT${random(4)}`,
    express_company: pick(random, ["SF", "ZTO", "unlisted 承运"]),
  });
  if (ids.length === 0 || random(3) === 0) {
    return { delivery_mode: DELIVERY_MODE.UNIFIED_DELIVERY, shipping_list: [parcel()] };
  }
  return {
    delivery_mode: DELIVERY_MODE.SPLIT_DELIVERY,
    shipping_list: times(1 + random(3), () => ({
      ...parcel(),
      item_list: times(1 + random(3), () => ({ merchant_item_id: pick(random, ids) })),
      contact: { receiver_contact: "138****1234" },
    })),
  };
}

/** The order after an upload of logistics; unchanged when it is refused. */
function shipped(random: Random, order: PaidOrder, atMs: number): PaidOrder {
  const contents = orderContents(order.upload);
  const keys = [...new Set(contents.map(({ subOrderKey }) => subOrderKey))];
  const sent = keys.length === 1 ? keys : keys.filter(() => random(2) === 0);
  if (sent.length === 0) return order;
  const deliveries = sent.map((subOrderKey) => {
    const items = contents
      .filter((content) => content.subOrderKey === subOrderKey)
      .flatMap((content) => content.order.item_list);
    return { subOrderKey, path: "", delivery: aDelivery(random, items) };
  });
  const decision = decideShipping(
    {
      upload: order.upload,
      payment: order.payment,
      rival: null,
      deliveries: order.deliveries,
      isUploadedByOther: false,
    },
    incomingShipping(
      { appid: APPID, mchids: [MCHID] },
      {
        order_key: orderKeyOfText(order.upload.orderKey),
        openid: null,
        upload_time: new Date(atMs).toISOString(),
        deliveries,
      },
      // The clocks of two processes may differ: an upload may seem to be older than the one before it.
      atMs - random(3) * SECOND_MS,
    ),
  );
  if (decision.kind !== "stored") return order;
  const stored = new Map<string, StoredDelivery>(
    [...order.deliveries, ...decision.deliveries].map((delivery) => [
      delivery.subOrderKey,
      delivery,
    ]),
  );
  const sorted = [...stored.values()].toSorted((a, b) => (a.subOrderKey < b.subOrderKey ? -1 : 1));
  return { ...order, upload: decision.upload, deliveries: sorted };
}

/** The order after a report of a refund; unchanged when it is refused. */
function refunded(random: Random, order: PaidOrder, atMs: number): PaidOrder {
  const part = pick(random, factsOf(order.payment).parts);
  const known = random(2) === 0 ? (pick(random, order.refunds) as StoredRefund | undefined) : null;
  const total = part.total.amountMinor;
  const incoming = aRefund({
    refundId: known?.refundId ?? `R${order.refunds.length + 1}`,
    outTradeNo: known === null || known === undefined ? part.outTradeNo : "",
    ofTransactionId: known?.ofTransactionId ?? (part.transactionId as string),
    mchids: [],
    totalMinor: total,
    amountMinor: known?.amountMinor ?? pick(random, [1, total, Math.ceil(total / 2)]),
    state: pick(random, ["processing", "succeeded", "succeeded", "closed", "abnormal"] as const),
    atMs,
    receivedAtMs: atMs,
  });
  const named = factsOf(order.payment).parts.find(
    ({ transactionId }) => transactionId === incoming.ofTransactionId,
  );
  const decision = decideRefund(
    {
      payment: order.payment,
      refunds: order.refunds,
      known: known ?? null,
    },
    {
      ...incoming,
      outTradeNo: named?.outTradeNo ?? incoming.outTradeNo,
      totalMinor: named?.total.amountMinor ?? total,
    },
  );
  if (decision.kind !== "recorded") return order;
  const { refund, payment } = decision;
  const refunds = [...order.refunds.filter(({ refundId }) => refundId !== refund.refundId), refund];
  return { ...order, payment, refunds };
}

/** A random order after each of its random steps. */
export function randomHistory(random: Random): PaidOrder[] {
  let order: PaidOrder = { ...aPaidOrder(random), deliveries: [], refunds: [] };
  const states = [order];
  for (let step = random(7); step > 0; step--) {
    const atMs = PAID_AT_MS + states.length * 60 * SECOND_MS;
    order = random(3) > 0 ? shipped(random, order, atMs) : refunded(random, order, atMs);
    states.push(order);
  }
  return states;
}
