import { type ErasedAtMs, isErasedReport } from "../../domain/buyer-data/erasure-marks.js";
import { shippingEvents, stateEvents, uploadEvents } from "../../domain/events/order-events.js";
import {
  decidePayment,
  type IncomingPayment,
  type PaymentOutcome,
  paymentOutcome,
  reportedNames,
} from "../../domain/payment.js";
import { factsOfReport, paidAtMsOf } from "../../domain/payment-facts.js";
import {
  decideShipping,
  type IncomingShipping,
  type ShippingOutcome,
  type StoredDelivery,
  shippingOutcome,
} from "../../domain/shipping.js";
import type {
  IncomingUpload,
  OrderFacts,
  Payment,
  StoredUpload,
} from "../../domain/stored-order.js";
import { allRefundedParts, withRefund } from "../../domain/trade/refunded-parts.js";
import { unreachable } from "../../domain/unreachable.js";
import { decideUpload, isRenamed, type UploadOutcome, uploadOutcome } from "../../domain/upload.js";
import { type OrderRows, orderFacts, shippingFacts } from "./facts.js";
import type { JudgedJob, OrderOutcome } from "./jobs.js";
import type { NotedEvents } from "./noted-events.js";
import { isRowOf, uniquePayments, uploadPlaces } from "./payment-places.js";
import { putTradeUpload, type WritableTradeRows } from "./trade-rows.js";

/** The rows of orders, for reading and writing. A read sees the writes before it. */
export interface WritableOrderRows extends OrderRows {
  writeUpload(upload: StoredUpload): void;
  /**
   * Writes a payment and its names, in place of rows that it replaces: its own, and those of parts that
   * were reported before it. Their refunds become its refunds.
   */
  writePayment(payment: Payment, replaced: readonly Payment[]): void;
  writeDelivery(delivery: StoredDelivery): void;
  /**
   * Records that the names of a stored upload have changed, so that the search index reads it again. A
   * first upload is not recorded, so it costs nothing.
   */
  noteRenamed(upload: StoredUpload): void;
  /** When what has this keyed hash was erased: a buyer, or a name of a payment. */
  readonly erasedAtMs: ErasedAtMs;
  /** Events of the writes, for the same commit. */
  readonly events: NotedEvents;
  /** The orders under shipping information management. */
  readonly trade: WritableTradeRows;
}

/** Makes the decision on a job and writes its results; the same for every engine. */
export function carryOutOrderJob(rows: WritableOrderRows, job: JudgedJob): OrderOutcome {
  switch (job.kind) {
    case "upload":
      return putUpload(rows, job.incoming);
    case "payment":
      return putPayment(rows, job.payment);
    case "shipping":
      return putShipping(rows, job.incoming);
    case "tradeUpload":
      return putTradeUpload(rows.trade, rows.events, job.incoming);
    default:
      return unreachable(job);
  }
}

function putUpload(rows: WritableOrderRows, incoming: IncomingUpload): UploadOutcome {
  const facts = orderFacts(rows, incoming.appid, incoming.orderKey);
  const decision = decideUpload(facts, incoming);
  if (decision.kind === "stored") {
    if (decision.upload.state === "matched") moveToApp(rows, facts.payment, incoming);
    rows.writeUpload(decision.upload);
    noteUpload(rows, facts, decision.upload);
    if (isRenamed(facts.upload, decision.upload)) rows.noteRenamed(decision.upload);
  }
  return uploadOutcome(decision);
}

function noteUpload(
  { events }: WritableOrderRows,
  { upload: before, payment }: Pick<OrderFacts, "upload" | "payment">,
  after: StoredUpload,
): void {
  if (before === null && after.state === "waiting") events.addFirstUpload(after);
  else events.add(uploadEvents(before, after, payment));
}

/** Moves a payment that was made in several apps to the app whose details it matched. */
function moveToApp(
  rows: WritableOrderRows,
  payment: Payment | null,
  { orderKey }: IncomingUpload,
): void {
  const stored = rows.paymentNamed(orderKey);
  if (payment === null || stored === null || stored.appid === payment.appid) return;
  rows.writePayment(payment, [stored]);
}

function putPayment(rows: WritableOrderRows, incoming: IncomingPayment): PaymentOutcome {
  const paidAtMs = paidAtMsOf(factsOfReport(incoming.report));
  const isErased = isErasedReport(incoming.erasure, paidAtMs, (hash) => rows.erasedAtMs(hash));
  if (isErased) return { kind: "erased" };
  const named = reportedNames(incoming);
  const recorded = uniquePayments(named.names.flatMap((name) => rows.paymentNamed(name) ?? []));
  const uploads = uploadPlaces(incoming, named, recorded).flatMap(
    ({ appid, orderKey }) => rows.upload(appid, orderKey) ?? [],
  );
  const refunds = recorded.flatMap((payment) => rows.refunds(payment));
  const decision = decidePayment({ recorded, uploads, refunds }, incoming);
  if (decision.kind !== "repeated") {
    const { payment } = decision;
    const replaced =
      decision.kind === "recorded" ? decision.replaced : recorded.filter(isRowOf(payment));
    rows.writePayment(payment, replaced);
  }
  if (decision.kind === "recorded") {
    for (const upload of decision.uploads) {
      const before = rows.upload(upload.appid, upload.orderKey);
      rows.writeUpload(upload);
      rows.events.add(stateEvents(before, upload, decision.payment, incoming.receivedAtMs));
    }
  }
  const payment = decision.kind === "recorded" ? decision.payment : recorded[0];
  if (decision.kind !== "conflict" && payment !== undefined) {
    const refunded = allRefundedParts(payment, refunds);
    for (const order of incoming.trade ?? []) rows.trade.add(withRefund(order, refunded));
  }
  return paymentOutcome(decision);
}

function putShipping(rows: WritableOrderRows, incoming: IncomingShipping): ShippingOutcome {
  const decision = decideShipping(shippingFacts(rows, incoming.app, incoming.orderKey), incoming);
  if (decision.kind === "stored") {
    rows.writeUpload(decision.upload);
    rows.events.add(shippingEvents(decision.upload, incoming));
    for (const delivery of decision.deliveries) rows.writeDelivery(delivery);
  }
  return shippingOutcome(decision);
}
