import {
  carrierName,
  DEFAULT_CURRENCY,
  type Delivery,
  type Item,
  type Language,
  LINK_TYPE,
  type Link,
  type MerchantOrder,
  majorUnits,
} from "@dingdan/contract";
import type { Invoice, Order, OrderItem, OrderStatus, ParcelDelivery, Product } from "schema-dts";
import { type OrderContent, orderContents } from "../domain/order-content.js";
import { orderIdOf } from "../domain/order-id.js";
import { amountsShown } from "../domain/order-summary.js";
import { transactionIdOf } from "../domain/recorded-payment.js";
import type { StoredDelivery } from "../domain/shipping.js";
import type { Payment, StoredUpload } from "../domain/stored-order.js";
import type { WholeOrder } from "./represent-order.js";

export const SCHEMA_ORG = "https://schema.org";

/**
 * An order in the words of schema.org. Amounts are decimals in the major unit: `16675.00`.
 * @see https://schema.org/Order
 */
export function orderJsonLd({ order, app }: WholeOrder, language: Language): Order {
  const { upload, payment } = order;
  const contents = orderContents(upload);
  const paidAtMs = payment?.paidAtMs ?? upload.paidAtMs;
  return {
    "@type": "Order",
    identifier: orderIdOf(upload),
    orderNumber: oneOrAll(upload.merchantOrderNos),
    orderDate: new Date(paidAtMs ?? upload.firstReceivedAtMs).toISOString(),
    orderStatus: statusOf(upload),
    ...urlOf(contents[0]?.order.order_detail_jump_link),
    seller: {
      "@type": "Organization",
      identifier: upload.appid,
      ...(app === null ? {} : { name: app.name }),
    },
    customer: { "@type": "Person", identifier: upload.openid },
    orderedItem: contents.flatMap((content) => content.order.item_list.map(itemOf)),
    ...(payment === null ? {} : paymentOf(payment)),
    ...deliveriesOf(order.deliveries, contents, language),
  };
}

/**
 * The status in schema.org's values. The arrival of a parcel is known only to shipping information
 * management, so other orders are never `OrderDelivered`.
 */
function statusOf({
  state,
  shippingProgress: shipping,
  refundProgress: refund,
}: Pick<StoredUpload, "state" | "shippingProgress" | "refundProgress">): OrderStatus {
  if (state === "waiting") return `${SCHEMA_ORG}/OrderPaymentDue`;
  if (state === "mismatched") return `${SCHEMA_ORG}/OrderProblem`;
  if (refund === "all") {
    return shipping === "none" ? `${SCHEMA_ORG}/OrderCancelled` : `${SCHEMA_ORG}/OrderReturned`;
  }
  if (shipping === "received") return `${SCHEMA_ORG}/OrderDelivered`;
  return shipping === "all" ? `${SCHEMA_ORG}/OrderInTransit` : `${SCHEMA_ORG}/OrderProcessing`;
}

function paymentOf(payment: Payment) {
  const { amount, coupon } = amountsShown(payment);
  const transactionId = transactionIdOf(payment);
  const invoice: Invoice = {
    "@type": "Invoice",
    paymentStatus: `${SCHEMA_ORG}/PaymentComplete`,
    totalPaymentDue: {
      "@type": "MonetaryAmount",
      value: majorUnits(amount),
      currency: amount.currency,
    },
  };
  return {
    paymentMethod: "WeChat Pay",
    ...(transactionId === null ? {} : { confirmationNumber: transactionId }),
    ...(coupon === undefined
      ? {}
      : { discount: majorUnits(coupon), discountCurrency: coupon.currency }),
    partOfInvoice: invoice,
  };
}

const itemOf = (item: Item): OrderItem => {
  const { merchant_item_id: id, quantity, unit_price: price } = item;
  return {
    "@type": "OrderItem",
    ...(id === undefined ? {} : { orderItemNumber: id }),
    orderQuantity: quantity,
    orderedItem: {
      ...productOf(item),
      offers: {
        "@type": "Offer",
        price: majorUnits({ amount_minor: price, currency: DEFAULT_CURRENCY }),
        priceCurrency: DEFAULT_CURRENCY,
      },
    },
  };
};

function productOf({
  merchant_item_id: sku,
  name,
  description,
  image_url: images,
  item_detail_jump_link: link,
}: Item): Product & object {
  return {
    "@type": "Product",
    name,
    ...(sku === undefined ? {} : { sku }),
    ...(description === undefined ? {} : { description }),
    ...(images === undefined ? {} : { image: oneOrAll(images) }),
    ...urlOf(link),
  };
}

function deliveriesOf(
  deliveries: readonly StoredDelivery[],
  contents: readonly OrderContent[],
  language: Language,
) {
  const parcels = deliveries.flatMap(({ subOrderKey, delivery }) => {
    const items = contents
      .filter((content) => content.subOrderKey === subOrderKey)
      .flatMap(({ order }) => order.item_list);
    const { shipping_list: shipped } = JSON.parse(delivery) as Delivery;
    return shipped.map((parcel) => parcelOf(parcel, items, language));
  });
  return parcels.length === 0 ? {} : { orderDelivery: parcels };
}

function parcelOf(
  { express_company: carrier, tracking_no, item_list }: Delivery["shipping_list"][number],
  items: MerchantOrder["item_list"],
  language: Language,
): ParcelDelivery {
  const inParcel = item_list?.flatMap(({ merchant_item_id: id }) =>
    items.filter((item) => item.merchant_item_id === id),
  );
  return {
    "@type": "ParcelDelivery",
    trackingNumber: tracking_no,
    provider: {
      "@type": "Organization",
      identifier: carrier,
      name: carrierName(carrier)[language],
    },
    // Without a list of its own, a parcel is one of all items.
    itemShipped: (inParcel ?? items).map(productOf),
  };
}

/** The address of a web page; nothing for a page of a mini program, which has none. */
const urlOf = (link: Link | undefined) => (link?.type === LINK_TYPE.URL ? { url: link.url } : {});

/** schema.org allows one value or several wherever there can be one. */
const oneOrAll = (texts: readonly string[]): string | readonly string[] =>
  texts.length === 1 ? (texts[0] as string) : texts;
