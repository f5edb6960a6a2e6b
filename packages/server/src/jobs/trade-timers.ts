import { advance, type TradeChange } from "../domain/trade/changes.js";
import { TRADE_STATE, type TradeOrder } from "../domain/trade/trade-order.js";
import type { Store } from "../storage/store.js";

/** The timers of trade orders that this process carried out. */
export interface TradeTimerWork {
  readonly tradeOrdersConfirmed: number;
  readonly tradeOrdersSettled: number;
  /** Merchants who were reminded to ship. */
  readonly tradeOrdersReminded: number;
}

export const NO_TRADE_TIMERS: TradeTimerWork = {
  tradeOrdersConfirmed: 0,
  tradeOrdersSettled: 0,
  tradeOrdersReminded: 0,
};

type Stores = Pick<Store, "apps" | "tradeOrders">;

/**
 * Carries out the timers of trade orders that have ended by `nowMs`, in the order of their ends, each as of
 * the time at which it ended. An order whose next timer has ended as well comes again.
 * @param countMax after this many the run ends, and the next one continues
 */
export async function runTradeTimers(
  stores: Stores,
  nowMs: number,
  countMax: number,
): Promise<TradeTimerWork> {
  let done = NO_TRADE_TIMERS;
  for (let count = 0; count < countMax; count++) {
    const order = await stores.tradeOrders.findDue(nowMs);
    if (order === null) break;
    done = sumOf(done, await runTimer(order, stores, nowMs));
  }
  return done;
}

async function runTimer(
  due: TradeOrder,
  { apps, tradeOrders }: Stores,
  nowMs: number,
): Promise<TradeTimerWork> {
  const { appid, transactionId, state } = due;
  const settleSeconds = (await apps.find(appid))?.trade.settleSeconds ?? 0;
  // Only the reminder of an unshipped order depends on it.
  const hasShipped = state === TRADE_STATE.UNSHIPPED && (await tradeOrders.hasShipped(appid));
  const done = await tradeOrders.change(appid, transactionId, (order) => {
    // Another process, or a call, may have moved it meanwhile.
    if (order.dueAtMs !== due.dueAtMs || order.state !== state) {
      return { order: null, messages: [], result: NO_TRADE_TIMERS };
    }
    const change = advance(order, { settleSeconds }, hasShipped);
    // The message may come days after the end of the timer; its pushes are tried for 24 hours from now on.
    const messages = change.messages.map((message) => ({ ...message, queuedAtMs: nowMs }));
    return { order: change.order, messages, result: workOf(order, change) };
  });
  return done ?? NO_TRADE_TIMERS;
}

const workOf = (before: TradeOrder, { order, messages }: TradeChange): TradeTimerWork => ({
  tradeOrdersConfirmed: before.confirmedAtMs === null && order.confirmedAtMs !== null ? 1 : 0,
  tradeOrdersSettled: before.settledAtMs === null && order.settledAtMs !== null ? 1 : 0,
  tradeOrdersReminded: messages.some(({ event }) => event === "trade_manage_remind_shipping")
    ? 1
    : 0,
});

export const sumOf = (a: TradeTimerWork, b: TradeTimerWork): TradeTimerWork => ({
  tradeOrdersConfirmed: a.tradeOrdersConfirmed + b.tradeOrdersConfirmed,
  tradeOrdersSettled: a.tradeOrdersSettled + b.tradeOrdersSettled,
  tradeOrdersReminded: a.tradeOrdersReminded + b.tradeOrdersReminded,
});

/** What was carried out between two counts. */
export const workSince = (before: TradeTimerWork, now: TradeTimerWork): TradeTimerWork => ({
  tradeOrdersConfirmed: now.tradeOrdersConfirmed - before.tradeOrdersConfirmed,
  tradeOrdersSettled: now.tradeOrdersSettled - before.tradeOrdersSettled,
  tradeOrdersReminded: now.tradeOrdersReminded - before.tradeOrdersReminded,
});
