import type { MatchState, TransactionRepresentation } from "@dingdan/contract";
import { comparedWith, matchDelayMs, mismatched } from "./match.js";
import type { Payment, StoredUpload } from "./stored-order.js";

/** True when one of the merchant numbers placed the payment. */
export function isOfMerchantNumbers(
  { orderKeys }: Pick<Payment, "orderKeys">,
  mchids: readonly string[],
): boolean {
  return orderKeys.some((key) => mchids.some((mchid) => key.startsWith(`1:${mchid}:`)));
}

/** One of the payments in a combined payment. */
export interface SubPayment {
  readonly transactionId: string;
  readonly outTradeNo: string;
  readonly mchids: readonly string[];
  readonly amountFen: number;
}

/** The sub-payments of a combined payment that have their own number; none for an ordinary payment. */
export function subPaymentsOf({ transaction }: Pick<Payment, "transaction">): SubPayment[] {
  const { sub_orders: subOrders = [] } = JSON.parse(transaction) as TransactionRepresentation;
  return subOrders.flatMap(({ transaction_id: transactionId, out_trade_no, amount, ...sub }) => {
    const mchids = [sub.mchid, sub.sub_mchid].filter((mchid) => mchid !== undefined);
    return transactionId === undefined
      ? []
      : [{ transactionId, outTradeNo: out_trade_no, mchids, amountFen: amount.total_amount }];
  });
}

/** The stored state under the numbers of a payment. */
export interface PaymentFacts {
  /** The payments already recorded under these numbers; usually none. */
  readonly recorded: readonly Payment[];
  /** The app's uploads under any of the payment's order keys. */
  readonly uploads: readonly StoredUpload[];
}

export type PaymentDecision =
  /** New: write it, together with the uploads that it changes. */
  | {
      readonly kind: "recorded";
      readonly state: MatchState;
      readonly uploads: readonly StoredUpload[];
    }
  /** The recorded transaction, sent again. */
  | { readonly kind: "repeated"; readonly state: MatchState }
  /** One of its numbers belongs to another payment, or to this payment with other values. */
  | { readonly kind: "conflict"; readonly transactionId: string };

/** The outcome of a payment for its sender, without the stored rows. */
export type PaymentOutcome =
  | {
      readonly kind: "recorded";
      readonly state: MatchState;
      /** The delay from the payment to its upload; null when not matched. */
      readonly delayMs: number | null;
    }
  | Exclude<PaymentDecision, { kind: "recorded" }>;

export function paymentOutcome(decision: PaymentDecision): PaymentOutcome {
  if (decision.kind !== "recorded") return decision;
  const { state, uploads } = decision;
  const [first] = uploads;
  return { kind: "recorded", state, delayMs: first === undefined ? null : matchDelayMs(first) };
}

/** Decides on a completed payment and on the uploads that wait for it. */
export function decidePayment(facts: PaymentFacts, payment: Payment): PaymentDecision {
  const other = facts.recorded.find((recorded) => !isSamePayment(recorded, payment));
  if (other !== undefined) return { kind: "conflict", transactionId: other.transactionId };
  if (facts.recorded.length > 0) return { kind: "repeated", state: stateOf(facts.uploads) };

  // One payment has one shopping order: the upload that arrived first.
  const [first, ...later] = facts.uploads.toSorted(
    (a, b) => a.firstReceivedAtMs - b.firstReceivedAtMs || (a.orderKey < b.orderKey ? -1 : 1),
  );
  if (first === undefined) return { kind: "recorded", state: "waiting", uploads: [] };
  const nowMs = payment.receivedAtMs;
  const compared = comparedWith(first, payment, nowMs);
  const { transactionId, paidAtMs } = payment;
  const rivals = later.map((upload) =>
    mismatched({ ...upload, transactionId, paidAtMs }, "order_number_type", nowMs),
  );
  return { kind: "recorded", state: compared.state, uploads: [compared, ...rivals] };
}

function isSamePayment(a: Payment, b: Payment): boolean {
  return (
    a.appid === b.appid &&
    a.transactionId === b.transactionId &&
    a.outTradeNo === b.outTradeNo &&
    a.openid === b.openid &&
    a.amountFen === b.amountFen &&
    a.orderKeys.join() === b.orderKeys.join()
  );
}

function stateOf(uploads: readonly StoredUpload[]): MatchState {
  if (uploads.some((upload) => upload.state === "matched")) return "matched";
  return uploads.length > 0 ? "mismatched" : "waiting";
}
