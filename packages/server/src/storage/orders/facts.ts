import { holderOf } from "../../domain/match.js";
import { inApp, isOfMerchantNumbers } from "../../domain/recorded-payment.js";
import type { StoredRefund } from "../../domain/refund.js";
import type { ShippingFacts, StoredDelivery } from "../../domain/shipping.js";
import type { OrderFacts, Payment, StoredUpload } from "../../domain/stored-order.js";

/** Reads the rows of orders. */
export interface OrderRows {
  upload(appid: string, orderKey: string): StoredUpload | null;
  /** The payment that an order key names, as a whole or by one of its parts, of any app. */
  paymentNamed(orderKey: string): Payment | null;
  deliveries(appid: string, orderKey: string): StoredDelivery[];
  /** The refunds of a payment. */
  refunds(payment: Payment): StoredRefund[];
}

/** The facts for a decision on an order key. */
export function orderFacts(rows: OrderRows, appid: string, orderKey: string): OrderFacts {
  const upload = rows.upload(appid, orderKey);
  const payment = paymentFor(rows, appid, rows.paymentNamed(orderKey));
  const rivals = rivalKeysOf(payment, appid, orderKey).flatMap(
    (key) => rows.upload(appid, key) ?? [],
  );
  return { upload, payment, rival: holderOf(rivals) };
}

/**
 * A payment as an app sees it. One that was made in several apps belongs to the first of them whose upload
 * matches it.
 */
function paymentFor(rows: OrderRows, appid: string, payment: Payment | null): Payment | null {
  if (payment === null || payment.appid === appid) return payment;
  const here = inApp(payment, appid);
  // The uploads of a payment that was not made here are not loaded.
  if (here === null) return payment;
  const isTaken = payment.orderKeys.some(
    (key) => rows.upload(payment.appid, key)?.state === "matched",
  );
  return isTaken ? payment : here;
}

/** The other keys under which the app may have uploaded details for the same payment. */
export function rivalKeysOf(payment: Payment | null, appid: string, orderKey: string): string[] {
  // The details of a part are no rival of the payment's own.
  if (payment?.appid !== appid || !payment.orderKeys.includes(orderKey)) return [];
  return payment.orderKeys.filter((key) => key !== orderKey);
}

/** The facts for a decision on an order's logistics. */
export function shippingFacts(
  rows: OrderRows,
  { appid, mchids }: { readonly appid: string; readonly mchids: readonly string[] },
  orderKey: string,
): ShippingFacts {
  const facts = orderFacts(rows, appid, orderKey);
  const { payment } = facts;
  const isUploadedByOther =
    isOthersPayment(payment, appid, mchids) &&
    payment.orderKeys.some((key) => rows.upload(payment.appid, key) !== null);
  return { ...facts, deliveries: rows.deliveries(appid, orderKey), isUploadedByOther };
}

/** Whether a payment belongs to another app but uses one of these merchant numbers. */
export function isOthersPayment(
  payment: Payment | null,
  appid: string,
  mchids: readonly string[],
): payment is Payment {
  return payment !== null && payment.appid !== appid && isOfMerchantNumbers(payment, mchids);
}

/** The keys of the uploads that facts may need beside the asked one: of rivals, and of another app. */
export function furtherPlaces(
  payment: Payment | null,
  appid: string,
  orderKey: string,
): { readonly appid: string; readonly orderKey: string }[] {
  if (payment === null) return [];
  const keys = payment.appid === appid ? rivalKeysOf(payment, appid, orderKey) : payment.orderKeys;
  const own = keys.map((key) => ({ appid: payment.appid, orderKey: key }));
  if (payment.appid === appid || inApp(payment, appid) === null) return own;
  return [...own, ...payment.orderKeys.map((key) => ({ appid, orderKey: key }))];
}
