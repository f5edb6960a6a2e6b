import type { Payment, PaymentOutcome } from "../domain/payment.js";
import type { IncomingShipping, ShippingOutcome } from "../domain/shipping.js";
import type { IncomingUpload, UploadOutcome } from "../domain/upload.js";

/**
 * A write to an order. Jobs and their outcomes are plain data: they may be carried out by another
 * thread, in one transaction with others.
 */
export type OrderJob =
  | { readonly kind: "upload"; readonly incoming: IncomingUpload }
  | { readonly kind: "payment"; readonly payment: Payment }
  | { readonly kind: "shipping"; readonly incoming: IncomingShipping };

export type OrderOutcome = UploadOutcome | PaymentOutcome | ShippingOutcome;

/** Whose job it is: those of one app must not keep another's waiting. */
export function appidOf(job: OrderJob): string {
  switch (job.kind) {
    case "upload":
      return job.incoming.appid;
    case "payment":
      return job.payment.appid;
    case "shipping":
      return job.incoming.app.appid;
  }
}
