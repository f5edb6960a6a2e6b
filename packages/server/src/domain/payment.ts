import type { MatchState } from "@dingdan/contract";
import type { Amount } from "./amount.js";
import type { ErasureMarks } from "./buyer-data/erasure-marks.js";
import { byPrecedence, matchDelayMs, matchedUploads } from "./match.js";
import {
  type Combination,
  factsOfReport,
  namesOfParts,
  namesOfWhole,
  type Payer,
  type PaymentFacts,
  type PaymentPart,
  paidAtMsOf,
  payersOf,
  totalOf,
} from "./payment-facts.js";
import { type Contradiction, contradictionOf, factsOfReports } from "./payment-reports.js";
import { factsOf, reportsOf, transactionIdOf, withFacts } from "./recorded-payment.js";
import { lastSuccessAtMs, type RefundedAmounts, refundProgressOf } from "./refund-progress.js";
import type { Payment, StoredUpload } from "./stored-order.js";
import type { TradeOrder } from "./trade/trade-order.js";
import { type PaymentReport, uniteReports } from "./unite-reports.js";

/** A report of a payment that is complete. */
export interface IncomingPayment {
  readonly report: PaymentReport;
  readonly receivedAtMs: number;
  /** The trade orders that it makes, unless they are stored already. Absent: none. */
  readonly trade?: readonly TradeOrder[];
  /** By which a report of an erased payment is recognised. Absent without the key of the hashes. */
  readonly erasure?: ErasureMarks;
}

/** The names under which a report finds its payment and that payment's uploads, and the payers. */
export function reportedNames({ report }: Pick<IncomingPayment, "report">): {
  readonly names: readonly string[];
  readonly payers: readonly Payer[];
} {
  const facts = factsOfReport(report);
  const names = [...new Set([...namesOfWhole(facts), ...namesOfParts(facts)])];
  return { names, payers: payersOf(facts) };
}

/** The stored state under the names of a report. */
export interface PaymentRows {
  /** The payments recorded under these names; usually none or one. */
  readonly recorded: readonly Payment[];
  /** The uploads under any name of the payment, in any app that it was made in. */
  readonly uploads: readonly StoredUpload[];
  /** The refunds of the recorded payments. */
  readonly refunds: readonly RefundedAmounts[];
}

export type PaymentDecision =
  /** New, or with more facts than before: write it, together with the uploads that it changes. */
  | {
      readonly kind: "recorded";
      readonly isFirst: boolean;
      readonly state: MatchState;
      readonly payment: Payment;
      /** The rows that the payment replaces: its own, and those of parts that were reported before it. */
      readonly replaced: readonly Payment[];
      readonly uploads: readonly StoredUpload[];
      /** The upload that this report matched; null when none was, or when it was matched before. */
      readonly matched: StoredUpload | null;
    }
  /** Nothing that was not known. */
  | { readonly kind: "repeated"; readonly state: MatchState }
  /** A fact differs from the recorded one: the payment needs attention. */
  | {
      readonly kind: "conflict";
      readonly contradiction: Contradiction;
      /** The recorded payment, with the contradiction: write it. */
      readonly payment: Payment;
    };

/** The outcome of a payment for its sender, without the stored rows. */
export type PaymentOutcome =
  | {
      readonly kind: "recorded";
      readonly appid: string;
      readonly isFirst: boolean;
      readonly state: MatchState;
      /** The delay from the payment to the upload that it matched; null when it matched none. */
      readonly delayMs: number | null;
      /** What the payment has more than was recorded of it before: all of a first report. */
      readonly added: Amount;
      /** How many recorded payments it replaces: several when they are parts of one. */
      readonly replacedCount: number;
    }
  | { readonly kind: "repeated"; readonly state: MatchState }
  /** The payment or its buyer was erased: nothing is stored. */
  | { readonly kind: "erased" }
  | {
      readonly kind: "conflict";
      readonly contradiction: Contradiction;
      readonly appid: string;
      readonly transactionId: string | null;
      readonly outTradeNo: string;
    };

export function paymentOutcome(decision: PaymentDecision): PaymentOutcome {
  switch (decision.kind) {
    case "recorded": {
      const { kind, isFirst, state, matched, payment, replaced } = decision;
      const { appid } = payment;
      const delayMs = matched === null ? null : matchDelayMs(matched);
      const added = addedBy(payment, replaced);
      return { kind, appid, isFirst, state, delayMs, added, replacedCount: replaced.length };
    }
    case "conflict": {
      const { kind, contradiction, payment } = decision;
      const { appid, outTradeNo } = payment;
      return { kind, contradiction, appid, transactionId: transactionIdOf(payment), outTradeNo };
    }
    case "repeated":
      return decision;
  }
}

function addedBy(payment: Payment, replaced: readonly Payment[]): Amount {
  const { amountMinor, currency } = totalOf(factsOf(payment));
  const before = replaced.reduce((sum, known) => sum + known.amountMinor, 0);
  return { amountMinor: amountMinor - before, currency };
}

/**
 * Decides on a report of a payment and on the uploads that it concerns. What is recorded does not depend on
 * the order or the number of the reports; which of several uploads is matched does: one that was matched
 * stays matched.
 */
export function decidePayment(rows: PaymentRows, incoming: IncomingPayment): PaymentDecision {
  const { recorded, uploads } = rows;
  const facts = factsOfReport(incoming.report);
  for (const payment of recorded) {
    const contradiction =
      contradictionOf(factsOf(payment), facts) ?? rivalOf(payment, recorded, facts);
    if (contradiction !== null) {
      const { receivedAtMs: atMs } = incoming;
      const next = { ...payment, contradiction: { ...contradiction, atMs } };
      return { kind: "conflict", contradiction, payment: next };
    }
  }
  const reports = uniteReports([...recorded.flatMap(reportsOf), incoming.report]);
  const payment = paymentOf(reports, rows, incoming.receivedAtMs);
  const match = matchedUploads(payment, uploads, incoming.receivedAtMs);
  const [only] = recorded;
  if (only !== undefined && recorded.length === 1 && isEqual(only, payment)) {
    if (match.changed.length === 0) return { kind: "repeated", state: match.state };
  }
  return {
    kind: "recorded",
    isFirst: only === undefined,
    state: match.state,
    payment,
    replaced: recorded,
    uploads: match.changed,
    matched:
      match.changed.find(
        ({ state, matchedAtMs }) => state === "matched" && matchedAtMs === incoming.receivedAtMs,
      ) ?? null,
  };
}

/** Two recorded payments are one only when the report is the combined payment whose parts they are. */
function rivalOf(
  payment: Payment,
  recorded: readonly Payment[],
  facts: PaymentFacts,
): Contradiction | null {
  const other = recorded.find((known) => known !== payment);
  if (other === undefined) return null;
  const isPart = (known: Payment) => factsOf(known).combination === null;
  if (facts.combination !== null && recorded.filter((known) => !isPart(known)).length <= 1)
    return null;
  return {
    number: `out_trade_no ${payment.outTradeNo}`,
    path: "transaction_id",
    recorded: transactionIdOf(payment) ?? payment.outTradeNo,
    reported: transactionIdOf(other) ?? other.outTradeNo,
  };
}

/** The payment of all reports. */
function paymentOf(
  reports: readonly PaymentReport[],
  { recorded, uploads, refunds }: PaymentRows,
  nowMs: number,
): Payment {
  const facts = factsOfReports(reports);
  const orderKeys = namesOfWhole(facts);
  const payers = payersOf(facts);
  const ofWhole = uploads.filter(({ orderKey }) => orderKeys.includes(orderKey));
  const { appid, openid } = payerAmong(payers, ofWhole);
  const { combination } = facts;
  const kept = recorded.find((known) => factsOf(known).combination !== null);
  const total = totalOf(facts);
  const refundProgress = refundProgressOf(refunds, facts);
  const payment: Payment = {
    appid,
    id: kept?.id ?? newPaymentId(combination, facts.parts[0] as PaymentPart),
    outTradeNo: combination?.outTradeNo ?? (facts.parts[0] as PaymentPart).outTradeNo,
    orderKeys,
    openid,
    amountMinor: total.amountMinor,
    paidAtMs: paidAtMsOf(facts),
    receivedAtMs: Math.min(nowMs, ...recorded.map((known) => known.receivedAtMs)),
    refundedAtMs: refundProgress === "all" ? lastSuccessAtMs(refunds) : null,
    refundProgress,
    contradiction: recorded.find((known) => known.contradiction !== null)?.contradiction ?? null,
    reports: JSON.stringify(reports.length === 1 ? reports[0] : reports),
  };
  return withFacts(payment, facts);
}

/** The payer in the app whose details the payment belongs to; without any, in the likeliest app. */
function payerAmong(payers: readonly Payer[], uploads: readonly StoredUpload[]): Payer {
  const [likeliest, ...others] = payers as [Payer, ...Payer[]];
  if (others.length === 0) return likeliest;
  const [preferred] = uploads
    .filter((upload) => payers.some((payer) => isPayerOf(payer, upload)))
    .toSorted(byPrecedence);
  return preferred ?? likeliest;
}

const isPayerOf = ({ appid, openid }: Payer, upload: StoredUpload): boolean =>
  upload.appid === appid && upload.openid === openid;

const newPaymentId = (combination: Combination | null, part: PaymentPart): string =>
  combination === null
    ? (part.transactionId as string)
    : `${combination.mchid}/${combination.outTradeNo}`;

const isEqual = (one: Payment, other: Payment): boolean =>
  one.appid === other.appid &&
  one.openid === other.openid &&
  one.refundProgress === other.refundProgress &&
  one.orderKeys.join() === other.orderKeys.join() &&
  one.reports === other.reports;
