import {
  type Item,
  type ListedOrderRepresentation,
  type MerchantOrder,
  type OrderProgress,
  paidOrderStatuses,
} from "@dingdan/contract";
import { couponOf, representAmount } from "./amount.js";
import { needsParcel, type OrderContent, orderContents } from "./order-content.js";
import { orderIdOf } from "./order-id.js";
import { type PaymentPart, payerTotalOf, totalOf } from "./payment-facts.js";
import { factsOf, partsOf, transactionIdOf } from "./recorded-payment.js";
import type { Payment, StoredUpload } from "./stored-order.js";

/** How many items of each merchant order a list shows; the order's page shows all. */
export const LISTED_ITEMS_MAX = 3;

/** The amounts of a payment, as our interfaces write them. */
export function amountsShown(payment: Pick<Payment, "reports">) {
  const facts = factsOf(payment);
  return representAmounts(totalOf(facts), payerTotalOf(facts));
}

function representAmounts(total: PaymentPart["total"], payerTotal: PaymentPart["payerTotal"]) {
  const coupon = couponOf(total, payerTotal);
  return {
    amount: representAmount(total),
    ...(payerTotal === null ? {} : { payer_amount: representAmount(payerTotal) }),
    ...(coupon === null ? {} : { coupon: representAmount(coupon) }),
  };
}

/** The numbers of a payment; for a combined payment, with those of its parts. */
export function numbersShown(payment: Pick<Payment, "outTradeNo" | "orderKeys" | "reports">) {
  const transactionId = transactionIdOf(payment);
  const parts = partsOf(payment);
  return {
    ...(transactionId === null ? {} : { transaction_id: transactionId }),
    out_trade_no: payment.outTradeNo,
    ...(parts.length === 0 ? {} : { parts: parts.map(representPart) }),
  };
}

const representPart = ({ transactionId, outTradeNo, mchids, total, payerTotal }: PaymentPart) => ({
  ...(transactionId === null ? {} : { transaction_id: transactionId }),
  out_trade_no: outTradeNo,
  ...partMerchant(mchids),
  ...representAmounts(total, payerTotal),
});

/** The merchant who sold the part: in provider mode the sub-merchant. */
function partMerchant({ sub_mchid, mchid }: PaymentPart["mchids"]) {
  const seller = sub_mchid ?? mchid;
  return seller === undefined ? {} : { mchid: seller };
}

/** The facts that decide the status of a matched order. */
export const progressOf = (
  upload: Pick<StoredUpload, "details" | "shippingProgress" | "refundProgress">,
  contents: readonly OrderContent[] = orderContents(upload),
): OrderProgress => ({
  shipping: upload.shippingProgress,
  refund: upload.refundProgress,
  needsParcel: contents.some(needsParcel),
});

/** The facts of a matched order's details, status and payment that its buyer sees. */
export function orderFactsShown(
  upload: Pick<StoredUpload, "details" | "shippingProgress" | "refundProgress">,
  payment: Payment,
  itemsMax = Number.POSITIVE_INFINITY,
) {
  const contents = orderContents(upload);
  const progress = progressOf(upload, contents);
  const statuses = paidOrderStatuses(progress);
  return {
    needs_parcel: progress.needsParcel,
    ...amountsShown(payment),
    state: statuses[0] as (typeof statuses)[number],
    statuses,
    amount_fen: payment.amountMinor,
    ...numbersShown(payment),
    logistics_type: contents[0]?.logisticsType ?? 1,
    item_count: contents.reduce((count, { order }) => count + pieces(order), 0),
    order_list: contents.map(({ order }) => withItems(order, itemsMax)),
  };
}

/**
 * The JSON that lists show for a matched order, without its merchant's name. It is made when the order is
 * matched, and is valid until something of the order is shipped or refunded: until then a list need not
 * read the order itself. See buyer/order-list-bytes.ts.
 *
 * Its first member identifies the version of its shape: {@link SUMMARY_START}.
 */
export const orderSummary = (
  upload: Pick<
    StoredUpload,
    "appid" | "orderKey" | "details" | "shippingProgress" | "refundProgress"
  >,
  payment: Payment,
): string =>
  JSON.stringify({
    ...orderFactsShown(upload, payment, LISTED_ITEMS_MAX),
    id: orderIdOf(upload),
    appid: upload.appid,
    paid_at: new Date(payment.paidAtMs).toISOString(),
    refunds: [],
    parcels: [],
  } satisfies Omit<ListedOrderRepresentation, "merchant_name">);

/**
 * How a stored summary of the present shape begins. A change of the shape must change it. Lists do not
 * use summaries of another shape, and a job replaces them.
 */
export const SUMMARY_START = '{"needs_parcel":';

const pieces = (order: MerchantOrder): number =>
  order.item_list.reduce((count, { quantity }) => count + quantity, 0);

/** The order with its first items. An item without a link has the link of its order. */
function withItems(order: MerchantOrder, itemsMax: number): MerchantOrder {
  const link = order.order_detail_jump_link;
  const items = order.item_list.slice(0, itemsMax);
  const item_list = items.map((item): Item => ({ item_detail_jump_link: link, ...item }));
  return { ...order, item_list };
}
