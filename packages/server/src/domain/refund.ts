import type { RefundState } from "@dingdan/contract";
import { subPaymentsOf } from "./payment.js";
import type { Payment } from "./stored-order.js";
import type { TimelineEvent } from "./timeline.js";

/** A refund as WeChat Pay tells of it. */
export interface IncomingRefund {
  readonly refundId: string;
  readonly outRefundNo: string;
  /** The payment that is refunded; of a combined one, the sub-payment. */
  readonly ofTransactionId: string;
  readonly outTradeNo: string;
  /** The merchant numbers that it names: none in a query's reply. */
  readonly mchids: readonly string[];
  /** What that payment was about. */
  readonly totalFen: number;
  readonly amountFen: number;
  readonly state: RefundState;
  /** When it was started; null where that is not told. */
  readonly startedAtMs: number | null;
  /** Since when it is in its state: WeChat Pay's own time of a success, else when we were told. */
  readonly atMs: number;
  readonly receivedAtMs: number;
  /** The WeChat Pay object as it came, in JSON. */
  readonly refund: string;
}

/** A refund as the platform keeps it: its latest state, under the payment that it belongs to. */
export interface StoredRefund
  extends Omit<IncomingRefund, "outTradeNo" | "mchids" | "totalFen" | "receivedAtMs"> {
  readonly appid: string;
  /** The payment's number: of a combined one that of the whole. */
  readonly transactionId: string;
  /** When the platform was first told of it. */
  readonly receivedAtMs: number;
}

/** What is stored about a refund and its payment. */
export interface RefundFacts {
  /** The payment that the refund names, or of which it names a part. */
  readonly payment: Payment | null;
  /** All refunds of that payment. */
  readonly refunds: readonly StoredRefund[];
  /** The refund that is stored under its refund_id, of whichever payment. */
  readonly known: StoredRefund | null;
}

export type RefundDecision =
  /** New, or further than what was stored: to be written. */
  | {
      readonly kind: "recorded";
      readonly refund: StoredRefund;
      /** When all of the payment was refunded; null while some of it is not. */
      readonly refundedAtMs: number | null;
      readonly refundedFen: number;
      readonly payment: Payment;
    }
  /** The same once more: nothing to do. */
  | { readonly kind: "repeated"; readonly refundedFen: number; readonly payment: Payment }
  /** Its payment was not told of yet: to be sent again after that. */
  | { readonly kind: "unknown_payment" }
  /** This member of it says something else than what is recorded. */
  | { readonly kind: "conflict"; readonly path: string; readonly recorded: string }
  /** The refund is past this state already. */
  | { readonly kind: "outdated"; readonly state: RefundState }
  /** More would be refunded than was paid. */
  | { readonly kind: "excessive"; readonly refundedFen: number; readonly amountFen: number };

/**
 * Where a refund can go from a state. An abnormal one (the bank refused it) is mended by the
 * merchant's hand and ends as a success or is closed; what is told of it in between is old news.
 */
const NEXT: Readonly<Record<RefundState, readonly RefundState[]>> = {
  processing: ["succeeded", "closed", "abnormal"],
  abnormal: ["succeeded", "closed"],
  succeeded: [],
  closed: [],
};

/**
 * Decides what becomes of a refund. Notices come in any order and more than once: the state that is
 * stored is only ever left for one that can follow it.
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

/** What an order's timeline says of a refund: its beginning, where that is known, and its state. */
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
  /** The merchant numbers under which it can be named. */
  readonly mchids: readonly string[];
  readonly amountFen: number;
}

/** What a transaction number names of a payment: the whole, or a sub-payment of a combined one. */
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
