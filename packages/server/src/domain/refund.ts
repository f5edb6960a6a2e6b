import type { RefundProgress, RefundState, WeChatPayRefund } from "@dingdan/contract";
import { type Amount, currencyOr, reportedAmount } from "./amount.js";
import { type PaymentPart, payerTotalOf, totalOf } from "./payment-facts.js";
import { factsOf, transactionIdOf } from "./recorded-payment.js";
import { lastSuccessAtMs, refundProgressOf, sumOfSuccesses } from "./refund-progress.js";
import type { Payment } from "./stored-order.js";
import type { TimelineEvent } from "./timeline.js";

/** A refund as WeChat Pay reports it. */
export interface IncomingRefund {
  readonly refundId: string;
  readonly outRefundNo: string;
  /** The payment that is refunded; for a combined payment, the sub-payment. */
  readonly ofTransactionId: string;
  readonly outTradeNo: string;
  /** The merchant numbers in it; none in a query's reply. */
  readonly mchids: readonly string[];
  /** The total of that payment, in the minor unit of its currency. */
  readonly totalMinor: number;
  /** How much of the total is refunded. */
  readonly amountMinor: number;
  /** Null when WeChat Pay does not report it, as in a notification. */
  readonly currency: string | null;
  /** What came back to the payer, in the payer's currency; null when it is not reported. */
  readonly payerRefundMinor: number | null;
  readonly state: RefundState;
  /** When it was started; null when WeChat Pay does not report it. */
  readonly startedAtMs: number | null;
  /** When it reached its state: WeChat Pay's time of a success, otherwise the time of the report. */
  readonly atMs: number;
  readonly receivedAtMs: number;
  /** The WeChat Pay object as received, in JSON. */
  readonly refund: string;
  /** The keyed hash by which an erased payment is recognised. Absent without the key of the hashes. */
  readonly erasureHash?: string;
}

/** A refund as stored: its latest state, under its payment. */
export interface StoredRefund
  extends Omit<
    IncomingRefund,
    | "outTradeNo"
    | "mchids"
    | "totalMinor"
    | "currency"
    | "payerRefundMinor"
    | "receivedAtMs"
    | "erasureHash"
  > {
  readonly appid: string;
  /** The {@link Payment.id} of its payment; of a part, that of the combined payment. */
  readonly paymentId: string;
  /** When the refund was first reported to the platform. */
  readonly receivedAtMs: number;
}

/** The stored state of a refund and its payment. */
export interface RefundFacts {
  /** The payment that the refund names, as a whole or by a sub-payment. */
  readonly payment: Payment | null;
  /** All refunds of that payment. */
  readonly refunds: readonly StoredRefund[];
  /** The refund that is stored under its refund_id, of any payment. */
  readonly known: StoredRefund | null;
}

export type RefundDecision =
  /** New, or in a later state than the stored refund: write it. */
  | {
      readonly kind: "recorded";
      readonly refund: StoredRefund;
      readonly refundedMinor: number;
      /** The payment with its progress after the refund: write it. */
      readonly payment: Payment;
    }
  /** The stored refund, sent again: nothing to do. */
  | { readonly kind: "repeated"; readonly refundedMinor: number; readonly payment: Payment }
  /** Its payment is not recorded yet: the caller must record the payment, then send the refund again. */
  | { readonly kind: "unknown_payment" }
  /** Its payment was erased: nothing is stored. */
  | { readonly kind: "erased" }
  /** This member differs from the recorded value. */
  | { readonly kind: "conflict"; readonly path: string; readonly recorded: string }
  /** The stored refund is in a later state. */
  | { readonly kind: "outdated"; readonly state: RefundState }
  /** The refunds would exceed the payment. */
  | { readonly kind: "excessive"; readonly refunded: Amount; readonly total: Amount };

/**
 * The states that can follow a state. The merchant handles an abnormal refund (the bank rejected it) by
 * hand, and it then succeeds or is closed; a report that it is processing is outdated.
 */
const NEXT: Readonly<Record<RefundState, readonly RefundState[]>> = {
  processing: ["succeeded", "closed", "abnormal"],
  abnormal: ["succeeded", "closed"],
  succeeded: [],
  closed: [],
};

/** Whether a refund that is in the state `before` can come to the state `after`. */
export const canFollow = (before: RefundState, after: RefundState): boolean =>
  NEXT[before].includes(after);

/**
 * Decides on a refund. Notices arrive in any order and more than once: the stored state changes only to a
 * state that can follow it.
 */
export function decideRefund(facts: RefundFacts, incoming: IncomingRefund): RefundDecision {
  const { payment, known } = facts;
  if (payment === null) return { kind: "unknown_payment" };
  const part = refundedPart(payment, incoming);
  const fault = contradiction(facts, payment, part, incoming);
  if (fault !== null) return fault;

  const others = facts.refunds.filter(({ refundId }) => refundId !== incoming.refundId);
  if (known?.state === incoming.state) {
    return { kind: "repeated", refundedMinor: sumOfSuccesses(facts.refunds), payment };
  }
  if (known !== null && !canFollow(known.state, incoming.state)) {
    return { kind: "outdated", state: known.state };
  }
  const refund = storedRefund(payment, known, incoming);
  const refunds = [...others, refund];
  const ofPart = refunds.filter((other) => other.ofTransactionId === incoming.ofTransactionId);
  const excess =
    excessOf(ofPart, refund, part.total) ?? excessOf(refunds, refund, totalOf(factsOf(payment)));
  if (excess !== null) return excess;
  return {
    kind: "recorded",
    refund,
    refundedMinor: sumOfSuccesses(refunds),
    payment: refunded(payment, refunds),
  };
}

/** Null unless a refund and the other refunds of a total exceed it. */
function excessOf(
  refunds: readonly StoredRefund[],
  refund: StoredRefund,
  total: Amount,
): RefundDecision | null {
  const before = sumOfSuccesses(refunds.filter((other) => other !== refund));
  const isExcessive =
    refund.amountMinor > total.amountMinor || sumOfSuccesses(refunds) > total.amountMinor;
  if (!isExcessive) return null;
  return {
    kind: "excessive",
    refunded: { amountMinor: before, currency: total.currency },
    total,
  };
}

/** The payment with its refunds' progress. */
function refunded(payment: Payment, refunds: readonly StoredRefund[]): Payment {
  const refundProgress: RefundProgress = refundProgressOf(refunds, factsOf(payment));
  const refundedAtMs = refundProgress === "all" ? lastSuccessAtMs(refunds) : null;
  return { ...payment, refundProgress, refundedAtMs };
}

const EVENTS = {
  processing: "refund_started",
  succeeded: "refunded",
  closed: "refund_closed",
  abnormal: "refund_abnormal",
} as const satisfies Record<RefundState, TimelineEvent["event"]>;

/** The events of a refund in an order's timeline: its start, when known, and its state. */
export function refundEvents(refund: StoredRefund): TimelineEvent[] {
  const { refundId, startedAtMs, state, atMs } = refund;
  const detail = `refund_id ${refundId}`;
  const events: TimelineEvent[] = [];
  if (startedAtMs !== null) events.push({ atMs: startedAtMs, event: EVENTS.processing, detail });
  if (state !== "processing") events.push({ atMs, event: EVENTS[state], detail });
  return events;
}

/** The amounts of a refund: of the order's total, and what came back to the payer, if it was reported. */
export function refundAmounts(
  {
    amountMinor,
    refund,
    ofTransactionId,
  }: Pick<StoredRefund, "amountMinor" | "refund" | "ofTransactionId">,
  payment: Pick<Payment, "reports" | "orderKeys" | "outTradeNo">,
): { readonly amount: Amount; readonly payerAmount: Amount | null } {
  const { total, payerTotal, payerCurrency } = refundedPart(payment, { ofTransactionId });
  const paidIn = payerTotal?.currency ?? currencyOr(payerCurrency, total.currency);
  return {
    amount: { amountMinor, currency: total.currency },
    payerAmount: reportedAmount(payerRefundOf({ refund }), paidIn),
  };
}

/** What came back to the payer, in the minor unit of the payer's currency; null when not reported. */
const payerRefundOf = ({ refund }: Pick<StoredRefund, "refund">): number | null =>
  (JSON.parse(refund) as Partial<WeChatPayRefund>).amount?.payer_refund ?? null;

/** The part of a payment that a refund names: all of it, or a sub-payment. */
function refundedPart(
  payment: Pick<Payment, "reports" | "orderKeys" | "outTradeNo">,
  { ofTransactionId }: Pick<IncomingRefund, "ofTransactionId">,
): PaymentPart {
  const facts = factsOf(payment);
  const { combination, parts } = facts;
  const part = parts.find(({ transactionId }) => transactionId === ofTransactionId);
  if (part !== undefined) return part;
  // The number of a combined payment itself.
  const [first] = parts as [PaymentPart];
  return {
    ...first,
    payerTotal: payerTotalOf(facts),
    transactionId: transactionIdOf(payment),
    outTradeNo: payment.outTradeNo,
    mchids: combination === null ? first.mchids : { mchid: combination.mchid },
    total: totalOf(facts),
  };
}

function contradiction(
  { refunds, known }: RefundFacts,
  payment: Payment,
  part: PaymentPart,
  incoming: IncomingRefund,
): RefundDecision | null {
  const conflict = (path: string, recorded: string | number): RefundDecision => ({
    kind: "conflict",
    path,
    recorded: String(recorded),
  });
  if (incoming.outTradeNo !== part.outTradeNo) return conflict("out_trade_no", part.outTradeNo);
  const placedBy = Object.values(part.mchids);
  const { mchids, currency } = incoming;
  if (mchids.length > 0 && placedBy.length > 0 && !mchids.some((m) => placedBy.includes(m))) {
    return conflict("mchid", placedBy.join(", "));
  }
  const { total } = part;
  if (currency !== null && currency !== total.currency) {
    return conflict("amount.currency", total.currency);
  }
  if (incoming.totalMinor !== total.amountMinor) return conflict("amount.total", total.amountMinor);
  if (known !== null) {
    const isOfPayment =
      known.appid === payment.appid && known.ofTransactionId === incoming.ofTransactionId;
    if (!isOfPayment) return conflict("transaction_id", known.ofTransactionId);
    if (known.outRefundNo !== incoming.outRefundNo) {
      return conflict("out_refund_no", known.outRefundNo);
    }
    if (known.amountMinor !== incoming.amountMinor) {
      return conflict("amount.refund", known.amountMinor);
    }
    const { payerRefundMinor } = incoming;
    const knownPayerRefund = payerRefundOf(known) ?? payerRefundMinor;
    if (payerRefundMinor !== null && payerRefundMinor !== knownPayerRefund) {
      return conflict("amount.payer_refund", String(knownPayerRefund));
    }
  }
  const twin = refunds.find(
    ({ ofTransactionId, outRefundNo, refundId }) =>
      ofTransactionId === incoming.ofTransactionId &&
      outRefundNo === incoming.outRefundNo &&
      refundId !== incoming.refundId,
  );
  return twin === undefined ? null : conflict("refund_id", twin.refundId);
}

function storedRefund(
  { appid, id: paymentId }: Payment,
  known: StoredRefund | null,
  incoming: IncomingRefund,
): StoredRefund {
  const { refundId, outRefundNo, ofTransactionId, amountMinor, state, atMs, refund } = incoming;
  return {
    refundId,
    outRefundNo,
    ofTransactionId,
    amountMinor,
    state,
    atMs,
    refund,
    appid,
    paymentId,
    startedAtMs: incoming.startedAtMs ?? known?.startedAtMs ?? null,
    receivedAtMs: known?.receivedAtMs ?? incoming.receivedAtMs,
  };
}
