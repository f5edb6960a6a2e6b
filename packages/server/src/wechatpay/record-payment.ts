import type { IncomingPayment, PaymentOutcome } from "../domain/payment.js";
import { factsOfReport } from "../domain/payment-facts.js";
import { countPayment } from "../statistics/count-outcomes.js";
import type { Statistics } from "../statistics/statistics.js";
import type { Store } from "../storage/store.js";
import { applyEarlyRefunds, type RefundStores } from "./early-refunds.js";

export interface PaymentStores extends RefundStores, Pick<Store, "orders"> {}

/**
 * Records a report of a payment and counts it. Refunds that came before the payment are recorded right
 * after it.
 */
export async function recordPaymentReport(
  payment: IncomingPayment,
  stores: PaymentStores,
  statistics: Statistics,
): Promise<PaymentOutcome> {
  const outcome = await stores.orders.putPayment(payment);
  countPayment(statistics, payment.receivedAtMs, outcome);
  if (outcome.kind === "recorded") {
    // The payment is recorded: when this fails, a job does it later, and logs its own failure.
    await applyEarlyRefunds(transactionIdsOf(payment), stores).catch(() => undefined);
  }
  return outcome;
}

function transactionIdsOf({ report }: IncomingPayment): string[] {
  const { combination, parts } = factsOfReport(report);
  const ids = [combination?.transactionId ?? null, ...parts.map((part) => part.transactionId)];
  return [...new Set(ids.filter((id) => id !== null))];
}
