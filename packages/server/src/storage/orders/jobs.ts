import type { PaymentOutcome } from "../../domain/payment.js";
import type { QuotaGrant, QuotaRequest } from "../../domain/quota.js";
import {
  judgeSentUpload,
  type SentUpload,
  type SentUploadOutcome,
} from "../../domain/sent-upload.js";
import type { IncomingShipping, ShippingOutcome } from "../../domain/shipping.js";
import type { IncomingUpload, Payment } from "../../domain/stored-order.js";
import type { UploadOutcome } from "../../domain/upload.js";
import type { OrderStore, QuotaStore } from "../store.js";

/** A write to an order. */
export type OrderJob =
  | { readonly kind: "upload"; readonly incoming: IncomingUpload }
  | { readonly kind: "payment"; readonly payment: Payment }
  | { readonly kind: "shipping"; readonly incoming: IncomingShipping };

export type OrderOutcome = UploadOutcome | PaymentOutcome | ShippingOutcome;

/** An upload that is to be judged before it is written. */
export interface SentUploadJob {
  readonly kind: "sent_upload";
  readonly sent: SentUpload;
}

/** Asks for some of an app's calls. */
export interface QuotaJob {
  readonly kind: "quota";
  readonly appid: string;
  readonly operation: string;
  readonly request: QuotaRequest;
}

/**
 * A write of the hot path. Jobs and their outcomes are plain data: they may be carried out by another
 * thread, in one transaction with others.
 */
export type WriteJob = OrderJob | SentUploadJob | QuotaJob;

export type WriteOutcome = OrderOutcome | SentUploadOutcome | QuotaGrant;

/** Commits a job, together with others, and answers its outcome after that. */
export type CommitJob = (job: WriteJob) => Promise<WriteOutcome>;
export type CommitOrderJob = (job: OrderJob) => Promise<unknown>;

/** The writing half of an OrderStore, the same for every engine. */
export class OrderWrites
  implements Pick<OrderStore, "putSentUpload" | "putUpload" | "putPayment" | "putShipping">
{
  readonly #commit: CommitOrderJob;

  constructor(commit: CommitOrderJob) {
    this.#commit = commit;
  }

  async putSentUpload(sent: SentUpload): Promise<SentUploadOutcome> {
    const judged = judgeSentUpload(sent);
    return judged.kind === "broken" ? judged : this.putUpload(judged.incoming);
  }

  putUpload(incoming: IncomingUpload): Promise<UploadOutcome> {
    return this.#commit({ kind: "upload", incoming }) as Promise<UploadOutcome>;
  }

  putPayment(payment: Payment): Promise<PaymentOutcome> {
    return this.#commit({ kind: "payment", payment }) as Promise<PaymentOutcome>;
  }

  putShipping(incoming: IncomingShipping): Promise<ShippingOutcome> {
    return this.#commit({ kind: "shipping", incoming }) as Promise<ShippingOutcome>;
  }
}

/** Whose job it is: those of one app must not keep another's waiting. */
export function appidOf(job: WriteJob): string {
  switch (job.kind) {
    case "upload":
      return job.incoming.appid;
    case "payment":
      return job.payment.appid;
    case "shipping":
      return job.incoming.app.appid;
    case "sent_upload":
      return job.sent.app.appid;
    case "quota":
      return job.appid;
  }
}

/** Quotas are counted by jobs that ride in the commits of others. */
export const commitQuotas = (commit: CommitJob): QuotaStore => ({
  take: (appid, operation, request) =>
    commit({ kind: "quota", appid, operation, request }) as Promise<QuotaGrant>,
});
