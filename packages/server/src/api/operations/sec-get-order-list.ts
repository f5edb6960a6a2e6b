import { parseTradeOrderList } from "@dingdan/contract";
import {
  isAt,
  type ListPosition,
  lastIndexOf,
  readLastIndex,
  START_INDEX,
} from "../../domain/trade/list-position.js";
import { representTradeOrder } from "../../domain/trade/represent-trade-order.js";
import type { TradeOrder, TradeState } from "../../domain/trade/trade-order.js";
import type { TradeOrderStore } from "../../storage/trade-store.js";
import type { AppCall } from "../call.js";
import { ok, refused, type WireOutcome } from "../outcome.js";
import { tradeViolation } from "../trade-refusal.js";

/** The app's payments under management, by the time of payment. */
export async function secGetOrderList(
  { request, app, nowMs }: AppCall,
  orders: TradeOrderStore,
): Promise<WireOutcome> {
  const query = parseTradeOrderList(request);
  const { pageSize, state, openid } = query;
  const lastIndex = query.lastIndex === START_INDEX ? null : query.lastIndex;
  const seen = { appid: app.appid, visibleAtMs: nowMs };
  const after = lastIndex === null ? null : await orderAt(readLastIndex(lastIndex), seen, orders);
  if (lastIndex !== null && after === null) {
    return refused(tradeViolation({ error: "TRADE_LAST_INDEX_INVALID", path: "last_index" }));
  }
  const found = await orders.list({
    ...seen,
    paidFromMs: query.paidFromSeconds * 1000,
    // The last second counts as a whole.
    paidUntilMs: query.paidUntilSeconds * 1000 + 999,
    ...(state === null ? {} : { state: state as TradeState }),
    ...(openid === null ? {} : { openid }),
    ...(after === null ? {} : { after }),
    limit: pageSize + 1,
  });
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  return ok({
    last_index: last === undefined ? (lastIndex ?? START_INDEX) : lastIndexOf(last),
    has_more: found.length > pageSize,
    order_list: shown.map(representTradeOrder),
  });
}

/** How many orders of one millisecond are read at a time. */
const SAME_TIME_BATCH = 500;

/** The order with which the previous page ended; null when the app has none at this place. */
async function orderAt(
  position: ListPosition,
  seen: { readonly appid: string; readonly visibleAtMs: number },
  orders: TradeOrderStore,
): Promise<TradeOrder | null> {
  const { paidAtMs } = position;
  for (let after: TradeOrder | undefined; ; ) {
    const batch = await orders.list({
      ...seen,
      paidFromMs: paidAtMs,
      paidUntilMs: paidAtMs,
      ...(after === undefined ? {} : { after }),
      limit: SAME_TIME_BATCH,
    });
    const found = batch.find((order) => isAt(order, position));
    if (found !== undefined) return found;
    if (batch.length < SAME_TIME_BATCH) return null;
    after = batch.at(-1);
  }
}
