import type { BrokenRequest } from "../../domain/judge-request.js";
import type { IncomingPayment, PaymentOutcome } from "../../domain/payment.js";
import type { QuotaGrant, QuotaRequest } from "../../domain/quota.js";
import {
  judgeSentUpload,
  type SentUpload,
  type SentUploadOutcome,
} from "../../domain/sent-upload.js";
import type { IncomingShipping, ShippingOutcome } from "../../domain/shipping.js";
import type { IncomingUpload } from "../../domain/stored-order.js";
import type { IncomingTradeUpload, TradeUploadOutcome } from "../../domain/trade/upload.js";
import { unreachable } from "../../domain/unreachable.js";
import type { OrderStore, QuotaStore } from "../store.js";

interface PaymentJob {
  readonly kind: "payment";
  readonly payment: IncomingPayment;
}

interface ShippingJob {
  readonly kind: "shipping";
  readonly incoming: IncomingShipping;
}

/** An upload of shipping information management; its body is checked already. */
export interface TradeUploadJob {
  readonly kind: "tradeUpload";
  readonly incoming: IncomingTradeUpload;
}

/** A write to an order as it was received; the body of an upload is not checked yet. */
export type OrderJob =
  | { readonly kind: "upload"; readonly sent: SentUpload }
  | PaymentJob
  | ShippingJob
  | TradeUploadJob;

/** A write that keeps the contract's rules; only the decision against the stored rows is left. */
export type JudgedJob =
  | { readonly kind: "upload"; readonly incoming: IncomingUpload }
  | PaymentJob
  | ShippingJob
  | TradeUploadJob;

/** Requests some of an app's quota of calls. */
export interface QuotaJob {
  readonly kind: "quota";
  readonly appid: string;
  readonly operation: string;
  readonly request: QuotaRequest;
}

/**
 * A write of the hot path. Jobs and their outcomes are plain data: another thread may carry them out,
 * in one transaction with others.
 */
export type WriteJob = OrderJob | QuotaJob;

interface Outcomes {
  readonly upload: SentUploadOutcome;
  readonly payment: PaymentOutcome;
  readonly shipping: ShippingOutcome;
  readonly tradeUpload: TradeUploadOutcome;
  readonly quota: QuotaGrant;
}

export type WriteOutcome = Outcomes[keyof Outcomes];
export type OrderOutcome = Outcomes[OrderJob["kind"]];

/** How many bytes of bodies may wait for a batch; one more upload is rejected with an OverloadedError. */
export const QUEUE_BYTES_MAX = 64 * 1024 * 1024;

/** The bytes that a waiting job keeps in memory, mostly those of its body. */
export function bytesOfJob(job: WriteJob): number {
  switch (job.kind) {
    case "upload":
      return job.sent.body?.length ?? 0;
    case "tradeUpload":
      return bytesOfTradeUpload(job);
    default:
      return 0;
  }
}

/** What a parcel takes beside its texts. */
const PARCEL_BYTES = 200;

function bytesOfTradeUpload({ incoming }: TradeUploadJob): number {
  let bytes = 0;
  for (const { shipping_list: parcels } of incoming.upload.deliveries) {
    for (const { tracking_no, express_company, item_desc, contact } of parcels) {
      const { consignor_contact = "", receiver_contact = "" } = contact ?? {};
      const texts = [tracking_no, express_company, item_desc, consignor_contact, receiver_contact];
      bytes += texts.reduce((sum, { length }) => sum + 2 * length, PARCEL_BYTES);
    }
  }
  return bytes;
}

/** The app that sends a write. Reports of payments come from WeChat Pay or the operator, for every app. */
export function senderOfJob(job: OrderJob): string {
  switch (job.kind) {
    case "upload":
      return job.sent.app.appid;
    case "shipping":
      return job.incoming.app.appid;
    case "tradeUpload":
      return job.incoming.appid;
    case "payment":
      return "";
    default:
      return unreachable(job);
  }
}

/** Commits a job, together with others, and returns its outcome after the commit. */
export type CommitJob<Job extends WriteJob> = <Kind extends Job["kind"]>(
  job: Extract<Job, { readonly kind: Kind }>,
) => Promise<Outcomes[Kind]>;

/** Types the outcome of a job by the job's kind, which the types of a batch do not show. */
export const commitBy =
  <Job extends WriteJob>(submit: (job: Job) => Promise<WriteOutcome>): CommitJob<Job> =>
  <Kind extends Job["kind"]>(job: Extract<Job, { readonly kind: Kind }>) =>
    submit(job) as Promise<Outcomes[Kind]>;

/** Checks a write by all rules that need no stored rows. */
export function judgeJob(
  job: OrderJob,
): { readonly kind: "kept"; readonly job: JudgedJob } | BrokenRequest {
  if (job.kind !== "upload") return { kind: "kept", job };
  const judged = judgeSentUpload(job.sent);
  return judged.kind === "broken"
    ? judged
    : { kind: "kept", job: { kind: "upload", incoming: judged.incoming } };
}

/** The writing half of an OrderStore, the same for every engine. */
export class OrderWrites implements Pick<OrderStore, "put" | "putPayment" | "putShipping"> {
  readonly #commit: CommitJob<OrderJob>;

  constructor(commit: CommitJob<OrderJob>) {
    this.#commit = commit;
  }

  put(sent: SentUpload): Promise<SentUploadOutcome> {
    return this.#commit<"upload">({ kind: "upload", sent });
  }

  putPayment(payment: IncomingPayment): Promise<PaymentOutcome> {
    return this.#commit<"payment">({ kind: "payment", payment });
  }

  putShipping(incoming: IncomingShipping): Promise<ShippingOutcome> {
    return this.#commit<"shipping">({ kind: "shipping", incoming });
  }
}

/** Quotas are counted by jobs that share the commits of orders. */
export const commitQuotas = (commit: CommitJob<QuotaJob>): QuotaStore => ({
  take: (appid, operation, request) =>
    commit<"quota">({ kind: "quota", appid, operation, request }),
});
