import type { IncomingPayment, PaymentOutcome } from "../domain/payment.js";
import { factsOfReport } from "../domain/payment-facts.js";
import type { PaymentSource, TradeOrder } from "../domain/trade/trade-order.js";
import { tradeOrdersOf } from "../payments/trade-orders-of.js";
import { countPayment } from "../statistics/count-outcomes.js";
import type { Statistics } from "../statistics/statistics.js";
import type { Store } from "../storage/store.js";
import { applyEarlyRefunds, type RefundStores } from "./early-refunds.js";

export interface PaymentStores extends RefundStores, Pick<Store, "orders"> {
  /** May read from memory. */
  readonly apps: Pick<Store["apps"], "find">;
}

export interface RecordedReport {
  readonly outcome: PaymentOutcome;
  /** The trade orders that the report makes, unless they are stored already. */
  readonly trade: readonly TradeOrder[];
}

/**
 * Records a report of a payment and counts it. Refunds that came before the payment are recorded right
 * after it.
 * @param source how the payment was made, as the operator says; absent: as the report and the app say
 */
export async function recordPaymentReport(
  payment: IncomingPayment,
  stores: PaymentStores,
  statistics: Statistics,
  source?: PaymentSource,
): Promise<RecordedReport> {
  const trade = await tradeOrdersOf(payment.report, source, stores.apps);
  const outcome = await stores.orders.putPayment({ ...payment, trade });
  countPayment(statistics, payment.receivedAtMs, outcome);
  if (outcome.kind === "recorded") {
    // The payment is recorded: when this fails, a job does it later, and logs its own failure.
    await applyEarlyRefunds(transactionIdsOf(payment), stores).catch(() => undefined);
  }
  return { outcome, trade };
}

function transactionIdsOf({ report }: IncomingPayment): string[] {
  const { combination, parts } = factsOfReport(report);
  const ids = [combination?.transactionId ?? null, ...parts.map((part) => part.transactionId)];
  return [...new Set(ids.filter((id) => id !== null))];
}
