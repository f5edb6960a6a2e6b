import { decidePayment, type PaymentOutcome, paymentOutcome } from "../../domain/payment.js";
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
  writePayment(payment: Payment): void;
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
    rows.writeUpload(decision.upload);
    if (isRenamed(facts.upload, decision.upload)) rows.noteRenamed(decision.upload);
  }
  return uploadOutcome(decision);
}

function putPayment(rows: WritableOrderRows, payment: Payment): PaymentOutcome {
  const { appid, orderKeys } = payment;
  const recorded = orderKeys.flatMap((key) => rows.paymentNamed(key) ?? []);
  const uploads = orderKeys.flatMap((key) => rows.upload(appid, key) ?? []);
  const decision = decidePayment({ recorded, uploads }, payment);
  if (decision.kind === "recorded") {
    rows.writePayment(payment);
    for (const upload of decision.uploads) rows.writeUpload(upload);
  }
  return paymentOutcome(decision);
}

function putShipping(rows: WritableOrderRows, incoming: IncomingShipping): ShippingOutcome {
  const decision = decideShipping(shippingFacts(rows, incoming.app, incoming.orderKey), incoming);
  if (decision.kind === "stored") {
    rows.writeUpload(decision.upload);
    for (const delivery of decision.deliveries) rows.writeDelivery(delivery);
  }
  return shippingOutcome(decision);
}
