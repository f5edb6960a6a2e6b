import { type Money, type RefundRepresentation, sumByCurrency } from "@dingdan/contract";

/**
 * What the succeeded refunds returned to the buyer, in each currency. A refund whose payer_refund was
 * not reported counts with its amount of the order total.
 */
export const refundedAmounts = (refunds: readonly RefundRepresentation[]): Money[] =>
  sumByCurrency(
    refunds
      .filter(({ state }) => state === "succeeded")
      .map(({ amount, payer_amount: payer }) => payer ?? amount),
  );
