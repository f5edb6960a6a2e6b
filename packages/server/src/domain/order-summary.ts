import type { Item, ListedOrderRepresentation, MerchantOrder } from "@dingdan/contract";
import { orderContents } from "./order-content.js";
import { orderIdOf } from "./order-id.js";
import type { Payment, StoredUpload } from "./stored-order.js";

/** How many items of each merchant order a list shows; the order's page shows all. */
export const LISTED_ITEMS_MAX = 3;

/** The facts of a matched order's details and payment that its buyer sees. */
export function orderFactsShown(
  upload: Pick<StoredUpload, "details" | "transactionId">,
  payment: Pick<Payment, "amountFen" | "outTradeNo"> | null,
  itemsMax = Number.POSITIVE_INFINITY,
) {
  const contents = orderContents(upload);
  return {
    amount_fen: payment?.amountFen ?? 0,
    transaction_id: upload.transactionId as string,
    ...(payment === null ? {} : { out_trade_no: payment.outTradeNo }),
    logistics_type: contents[0]?.logisticsType ?? 1,
    item_count: contents.reduce((count, { order }) => count + pieces(order), 0),
    order_list: contents.map(({ order }) => withItems(order, itemsMax)),
  };
}

/**
 * The JSON that lists show for a matched order, without its merchant's name. It is made once, when the
 * order is matched, and is valid until something of the order is shipped or refunded: until then a list
 * need not read the order itself. Stored rows keep their shape, so a change of the shape needs a
 * migration. See buyer/order-list-bytes.ts.
 */
export const orderSummary = (
  upload: Pick<StoredUpload, "appid" | "orderKey" | "details" | "transactionId">,
  payment: Pick<Payment, "amountFen" | "outTradeNo" | "paidAtMs">,
): string =>
  JSON.stringify({
    id: orderIdOf(upload),
    appid: upload.appid,
    state: "to_ship",
    paid_at: new Date(payment.paidAtMs).toISOString(),
    ...orderFactsShown(upload, payment, LISTED_ITEMS_MAX),
    refunds: [],
    parcels: [],
  } satisfies Omit<ListedOrderRepresentation, "merchant_name">);

const pieces = (order: MerchantOrder): number =>
  order.item_list.reduce((count, { quantity }) => count + quantity, 0);

/** The order with its first items. An item without a link has the link of its order. */
function withItems(order: MerchantOrder, itemsMax: number): MerchantOrder {
  const link = order.order_detail_jump_link;
  const items = order.item_list.slice(0, itemsMax);
  const item_list = items.map((item): Item => ({ item_detail_jump_link: link, ...item }));
  return { ...order, item_list };
}
