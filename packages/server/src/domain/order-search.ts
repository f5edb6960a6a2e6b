import type { Delivery } from "@dingdan/contract";
import { orderContents } from "./order-content.js";
import { allNamesOf } from "./recorded-payment.js";
import type { StoredDelivery } from "./shipping.js";
import type { Payment, StoredUpload } from "./stored-order.js";

/** The parts of an order that a search reads. */
interface SearchedOrder {
  readonly upload: Pick<StoredUpload, "details" | "orderKey">;
  readonly payment: Pick<Payment, "outTradeNo" | "orderKeys" | "reports"> | null;
  readonly deliveries: readonly Pick<StoredDelivery, "delivery">[];
}

/**
 * True when a buyer's search finds this order: the text is part of an item's name, or of any number that
 * the buyer may know. The search ignores case, and full and half width, since a Chinese keyboard writes
 * both.
 */
export function isFoundBy(order: SearchedOrder, wanted: string): boolean {
  const part = folded(wanted);
  for (const text of searchedTexts(order)) if (folded(text).includes(part)) return true;
  return false;
}

function* searchedTexts({ upload, payment, deliveries }: SearchedOrder): Generator<string> {
  if (payment !== null) {
    yield payment.outTradeNo;
    for (const name of allNamesOf(payment)) yield* numbersOf(name);
  }
  yield* numbersOf(upload.orderKey);
  for (const { subOrderKey, order } of orderContents(upload)) {
    yield order.merchant_order_no;
    yield* numbersOf(subOrderKey);
    for (const { name } of order.item_list) yield name;
  }
  for (const { delivery } of deliveries) {
    for (const parcel of (JSON.parse(delivery) as Delivery).shipping_list) yield parcel.tracking_no;
  }
}

/** An order key without its form and merchant number, which do not identify the order. */
const numbersOf = (orderKey: string): string[] => orderKey.split(":").slice(-1);

const folded = (text: string): string => text.normalize("NFKC").toLowerCase().trim();

/** Whether an item's name contains a text; the case of Latin letters does not matter. */
export function hasItemNamed(upload: Pick<StoredUpload, "details">, text: string): boolean {
  const part = inLowerCase(text);
  if (part === "") return false;
  return orderContents(upload).some(({ order }) =>
    order.item_list.some(({ name }) => inLowerCase(name).includes(part)),
  );
}

/** Only of Latin letters, because the engines of SQL differ about others. */
const inLowerCase = (text: string): string =>
  text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
