import {
  type AppRepresentation,
  type Language,
  type OrderSummaryRepresentation,
  orderKeyOfText,
  orderStatuses,
} from "@dingdan/contract";
import { type App, isExposedToBuyers } from "../domain/app.js";
import type { StoredMessagePush } from "../domain/message-push.js";
import { shownMismatchDetail } from "../domain/mismatch-texts.js";
import { attentionOf } from "../domain/order-attention.js";
import { type OrderContent, orderContents } from "../domain/order-content.js";
import { orderIdOf } from "../domain/order-id.js";
import { amountsShown, progressOf } from "../domain/order-summary.js";
import { transactionIdOf } from "../domain/recorded-payment.js";
import { refundEvents, type StoredRefund } from "../domain/refund.js";
import type { Payment } from "../domain/stored-order.js";
import { shownEvents, type TimelineEvent } from "../domain/timeline.js";
import type { ListedOrder } from "../storage/console-store.js";
import type { NumberedOrder } from "../storage/store.js";
import { representTradeSettings } from "./trade-settings.js";

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
    open_paths: [...app.openPaths],
    ...(app.messagePush === null ? {} : { message_push: representMessagePush(app.messagePush) }),
    ...(agreementSignedAtMs === null ? {} : { agreement_signed_at: instant(agreementSignedAtMs) }),
    last_result: app.lastResult,
    ...(reviewDueAtMs === null ? {} : { next_review_at: instant(reviewDueAtMs) }),
    created_at: instant(app.createdAtMs),
    trade_management: representTradeSettings(app.trade),
  };
}

/** A message URL without its secrets. */
const representMessagePush = ({ url, format, isEncrypted, lastFault }: StoredMessagePush) => ({
  url,
  format,
  is_encrypted: isEncrypted,
  ...(lastFault === null ? {} : { last_fault: lastFault }),
});

/** @param app null when it is unknown */
export function representOrderSummary(
  order: ListedOrder,
  app: App | null,
): OrderSummaryRepresentation {
  const { paidAtMs, matchedAtMs, shippedAtMs, refundedAtMs, payment, state } = order;
  const contents = orderContents(order);
  const progress = progressOf(order, contents);
  return {
    id: orderIdOf(order),
    appid: order.appid,
    app_name: app?.name ?? order.appid,
    state,
    statuses: orderStatuses({ ...progress, match: state }),
    attention_reasons: attentionOf(order, payment, app),
    needs_parcel: progress.needsParcel,
    ...representItems(contents),
    order_key: orderKeyOfText(order.orderKey),
    openid: order.openid,
    merchant_order_nos: [...order.merchantOrderNos],
    upload_time: order.uploadTime,
    first_received_at: instant(order.firstReceivedAtMs),
    received_at: instant(order.receivedAtMs),
    ...(paidAtMs === null ? {} : { paid_at: instant(paidAtMs) }),
    ...(matchedAtMs === null ? {} : { matched_at: instant(matchedAtMs) }),
    ...(shippedAtMs === null ? {} : { shipped_at: instant(shippedAtMs) }),
    ...(payment === null ? {} : representPaid(payment)),
    ...(refundedAtMs === null ? {} : { refunded_at: instant(refundedAtMs) }),
  };
}

/** The first item of an order, and how many it has. An order has at least one. */
function representItems(contents: readonly OrderContent[]) {
  const items = contents.flatMap(({ order }) => order.item_list);
  const [first] = items;
  const picture = first?.image_url?.[0];
  return {
    first_item: {
      name: first?.name ?? "",
      ...(picture === undefined ? {} : { image_url: picture }),
    },
    item_kinds: items.length,
  };
}

function representPaid(payment: NonNullable<ListedOrder["payment"]>) {
  const transactionId = transactionIdOf(payment);
  const amounts = amountsShown(payment);
  const { contradiction } = payment;
  return {
    ...(transactionId === null ? {} : { transaction_id: transactionId }),
    ...amounts,
    amount_fen: amounts.amount.amount_minor,
    ...(contradiction === null ? {} : { attention: representAttention(contradiction) }),
  };
}

const representAttention = ({
  atMs,
  number,
  path,
  recorded,
  reported,
}: NonNullable<Payment["contradiction"]>) => ({
  at: instant(atMs),
  number,
  path,
  recorded,
  reported,
});

/** An order as lists show it. */
export const listedOrder = ({ number, upload, payment }: NumberedOrder): ListedOrder => ({
  ...upload,
  number,
  payment,
});

/**
 * The events of an order, oldest first: its own, and those of its payment, its refunds and its app.
 * @param language of their details
 */
export function orderTimeline(
  { upload, payment }: NumberedOrder,
  refunds: readonly StoredRefund[],
  app: App | null,
  language: Language,
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
  if (payment?.contradiction) {
    const { atMs, path, recorded, reported } = payment.contradiction;
    const detail =
      language === "zh"
        ? `${path} ${reported}，已记录 ${recorded}`
        : `${path} ${reported}, recorded ${recorded}`;
    events.push({ atMs, event: "contradicted", detail });
  }
  const { matchedAtMs } = upload;
  if (matchedAtMs !== null && app !== null && isExposedToBuyers(app)) {
    events.push({ atMs: Math.max(matchedAtMs, app.approvedAtMs ?? 0), event: "exposed" });
  }
  return shownEvents(events, upload).map(({ atMs, event, detail }) => ({
    at: instant(atMs),
    event,
    ...(detail === undefined
      ? {}
      : { detail: event === "mismatched" ? shownMismatchDetail(detail, language) : detail }),
  }));
}
