import { orderKeyOfText } from "@dingdan/contract";
import { representAmount } from "../amount.js";
import { orderIdOf } from "../order-id.js";
import { totalOf } from "../payment-facts.js";
import { factsOf } from "../recorded-payment.js";
import type { StoredRefund } from "../refund.js";
import type { IncomingShipping } from "../shipping.js";
import type { Payment, StoredUpload } from "../stored-order.js";
import { eventOf, type RecordedEvent } from "./recorded-event.js";

type Place = Pick<StoredUpload, "appid" | "orderKey">;

const instant = (timeMs: number) => new Date(timeMs).toISOString();

/** What every event of an order says of it. */
export function orderRef({ appid, orderKey }: Place) {
  const { order_number_type: _, ...numbers } = orderKeyOfText(orderKey);
  return { head: { appid, orderId: orderIdOf({ appid, orderKey }) }, numbers };
}

/** The event of a first upload that waits for its payment: nearly every upload is one. */
export const firstUploadEvent = (place: Place, atMs: number): RecordedEvent => {
  const { head, numbers } = orderRef(place);
  return eventOf<"order.uploaded">({
    ...head,
    type: "order.uploaded",
    atMs,
    data: { ...numbers, state: "waiting", is_replacement: false },
  });
};

/**
 * The events of an upload that was stored.
 * @param before the row that it replaces; null for a first upload
 * @param payment the payment that it was compared with
 */
export function uploadEvents(
  before: StoredUpload | null,
  after: StoredUpload,
  payment: Payment | null,
): RecordedEvent[] {
  const { head, numbers } = orderRef(after);
  const uploaded = eventOf<"order.uploaded">({
    ...head,
    type: "order.uploaded",
    atMs: after.receivedAtMs,
    data: { ...numbers, state: after.state, is_replacement: before !== null },
  });
  return [uploaded, ...stateEvents(before, after, payment, after.receivedAtMs)];
}

/** The event of an upload that a payment, or new details, matched or mismatched; none when neither did. */
export function stateEvents(
  before: StoredUpload | null,
  after: StoredUpload,
  payment: Payment | null,
  atMs: number,
): RecordedEvent[] {
  const { head, numbers } = orderRef(after);
  if (after.state === "matched" && before?.state !== "matched" && payment !== null) {
    const data = {
      ...numbers,
      paid_at: instant(payment.paidAtMs),
      amount: representAmount(totalOf(factsOf(payment))),
      refund: after.refundProgress,
    };
    return [eventOf<"order.matched">({ ...head, type: "order.matched", atMs, data })];
  }
  if (after.mismatch !== null && before?.mismatch !== after.mismatch) {
    const data = { ...numbers, reason: after.mismatch };
    return [eventOf<"order.mismatched">({ ...head, type: "order.mismatched", atMs, data })];
  }
  return [];
}

/** How many parcels an event names. */
const PARCELS_MAX = 20;

/** The event of logistics that were stored; none for items that need no parcel. */
export function shippingEvents(
  after: StoredUpload,
  { deliveries, receivedAtMs: atMs }: IncomingShipping,
): RecordedEvent[] {
  if (after.shippingProgress === "none") return [];
  const { head, numbers } = orderRef(after);
  const parcels = deliveries
    .flatMap(({ delivery }) => delivery.shipping_list)
    .slice(0, PARCELS_MAX)
    .map(({ express_company, tracking_no }) => ({ express_company, tracking_no }));
  const isReplacement = after.events.at(-1)?.event === "shipping_replaced";
  const data = { ...numbers, parcels, is_replacement: isReplacement };
  return [
    after.shippedAtMs === null
      ? eventOf<"order.partly_shipped">({ ...head, type: "order.partly_shipped", atMs, data })
      : eventOf<"order.shipped">({ ...head, type: "order.shipped", atMs, data }),
  ];
}

/**
 * The event of a refund that succeeded, for one order of its payment.
 * @param payment with its progress after the refund
 * @param refundedMinor the sum of all its refunds that succeeded
 */
export function refundEvent(
  place: Place,
  payment: Payment,
  refund: StoredRefund,
  refundedMinor: number,
): RecordedEvent {
  const { head, numbers } = orderRef(place);
  const { currency } = totalOf(factsOf(payment));
  const money = (amountMinor: number) => representAmount({ amountMinor, currency });
  return eventOf<"order.refunded">({
    ...head,
    type: "order.refunded",
    atMs: refund.atMs,
    data: {
      ...numbers,
      refund_id: refund.refundId,
      out_refund_no: refund.outRefundNo,
      amount: money(refund.amountMinor),
      refunded: money(refundedMinor),
      is_full: payment.refundProgress === "all",
    },
  });
}
