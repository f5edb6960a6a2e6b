import { reviewWindow } from "./access-review.js";
import type { App } from "./app.js";
import type { StoredRefund } from "./refund.js";
import type { Payment, StoredUpload } from "./stored-order.js";
import { TRADE_STATE, type TradeEvent, type TradeOrder } from "./trade/trade-order.js";

/** What is stored of an order, as far as its age depends on it. */
export interface OrderActivity {
  /** Null for an upload that waits for its payment. */
  readonly payment: Pick<Payment, "paidAtMs" | "receivedAtMs" | "contradiction"> | null;
  readonly uploads: readonly Pick<StoredUpload, "appid" | "receivedAtMs" | "matchedAtMs">[];
  /** When parcels of the shopping order arrived. */
  readonly shippedAtMs: readonly number[];
  readonly refunds: readonly Pick<StoredRefund, "state" | "atMs" | "receivedAtMs">[];
  readonly tradeOrders: readonly TradeOrder[];
  /** The apps of the uploads. */
  readonly apps: readonly App[];
}

/**
 * When something last happened to an order: it was paid, uploaded, shipped, refunded or received, by the
 * time of the event and by the time at which its report arrived, whichever is later.
 */
export const lastActivityMs = (order: OrderActivity): number =>
  Math.max(
    ...paymentTimes(order.payment),
    ...order.uploads.flatMap(({ receivedAtMs, matchedAtMs }) => [receivedAtMs, matchedAtMs ?? 0]),
    ...order.shippedAtMs,
    ...order.refunds.flatMap(({ atMs, receivedAtMs }) => [atMs, receivedAtMs]),
    ...order.tradeOrders.flatMap(tradeTimes),
  );

const paymentTimes = (payment: OrderActivity["payment"]): number[] =>
  payment === null
    ? []
    : [payment.paidAtMs, payment.receivedAtMs, payment.contradiction?.atMs ?? 0];

/** What the platform itself does to an order that nothing happens to. */
const OWN_EVENTS: ReadonlySet<TradeEvent["kind"]> = new Set(["ingested", "reminded_merchant"]);

/** The timeline of a trade order need not have each parcel. */
const tradeTimes = ({ paidAtMs, shipping, events }: TradeOrder): number[] => [
  paidAtMs,
  ...(shipping?.parcels ?? []).map(({ uploadedAtMs }) => uploadedAtMs),
  ...events.filter(({ kind }) => !OWN_EVENTS.has(kind)).map(({ atMs }) => atMs),
];

/**
 * Whether something is still to happen to an order, however old it is: a timer runs, a complaint is open, a
 * refund has not ended, a contradiction waits for a person, or the next access review of its app counts it.
 */
export const isUnfinished = (order: OrderActivity): boolean =>
  order.tradeOrders.some(hasOpenMoney) ||
  order.refunds.some(({ state }) => state === "processing" || state === "abnormal") ||
  (order.payment !== null && order.payment.contradiction !== null) ||
  order.uploads.some((upload) => order.apps.some((app) => isInReview(upload, app)));

/**
 * A payment that was never shipped has no timer after its reminder, and its money stays where it is: it is
 * not kept for that, since an app that ships outside of the platform would keep all its orders.
 */
const hasOpenMoney = ({ dueAtMs, isInComplaint, state }: TradeOrder): boolean =>
  dueAtMs !== null || isInComplaint || state === TRADE_STATE.UNSETTLED;

const isInReview = (upload: OrderActivity["uploads"][number], app: App): boolean =>
  upload.appid === app.appid &&
  app.reviewDueAtMs !== null &&
  upload.matchedAtMs !== null &&
  upload.matchedAtMs >= reviewWindow(app, app.reviewDueAtMs).fromMs;

/** Whether an order is deleted when orders are kept until `beforeMs`. */
export const isExpired = (order: OrderActivity, beforeMs: number): boolean =>
  lastActivityMs(order) < beforeMs && !isUnfinished(order);
