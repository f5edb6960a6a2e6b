import {
  decidePayment,
  type IncomingPayment,
  type PaymentOutcome,
  paymentOutcome,
  reportedNames,
} from "../../domain/payment.js";
import { payersOf } from "../../domain/payment-facts.js";
import { allNamesOf, factsOf } from "../../domain/recorded-payment.js";
import {
  decideShipping,
  type IncomingShipping,
  type ShippingOutcome,
  type StoredDelivery,
  shippingOutcome,
} from "../../domain/shipping.js";
import type { IncomingUpload, Payment, StoredUpload } from "../../domain/stored-order.js";
import { unreachable } from "../../domain/unreachable.js";
import { decideUpload, isRenamed, type UploadOutcome, uploadOutcome } from "../../domain/upload.js";
import { type OrderRows, orderFacts, shippingFacts } from "./facts.js";
import type { JudgedJob, OrderOutcome } from "./jobs.js";

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
    if (isRenamed(facts.upload, decision.upload)) rows.noteRenamed(decision.upload);
  }
  return uploadOutcome(decision);
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
  const { names, payers } = reportedNames(incoming);
  const recorded = uniquePayments(names.flatMap((name) => rows.paymentNamed(name) ?? []));
  const uploads = uploadPlaces(names, payers, recorded).flatMap(
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
  if (decision.kind === "recorded") for (const upload of decision.uploads) rows.writeUpload(upload);
  return paymentOutcome(decision);
}

const isRowOf = (payment: Payment) => (other: Payment) =>
  other.appid === payment.appid && other.id === payment.id;

const uniquePayments = (payments: readonly Payment[]): Payment[] =>
  payments.filter((payment, index) => payments.findIndex(isRowOf(payment)) === index);

/** Where the uploads of a payment may be: under each of its names, in each app that it was made in. */
export function uploadPlaces(
  names: readonly string[],
  payers: readonly { readonly appid: string }[],
  recorded: readonly Payment[],
): { readonly appid: string; readonly orderKey: string }[] {
  if (recorded.length === 0 && payers.length === 1) {
    const [payer] = payers as [{ appid: string }];
    return names.map((orderKey) => ({ appid: payer.appid, orderKey }));
  }
  const keys = new Set([...names, ...recorded.flatMap(allNamesOf)]);
  const appids = new Set([
    ...payers.map(({ appid }) => appid),
    ...recorded.flatMap((payment) => payersOf(factsOf(payment)).map(({ appid }) => appid)),
  ]);
  return [...appids].flatMap((appid) => [...keys].map((orderKey) => ({ appid, orderKey })));
}

function putShipping(rows: WritableOrderRows, incoming: IncomingShipping): ShippingOutcome {
  const decision = decideShipping(shippingFacts(rows, incoming.app, incoming.orderKey), incoming);
  if (decision.kind === "stored") {
    rows.writeUpload(decision.upload);
    for (const delivery of decision.deliveries) rows.writeDelivery(delivery);
  }
  return shippingOutcome(decision);
}
