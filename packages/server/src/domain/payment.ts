import type { MatchState, TransactionRepresentation } from "@dingdan/contract";
import { heldAgainst, matchDelayMs, mismatched } from "./match.js";
import type { Payment, StoredUpload } from "./stored-order.js";

/** Whether one of the merchant numbers placed the payment. */
export function isOfMerchantNumbers(
  { orderKeys }: Pick<Payment, "orderKeys">,
  mchids: readonly string[],
): boolean {
  return orderKeys.some((key) => mchids.some((mchid) => key.startsWith(`1:${mchid}:`)));
}

/** One of the payments that a combined payment is made of. */
export interface SubPayment {
  readonly transactionId: string;
  readonly outTradeNo: string;
  readonly mchids: readonly string[];
  readonly amountFen: number;
}

/** The sub-payments of a combined payment that have a number of their own; none of an ordinary one. */
export function subPaymentsOf({ transaction }: Pick<Payment, "transaction">): SubPayment[] {
  const { sub_orders: subOrders = [] } = JSON.parse(transaction) as TransactionRepresentation;
  return subOrders.flatMap(({ transaction_id: transactionId, out_trade_no, amount, ...sub }) => {
    const mchids = [sub.mchid, sub.sub_mchid].filter((mchid) => mchid !== undefined);
    return transactionId === undefined
      ? []
      : [{ transactionId, outTradeNo: out_trade_no, mchids, amountFen: amount.total_amount }];
  });
}

/** What is stored under the numbers that a payment brings. */
export interface PaymentFacts {
  /** The payments that these numbers name already; usually none. */
  readonly recorded: readonly Payment[];
  /** The app's uploads under any of the payment's order keys. */
  readonly uploads: readonly StoredUpload[];
}

export type PaymentDecision =
  /** New: to be written, together with the uploads that it changes. */
  | {
      readonly kind: "recorded";
      readonly state: MatchState;
      readonly uploads: readonly StoredUpload[];
    }
  /** The same transaction once more. */
  | { readonly kind: "repeated"; readonly state: MatchState }
  /** A number of it belongs to another payment, or to this one with other facts. */
  | { readonly kind: "conflict"; readonly transactionId: string };

/** What became of a payment, for whoever sent it: the stored rows stay where they are. */
export type PaymentOutcome =
  | {
      readonly kind: "recorded";
      readonly state: MatchState;
      /** From the payment to its upload; null while unmatched. */
      readonly delayMs: number | null;
    }
  | Exclude<PaymentDecision, { kind: "recorded" }>;

export function paymentOutcome(decision: PaymentDecision): PaymentOutcome {
  if (decision.kind !== "recorded") return decision;
  const { state, uploads } = decision;
  const [first] = uploads;
  return { kind: "recorded", state, delayMs: first === undefined ? null : matchDelayMs(first) };
}

/** Decides what becomes of a completed payment, and of the uploads that wait for it. */
export function decidePayment(facts: PaymentFacts, payment: Payment): PaymentDecision {
  const other = facts.recorded.find((recorded) => !isSamePayment(recorded, payment));
  if (other !== undefined) return { kind: "conflict", transactionId: other.transactionId };
  if (facts.recorded.length > 0) return { kind: "repeated", state: stateOf(facts.uploads) };

  // One payment has one shopping order: the form that was uploaded first.
  const [first, ...later] = facts.uploads.toSorted(
    (a, b) => a.firstReceivedAtMs - b.firstReceivedAtMs || (a.orderKey < b.orderKey ? -1 : 1),
  );
  if (first === undefined) return { kind: "recorded", state: "waiting", uploads: [] };
  const nowMs = payment.receivedAtMs;
  const held = heldAgainst(first, payment, nowMs);
  const { transactionId, paidAtMs } = payment;
  const rivals = later.map((upload) =>
    mismatched({ ...upload, transactionId, paidAtMs }, "order_number_type", nowMs),
  );
  return { kind: "recorded", state: held.state, uploads: [held, ...rivals] };
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
