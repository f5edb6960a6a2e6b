import { parseWholeNumber, type Violation } from "@dingdan/contract";
import { decideBuyerReminder } from "../../domain/trade/buyer-reminder.js";
import { reminderCause } from "../../domain/trade/explain.js";
import type { TradeOrder } from "../../domain/trade/trade-order.js";
import type { TradeOrderStore } from "../../storage/trade-store.js";
import type { AppCall } from "../call.js";
import { ok, refused, type WireOutcome } from "../outcome.js";
import { tradeViolation } from "../trade-refusal.js";
import { findOrderOf } from "./sec-named-order.js";

/** Reminds the buyer once to confirm the receipt of a courier's parcels. */
export async function secNotifyConfirmReceive(
  call: AppCall,
  orders: TradeOrderStore,
): Promise<WireOutcome> {
  const found = await findOrderOf(call, orders);
  if (found.kind === "absent") return refused(found.violation);
  const { appid, transactionId } = found.order;
  const violation = await orders.change(appid, transactionId, (order) => {
    const reminded = remind(order, call);
    return { order: reminded.order, messages: [], result: reminded.violation };
  });
  return violation === null ? ok() : refused(violation);
}

/** The violation of a reminder against the stored order, or null. Stores nothing. */
export async function buyerReminderViolation(
  call: AppCall,
  orders: TradeOrderStore,
): Promise<Violation | null> {
  const found = await findOrderOf(call, orders);
  return found.kind === "absent" ? found.violation : remind(found.order, call).violation;
}

function remind(
  order: TradeOrder,
  { request, nowMs }: AppCall,
): { readonly order: TradeOrder | null; readonly violation: Violation | null } {
  const receivedAtMs = (parseWholeNumber(request["received_time"]) as number) * 1000;
  const decision = decideBuyerReminder(order, receivedAtMs, nowMs);
  if (decision.kind === "reminded") return { order: decision.order, violation: null };
  const cause = reminderCause(decision.error, order, { receivedAtMs, nowMs });
  return { order: null, violation: tradeViolation(decision, cause) };
}
