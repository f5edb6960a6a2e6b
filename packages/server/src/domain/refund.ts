import type { RefundState } from "@dingdan/contract";
import { subPaymentsOf } from "./payment.js";
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
  /** The amount of that payment. */
  readonly totalFen: number;
  readonly amountFen: number;
  readonly state: RefundState;
  /** When it was started; null when WeChat Pay does not report it. */
  readonly startedAtMs: number | null;
  /** When it reached its state: WeChat Pay's time of a success, otherwise the time of the report. */
  readonly atMs: number;
  readonly receivedAtMs: number;
  /** The WeChat Pay object as received, in JSON. */
  readonly refund: string;
}

/** A refund as stored: its latest state, under its payment. */
export interface StoredRefund
  extends Omit<IncomingRefund, "outTradeNo" | "mchids" | "totalFen" | "receivedAtMs"> {
  readonly appid: string;
  /** The payment's number; for a combined payment, the number of the combined payment. */
  readonly transactionId: string;
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
      /** When all of the payment was refunded; null while a part is not. */
      readonly refundedAtMs: number | null;
      readonly refundedFen: number;
      readonly payment: Payment;
    }
  /** The stored refund, sent again: nothing to do. */
  | { readonly kind: "repeated"; readonly refundedFen: number; readonly payment: Payment }
  /** Its payment is not recorded yet: the caller must record the payment, then send the refund again. */
  | { readonly kind: "unknown_payment" }
  /** This member differs from the recorded value. */
  | { readonly kind: "conflict"; readonly path: string; readonly recorded: string }
  /** The stored refund is in a later state. */
  | { readonly kind: "outdated"; readonly state: RefundState }
  /** The refunds would exceed the payment. */
  | { readonly kind: "excessive"; readonly refundedFen: number; readonly amountFen: number };

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

/**
 * Decides on a refund. Notices arrive in any order and more than once: the stored state changes only to a
 * state that can follow it.
 */
export function decideRefund(facts: RefundFacts, incoming: IncomingRefund): RefundDecision {
  const { payment, known } = facts;
  if (payment === null) return { kind: "unknown_payment" };
  const part = partOf(payment, incoming.ofTransactionId);
  const fault = contradiction(facts, payment, part, incoming);
  if (fault !== null) return fault;

  const others = facts.refunds.filter(({ refundId }) => refundId !== incoming.refundId);
  if (known?.state === incoming.state) {
    return { kind: "repeated", refundedFen: sumOfSuccesses(facts.refunds), payment };
  }
  if (known !== null && !NEXT[known.state].includes(incoming.state)) {
    return { kind: "outdated", state: known.state };
  }
  const refund = storedRefund(payment, known, incoming);
  const refunds = [...others, refund];
  const ofPart = refunds.filter((other) => other.ofTransactionId === incoming.ofTransactionId);
  const refundedFen = sumOfSuccesses(refunds);
  if (sumOfSuccesses(ofPart) > part.amountFen || incoming.amountFen > part.amountFen) {
    return {
      kind: "excessive",
      refundedFen: sumOfSuccesses(ofPart.filter((other) => other !== refund)),
      amountFen: part.amountFen,
    };
  }
  return {
    kind: "recorded",
    refund,
    refundedAtMs: refundedFen === payment.amountFen ? lastSuccessAtMs(refunds) : null,
    refundedFen,
    payment,
  };
}

const EVENTS = {
  processing: "refund_started",
  succeeded: "refunded",
  closed: "refund_closed",
  abnormal: "refund_abnormal",
} as const satisfies Record<RefundState, TimelineEvent["event"]>;

/** The events of a refund in an order's timeline: its start, when known, and its state. */
export function refundEvents(refund: StoredRefund): TimelineEvent[] {
  const { refundId, amountFen, startedAtMs, state, atMs } = refund;
  const detail = `refund_id ${refundId}, ${amountFen} fen`;
  const events: TimelineEvent[] = [];
  if (startedAtMs !== null) events.push({ atMs: startedAtMs, event: EVENTS.processing, detail });
  if (state !== "processing") events.push({ atMs, event: EVENTS[state], detail });
  return events;
}

interface PaidPart {
  readonly outTradeNo: string;
  /** The merchant numbers that a refund of it may name. */
  readonly mchids: readonly string[];
  readonly amountFen: number;
}

/** The part of a payment that a transaction number names: all of it, or a sub-payment. */
function partOf(payment: Payment, transactionId: string): PaidPart {
  const sub = subPaymentsOf(payment).find((candidate) => candidate.transactionId === transactionId);
  if (sub !== undefined && transactionId !== payment.transactionId) return sub;
  const suffix = `:${payment.outTradeNo}`;
  const mchids = payment.orderKeys
    .filter((key) => key.startsWith("1:") && key.endsWith(suffix))
    .map((key) => key.slice(2, -suffix.length));
  return { outTradeNo: payment.outTradeNo, mchids, amountFen: payment.amountFen };
}

function contradiction(
  { refunds, known }: RefundFacts,
  payment: Payment,
  part: PaidPart,
  incoming: IncomingRefund,
): RefundDecision | null {
  const conflict = (path: string, recorded: string | number): RefundDecision => ({
    kind: "conflict",
    path,
    recorded: String(recorded),
  });
  if (incoming.outTradeNo !== part.outTradeNo) return conflict("out_trade_no", part.outTradeNo);
  const { mchids } = incoming;
  if (mchids.length > 0 && part.mchids.length > 0 && !mchids.some((m) => part.mchids.includes(m))) {
    return conflict("mchid", part.mchids.join(", "));
  }
  if (incoming.totalFen !== part.amountFen) return conflict("amount.total", part.amountFen);
  if (known !== null) {
    const isOfPayment =
      known.appid === payment.appid && known.ofTransactionId === incoming.ofTransactionId;
    if (!isOfPayment) return conflict("transaction_id", known.ofTransactionId);
    if (known.outRefundNo !== incoming.outRefundNo) {
      return conflict("out_refund_no", known.outRefundNo);
    }
    if (known.amountFen !== incoming.amountFen) return conflict("amount.refund", known.amountFen);
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
  { appid, transactionId }: Payment,
  known: StoredRefund | null,
  incoming: IncomingRefund,
): StoredRefund {
  const { outTradeNo: _, mchids: __, totalFen: ___, ...refund } = incoming;
  return {
    ...refund,
    appid,
    transactionId,
    startedAtMs: incoming.startedAtMs ?? known?.startedAtMs ?? null,
    receivedAtMs: known?.receivedAtMs ?? incoming.receivedAtMs,
  };
}

const successesOf = (refunds: readonly StoredRefund[]) =>
  refunds.filter(({ state }) => state === "succeeded");

const sumOfSuccesses = (refunds: readonly StoredRefund[]) =>
  successesOf(refunds).reduce((sum, { amountFen }) => sum + amountFen, 0);

const lastSuccessAtMs = (refunds: readonly StoredRefund[]) =>
  Math.max(...successesOf(refunds).map(({ atMs }) => atMs));
