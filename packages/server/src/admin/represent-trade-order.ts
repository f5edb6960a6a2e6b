import {
  carrierName,
  type Language,
  type Text,
  TRADE_STATE_NAMES,
  type TradeMoney,
  type TradeOrderRepresentation,
  type TradeOrderSummaryRepresentation,
  type TradeOrderTotals,
  type TradeTimerName,
  text,
} from "@dingdan/contract";
import { representAmount } from "../domain/amount.js";
import { GIVE_UP_MS } from "../domain/push-retry.js";
import {
  TRADE_STATE,
  type TradeEvent,
  type TradeOrder,
  type TradeShipping,
} from "../domain/trade/trade-order.js";
import type { TradeTotal } from "../storage/trade-store.js";

const instant = (timeMs: number) => new Date(timeMs).toISOString();

export function representTradeSummary(
  order: TradeOrder,
  nowMs: number,
): TradeOrderSummaryRepresentation {
  const { subMchid, unmanagedReason: reason } = order;
  return {
    transaction_id: order.transactionId,
    appid: order.appid,
    mchid: order.mchid,
    ...(subMchid === "" ? {} : { sub_mchid: subMchid }),
    out_trade_no: order.outTradeNo,
    openid: order.openid,
    ...(reason === "foreign_currency" ? {} : { amount: moneyOf(order.amountMinor) }),
    paid_at: instant(order.paidAtMs),
    visible_at: instant(order.visibleAtMs),
    state: order.state,
    state_name: stateName(order),
    money: moneyState(order),
    ...(reason === null ? {} : { unmanaged_reason: reason }),
    in_complaint: order.isInComplaint,
    timers: timersOf(order, nowMs),
  };
}

/** Who reads an order, and when. */
export interface TradeOrderView {
  readonly nowMs: number;
  readonly language: Language;
  /** True if the order's app has a message URL now. */
  readonly hasMessageUrl: boolean;
}

export function representTradeDetails(
  order: TradeOrder,
  { nowMs, language, hasMessageUrl }: TradeOrderView,
): TradeOrderRepresentation {
  const { combination, shipping, special, confirmLeftMs } = order;
  return {
    ...representTradeSummary(order, nowMs),
    ...(combination === null ? {} : { combination: representCombination(combination) }),
    ...(shipping === null ? {} : { shipping: representShipping(shipping, language) }),
    ...(special === null ? {} : { special: representSpecial(special) }),
    ...(confirmLeftMs === null
      ? {}
      : { confirm_left_seconds: Math.max(0, Math.round(confirmLeftMs / 1000)) }),
    // An order is ingested some seconds after its payment: until then it has no events.
    timeline: order.events
      .filter(({ atMs }) => atMs <= nowMs)
      .map((event) => ({
        ...representEvent(event, language),
        ...pushOf(event, order, nowMs, hasMessageUrl),
      })),
  };
}

const representCombination = (combination: NonNullable<TradeOrder["combination"]>) => ({
  mchid: combination.mchid,
  out_trade_no: combination.outTradeNo,
  ...(combination.transactionId === null ? {} : { transaction_id: combination.transactionId }),
});

const moneyOf = (amountMinor: number) => representAmount({ amountMinor, currency: "CNY" });

const stateName = ({ state }: Pick<TradeOrder, "state">) =>
  TRADE_STATE_NAMES[state - 1] as (typeof TRADE_STATE_NAMES)[number];

/** Where the money of an order is. @see shipping-management, §11 */
export function moneyState({
  state,
  unmanagedReason,
}: Pick<TradeOrder, "state" | "unmanagedReason">): TradeMoney {
  if (unmanagedReason !== null) return "unmanaged";
  if (state === TRADE_STATE.SETTLED) return "released";
  return state === TRADE_STATE.REFUNDED ? "returned" : "frozen";
}

function timersOf(order: TradeOrder, nowMs: number) {
  const { visibleAtMs, dueAtMs, unmanagedReason } = order;
  const timers: { timer: TradeTimerName; due_at: string }[] = [];
  if (unmanagedReason === null && visibleAtMs > nowMs) {
    timers.push({ timer: "visible", due_at: instant(visibleAtMs) });
  }
  if (dueAtMs !== null) timers.push({ timer: timerOf(order), due_at: instant(dueAtMs) });
  return timers;
}

function timerOf({ state }: TradeOrder): TradeTimerName {
  if (state === TRADE_STATE.SHIPPED) return "confirm";
  return state === TRADE_STATE.CONFIRMED ? "settle" : "remind_merchant";
}

const representShipping = (shipping: TradeShipping, language: Language) => ({
  logistics_type: shipping.logisticsType,
  delivery_mode: shipping.deliveryMode,
  upload_time: instant(shipping.uploadTimeMs),
  is_finished: shipping.isFinished,
  finish_count: shipping.finishCount,
  is_reshipped: shipping.isReshipped,
  parcels: shipping.parcels.map((parcel) => ({
    tracking_no: parcel.tracking_no,
    express_company: parcel.express_company,
    carrier_name: carrierName(parcel.express_company)[language],
    item_desc: parcel.item_desc,
    uploaded_at: instant(parcel.uploadedAtMs),
  })),
});

const representSpecial = (special: NonNullable<TradeOrder["special"]>) =>
  special.kind === "presale"
    ? { kind: special.kind, delay_to: instant(special.delayToMs) }
    : { kind: special.kind };

/** How many apps the totals list. */
const APPS_MAX = 20;

export function representTradeTotals(totals: readonly TradeTotal[]): TradeOrderTotals {
  const sums = new Map<string, Record<"frozen" | "released" | "returned", number>>();
  for (const { appid, state, amountMinor } of totals) {
    const sum = sums.get(appid) ?? { frozen: 0, released: 0, returned: 0 };
    const money = moneyState({ state, unmanagedReason: null });
    if (money !== "unmanaged") sum[money] += amountMinor;
    sums.set(appid, sum);
  }
  const apps = [...sums].toSorted(([, a], [, b]) => b.frozen - a.frozen).slice(0, APPS_MAX);
  return {
    states: TRADE_STATE_NAMES.map((state_name, index) => ({
      state_name,
      count: totals
        .filter(({ state }) => state === index + 1)
        .reduce((count, total) => count + total.count, 0),
    })),
    apps: apps.map(([appid, sum]) => ({
      appid,
      frozen: moneyOf(sum.frozen),
      released: moneyOf(sum.released),
      returned: moneyOf(sum.returned),
    })),
  };
}

/** What each event pushes to the app. */
const PUSHES: Partial<Record<TradeEvent["kind"], string>> = {
  shipped: "trade_manage_order_settlement",
  reshipped: "trade_manage_order_settlement",
  settled: "trade_manage_order_settlement",
  reminded_merchant: "trade_manage_remind_shipping",
};

function representEvent(event: TradeEvent, language: Language) {
  const { kind, atMs } = event;
  const detail = detailOf(event);
  return {
    at: instant(atMs),
    event: kind,
    ...(detail === null ? {} : { detail: detail[language] }),
  };
}

/** The push of an event, and what became of it. */
function pushOf(
  { kind, atMs }: TradeEvent,
  { pushes = [] }: TradeOrder,
  nowMs: number,
  hasMessageUrl: boolean,
): Pick<TradeOrderRepresentation["timeline"][number], "push" | "push_outcome"> {
  const push = PUSHES[kind];
  if (push === undefined) return {};
  const reported = kind === "reshipped" ? "shipped" : kind;
  const known = pushes.find(
    ({ reports, createdAtMs }) => reports === reported && createdAtMs === atMs,
  );
  if (known === undefined) {
    const isWaiting = hasMessageUrl && nowMs - atMs <= GIVE_UP_MS;
    return { push, push_outcome: { state: isWaiting ? "waiting" : "not_sent", attempts: 0 } };
  }
  const { state, attempts, attemptedAtMs, fault } = known;
  return {
    push,
    push_outcome: {
      state,
      attempts,
      attempted_at: instant(attemptedAtMs),
      ...(fault === null ? {} : { fault }),
    },
  };
}

/** The facts of an event in words; null when its name says everything. */
function detailOf({ kind, facts }: TradeEvent): Text | null {
  switch (kind) {
    case "parcels":
    case "shipped":
    case "reshipped":
      return text(`parcels: ${facts["parcels"]}`, `包裹数：${facts["parcels"]}`);
    case "confirmed":
      return facts["method"] === "buyer"
        ? text("by the buyer", "买家确认")
        : text("automatically", "自动确认");
    case "special":
      return facts["type"] === 1
        ? text(
            `pre-sale, shipped by ${instant(Number(facts["delay_to"]) * 1000)}`,
            `预售，${instant(Number(facts["delay_to"]) * 1000)} 前发货`,
          )
        : text("test order", "测试订单");
    case "reminded_buyer": {
      const received = instant(Number(facts["received_time"]) * 1000);
      return text(`received at ${received}`, `签收时间 ${received}`);
    }
    default:
      return null;
  }
}
