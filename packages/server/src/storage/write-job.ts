import type { Payment, PaymentOutcome } from "../domain/payment.js";
import type { QuotaDecision, QuotaRequest } from "../domain/quota.js";
import type { IncomingShipping, ShippingOutcome } from "../domain/shipping.js";
import type { IncomingUpload, UploadOutcome } from "../domain/upload.js";
import type { QuotaStore } from "./store.js";

/**
 * A write of the hot path. Jobs and their outcomes are plain data: they may be carried out by another
 * thread, in one transaction with others.
 */
export type WriteJob =
  | { readonly kind: "upload"; readonly incoming: IncomingUpload }
  | { readonly kind: "payment"; readonly payment: Payment }
  | { readonly kind: "shipping"; readonly incoming: IncomingShipping }
  | {
      readonly kind: "quota";
      readonly appid: string;
      readonly operation: string;
      readonly request: QuotaRequest;
    };

/** How many calls an app was granted. */
export type QuotaGrant = Pick<QuotaDecision, "granted" | "exceeded">;

export type WriteOutcome = UploadOutcome | PaymentOutcome | ShippingOutcome | QuotaGrant;

/** Commits a job, together with others, and answers its outcome after that. */
export type CommitJob = (job: WriteJob) => Promise<WriteOutcome>;

/** Whose job it is: those of one app must not keep another's waiting. */
export function appidOf(job: WriteJob): string {
  switch (job.kind) {
    case "upload":
      return job.incoming.appid;
    case "payment":
      return job.payment.appid;
    case "shipping":
      return job.incoming.app.appid;
    case "quota":
      return job.appid;
  }
}

/** Quotas are counted by jobs that ride in the commits of others. */
export const commitQuotas = (commit: CommitJob): QuotaStore => ({
  take: (appid, operation, request) =>
    commit({ kind: "quota", appid, operation, request }) as Promise<QuotaGrant>,
});
