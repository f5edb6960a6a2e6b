import {
  type CombinedDetails,
  carrierName,
  DEFAULT_CURRENCY,
  type Delivery,
  formatMoney,
  type Item,
  type Language,
  type Link,
  LOGISTICS_TYPE,
  type LogisticsType,
  type MerchantOrder,
  type Money,
  orderKeyOfText,
  type PreviewLineRepresentation,
  type ShoppingDetails,
  statusRows,
  type Text,
  text,
  WITHOUT_NUMBER,
} from "@dingdan/contract";
import type { App } from "../domain/app.js";
import { amountsShown, progressOf } from "../domain/order-summary.js";
import { transactionIdOf } from "../domain/recorded-payment.js";
import type { Payment } from "../domain/stored-order.js";
import type { NumberedOrder } from "../storage/store.js";

interface Line {
  readonly label: Text;
  readonly value: string | Text;
  readonly path: string | null;
}

/** The lines of an order that a buyer sees, each with the field of the upload that it shows. */
export function previewLines(
  { upload, payment, deliveries }: NumberedOrder,
  app: App,
  language: Language,
): PreviewLineRepresentation[] {
  const details = JSON.parse(upload.details) as ShoppingDetails | CombinedDetails;
  const lines: Line[] = [{ label: LABELS.merchant, value: app.name, path: null }];
  if (payment !== null) {
    lines.push(
      ...amountLines(payment),
      { label: LABELS.paidAt, value: new Date(payment.paidAtMs).toISOString(), path: null },
      { label: LABELS.transaction, value: transactionIdOf(payment) ?? WITHOUT_NUMBER, path: null },
    );
  }
  for (const { words } of statusRows({ ...progressOf(upload), match: upload.state })) {
    lines.push({ label: LABELS.state, value: words, path: null });
  }
  lines.push(...detailLines(details));
  for (const { delivery } of deliveries) lines.push(...parcelLines(delivery));
  return lines.map(({ label, value, path }) => ({
    label: label[language],
    value: typeof value === "string" ? value : value[language],
    path,
  }));
}

/** The upload's request in its canonical form. */
export function canonicalRequest({ upload }: NumberedOrder): Readonly<Record<string, unknown>> {
  return {
    order_key: orderKeyOfText(upload.orderKey),
    ...(JSON.parse(upload.details) as ShoppingDetails | CombinedDetails),
    payer: { openid: upload.openid },
    upload_time: upload.uploadTime,
  };
}

function* detailLines(details: ShoppingDetails | CombinedDetails): Generator<Line> {
  if ("sub_orders" in details) {
    for (const [index, { logistics_type: type, ...order }] of details.sub_orders.entries()) {
      yield logisticsLine(type, `sub_orders[${index}].logistics_type`);
      yield* orderLines(order, `sub_orders[${index}]`);
    }
    return;
  }
  yield logisticsLine(details.logistics_type, "logistics_type");
  for (const [index, order] of details.order_list.entries()) {
    yield* orderLines(order, `order_list[${index}]`);
  }
}

function* orderLines(order: MerchantOrder, path: string): Generator<Line> {
  const number = order.merchant_order_no;
  yield { label: LABELS.order, value: number, path: `${path}.merchant_order_no` };
  for (const [index, item] of order.item_list.entries()) {
    yield* itemLines(item, order.order_detail_jump_link, path, index);
  }
  yield linkLine(LABELS.orderLink, order.order_detail_jump_link, `${path}.order_detail_jump_link`);
}

function* itemLines(
  item: Item,
  orderLink: Link,
  orderPath: string,
  index: number,
): Generator<Line> {
  const path = `${orderPath}.item_list[${index}]`;
  yield { label: LABELS.item, value: item.name, path: `${path}.name` };
  if (item.description) {
    yield { label: LABELS.description, value: item.description, path: `${path}.description` };
  }
  yield {
    label: LABELS.price,
    value: moneyText({ amount_minor: item.unit_price, currency: DEFAULT_CURRENCY }),
    path: `${path}.unit_price`,
  };
  yield { label: LABELS.quantity, value: String(item.quantity), path: `${path}.quantity` };
  for (const [place, url] of (item.image_url ?? []).entries()) {
    yield { label: LABELS.image, value: url, path: `${path}.image_url[${place}]` };
  }
  const link = item.item_detail_jump_link;
  // An item without a link has the link of its order.
  yield link === undefined
    ? linkLine(LABELS.itemLink, orderLink, `${orderPath}.order_detail_jump_link`)
    : linkLine(LABELS.itemLink, link, `${path}.item_detail_jump_link`);
}

const linkLine = (label: Text, link: Link, path: string): Line =>
  link.type === 1
    ? { label, value: link.url, path: `${path}.url` }
    : { label, value: `${link.appid} ${link.path}`, path: `${path}.path` };

const logisticsLine = (type: LogisticsType, path: string): Line => ({
  label: LABELS.logistics,
  value: LOGISTICS[type],
  path,
});

/** Parcels have no path: they were sent with another request than the upload. */
function parcelLines(delivery: string): Line[] {
  const { shipping_list: parcels } = JSON.parse(delivery) as Delivery;
  return parcels.map(({ express_company: company, tracking_no: number }) => {
    const carrier = carrierName(company);
    return {
      label: LABELS.parcel,
      value: text(`${carrier.en} ${number}`, `${carrier.zh} ${number}`),
      path: null,
    };
  });
}

/** What the buyer reads of the amounts: the order's total, and what was paid of it. */
function* amountLines(payment: Payment): Generator<Line> {
  const { amount, payer_amount: paid, coupon } = amountsShown(payment);
  yield { label: LABELS.total, value: moneyText(amount), path: null };
  if (coupon !== undefined) yield { label: LABELS.coupon, value: moneyText(coupon), path: null };
  if (paid !== undefined) yield { label: LABELS.amount, value: moneyText(paid), path: null };
}

const moneyText = (money: Money): Text => text(formatMoney(money, "en"), formatMoney(money, "zh"));

const LABELS = {
  merchant: text("Merchant", "商户"),
  total: text("Order total", "订单总额"),
  coupon: text("Coupons", "优惠券"),
  amount: text("Paid", "实付金额"),
  paidAt: text("Paid at", "支付时间"),
  transaction: text("Transaction", "交易单号"),
  state: text("State", "订单状态"),
  logistics: text("Logistics", "物流方式"),
  order: text("Order number", "商户订单号"),
  orderLink: text("Order page", "订单详情链接"),
  item: text("Item", "商品"),
  description: text("Description", "商品描述"),
  price: text("Unit price", "单价"),
  quantity: text("Quantity", "数量"),
  image: text("Picture", "商品图片"),
  itemLink: text("Item page", "商品详情链接"),
  parcel: text("Parcel", "包裹"),
} as const;

const LOGISTICS: Readonly<Record<LogisticsType, Text>> = {
  [LOGISTICS_TYPE.PHYSICAL_LOGISTICS]: text("Express delivery", "快递"),
  [LOGISTICS_TYPE.LOCATION_BASED_LOGISTICS]: text("Local delivery", "同城配送"),
  [LOGISTICS_TYPE.VIRTUAL_GOODS]: text("Virtual goods", "虚拟商品"),
  [LOGISTICS_TYPE.SELF_PICKUP]: text("Pick-up", "用户自提"),
};
