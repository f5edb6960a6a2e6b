import { parseSpecialOrder, type SpecialOrderRequest, type Violation } from "@dingdan/contract";
import { isVisible } from "../../domain/trade/changes.js";
import { decideSpecialOrder, type SpecialOrderDecision } from "../../domain/trade/special-order.js";
import type { SpecialOrder, TradeOrder } from "../../domain/trade/trade-order.js";
import type { TradeOrderStore } from "../../storage/trade-store.js";
import type { AppCall } from "../call.js";
import { ok, refused, type WireOutcome } from "../outcome.js";
import { tradeViolation } from "../trade-refusal.js";

/** Declares an unshipped payment a pre-sale or a test. */
export async function secOpSpecialOrder(
  call: AppCall,
  orders: TradeOrderStore,
): Promise<WireOutcome> {
  const request = parseSpecialOrder(call.request);
  const found = await findOrder(request.orderId, call, orders);
  const decision =
    found === null ? decide(null, request, call) : await declare(found, request, call, orders);
  return decision.kind === "refused" ? refused(tradeViolation(decision)) : ok();
}

/** The violation of a declaration against the stored order, or null. Stores nothing. */
export async function specialOrderViolation(
  call: AppCall,
  orders: TradeOrderStore,
): Promise<Violation | null> {
  const request = parseSpecialOrder(call.request);
  const decision = decide(await findOrder(request.orderId, call, orders), request, call);
  return decision.kind === "refused" ? tradeViolation(decision) : null;
}

async function declare(
  { appid, transactionId }: TradeOrder,
  request: SpecialOrderRequest,
  call: AppCall,
  orders: TradeOrderStore,
): Promise<SpecialOrderDecision> {
  const decision = await orders.change(appid, transactionId, (order) => {
    const result = decide(order, request, call);
    return { order: result.kind === "declared" ? result.order : null, messages: [], result };
  });
  return decision ?? decide(null, request, call);
}

const decide = (
  order: TradeOrder | null,
  request: SpecialOrderRequest,
  { nowMs }: AppCall,
): SpecialOrderDecision => decideSpecialOrder(order, specialOf(request), nowMs);

const specialOf = (request: SpecialOrderRequest): SpecialOrder =>
  request.kind === "presale"
    ? { kind: "presale", delayToMs: request.delayToSeconds * 1000 }
    : { kind: "test" };

/** More payments than an app has under one number of its own. */
const NAMESAKES_MAX = 20;

/** The payment with this transaction_id; otherwise the newest one with this out_trade_no. */
async function findOrder(
  orderId: string,
  { app, nowMs }: AppCall,
  orders: TradeOrderStore,
): Promise<TradeOrder | null> {
  const { appid } = app;
  const key = { kind: "transaction", transaction_id: orderId } as const;
  const [ofTransaction, ofNumber] = await Promise.all([
    orders.findNamed(appid, key),
    orders.listForOperator({ appid, text: orderId, limit: NAMESAKES_MAX }),
  ]);
  const named = [...ofTransaction, ...ofNumber.filter((order) => order.outTradeNo === orderId)];
  return named.find((order) => isVisible(order, nowMs)) ?? null;
}
