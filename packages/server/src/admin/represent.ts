import {
  type AppRepresentation,
  type OrderSummaryRepresentation,
  orderKeyOfText,
} from "@dingdan/contract";
import { type App, isExposedToBuyers } from "../domain/app.js";
import { orderIdOf } from "../domain/order-id.js";
import { refundEvents, type StoredRefund } from "../domain/refund.js";
import type { TimelineEvent } from "../domain/timeline.js";
import type { ListedOrder } from "../storage/console-store.js";
import type { NumberedOrder } from "../storage/store.js";

const instant = (timeMs: number) => new Date(timeMs).toISOString();

export function representApp(app: App): AppRepresentation {
  const { agreementSignedAtMs, reviewDueAtMs } = app;
  return {
    appid: app.appid,
    kind: app.kind,
    name: app.name,
    mchids: [...app.mchids],
    permission: app.permission,
    item_links: app.itemLinks,
    category_open: app.isCategoryOpen,
    ip_whitelist: [...app.ipWhitelist],
    ...(app.quotas === null
      ? {}
      : { quotas: { per_minute: app.quotas.perMinute, per_day: app.quotas.perDay } }),
    ...(agreementSignedAtMs === null ? {} : { agreement_signed_at: instant(agreementSignedAtMs) }),
    last_result: app.lastResult,
    ...(reviewDueAtMs === null ? {} : { next_review_at: instant(reviewDueAtMs) }),
    created_at: instant(app.createdAtMs),
  };
}

export function representOrderSummary(order: ListedOrder): OrderSummaryRepresentation {
  const { matchedAtMs, shippedAtMs, refundedAtMs, transactionId, amountFen } = order;
  return {
    id: orderIdOf(order),
    appid: order.appid,
    state: order.state,
    order_key: orderKeyOfText(order.orderKey),
    openid: order.openid,
    merchant_order_nos: [...order.merchantOrderNos],
    upload_time: order.uploadTime,
    first_received_at: instant(order.firstReceivedAtMs),
    received_at: instant(order.receivedAtMs),
    ...(matchedAtMs === null ? {} : { matched_at: instant(matchedAtMs) }),
    ...(shippedAtMs === null ? {} : { shipped_at: instant(shippedAtMs) }),
    ...(transactionId === null ? {} : { transaction_id: transactionId }),
    ...(amountFen === null ? {} : { amount_fen: amountFen }),
    ...(refundedAtMs === null ? {} : { refunded_at: instant(refundedAtMs) }),
  };
}

/** An order as lists show it. */
export const listedOrder = ({ number, upload, payment }: NumberedOrder): ListedOrder => ({
  ...upload,
  number,
  amountFen: payment?.amountFen ?? null,
});

/**
 * The events of an order, oldest first: its own, and those of its payment, its refunds and its app.
 */
export function orderTimeline(
  { upload, payment }: NumberedOrder,
  refunds: readonly StoredRefund[],
  app: App | null,
) {
  const events: TimelineEvent[] = [];
  if (payment !== null) {
    events.push(
      { atMs: payment.paidAtMs, event: "paid" },
      { atMs: payment.receivedAtMs, event: "payment_received" },
    );
  }
  // The sort keeps this order within one millisecond: a payment comes before the events that it caused.
  events.push(...upload.events);
  for (const refund of refunds) events.push(...refundEvents(refund));
  const { matchedAtMs } = upload;
  if (matchedAtMs !== null && app !== null && isExposedToBuyers(app)) {
    events.push({ atMs: Math.max(matchedAtMs, app.approvedAtMs ?? 0), event: "exposed" });
  }
  return events
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ atMs, ...event }) => Object.assign({ at: instant(atMs) }, event));
}
