import type { ErasureMarks } from "../../domain/buyer-data/erasure-marks.js";
import type { IncomingPayment } from "../../domain/payment.js";
import type { IncomingTradeUpload } from "../../domain/trade/upload.js";
import type { WriteJob } from "../orders/jobs.js";

/**
 * Jobs for another thread, with all bodies in one buffer that is transferred, not copied. A body is a
 * slice of its socket's buffer; sent as it is, that entire buffer would be copied.
 */
export interface PackedJobs {
  /** Without their bodies; what is nested is JSON, which costs less to send than an object. */
  readonly jobs: readonly PackedJob[];
  /** Where each job's body ends in `bytes`. A job without a body ends where the job before it ended. */
  readonly bodyEnds: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type PackedJob =
  | Exclude<WriteJob, { kind: "payment" | "tradeUpload" }>
  | {
      readonly kind: "payment";
      readonly report: string;
      readonly receivedAtMs: number;
      /** Empty for none. */
      readonly trade: string;
      /** Empty for none. */
      readonly erasure: string;
    }
  | { readonly kind: "tradeUpload"; readonly incoming: string };

export function packJobs(jobs: readonly WriteJob[]): PackedJobs {
  const bodies = jobs.map(bodyOf);
  const bytes = new Uint8Array(bodies.reduce((sum, body) => sum + (body?.length ?? 0), 0));
  let end = 0;
  const bodyEnds = bodies.map((body) => {
    if (body !== undefined) bytes.set(body, end);
    return (end += body?.length ?? 0);
  });
  return { jobs: jobs.map(packed), bodyEnds, bytes };
}

export function unpackJobs({ jobs, bodyEnds, bytes }: PackedJobs): WriteJob[] {
  const all = Buffer.from(bytes.buffer);
  let start = 0;
  return jobs.map((job, index) => {
    const end = bodyEnds[index] as number;
    const body = all.subarray(start, end);
    start = end;
    return unpacked(job, body);
  });
}

const bodyOf = (job: WriteJob) => (job.kind === "upload" ? job.sent.body : undefined);

function packed(job: WriteJob): PackedJob {
  if (job.kind === "upload") return { kind: job.kind, sent: { ...job.sent, body: undefined } };
  if (job.kind === "tradeUpload") {
    return { kind: job.kind, incoming: JSON.stringify(job.incoming) };
  }
  if (job.kind !== "payment") return job;
  const { report, receivedAtMs, trade = [], erasure } = job.payment;
  return {
    kind: job.kind,
    report: JSON.stringify(report),
    receivedAtMs,
    trade: trade.length === 0 ? "" : JSON.stringify(trade),
    erasure: erasure === undefined ? "" : JSON.stringify(erasure),
  };
}

function unpacked(job: PackedJob, body: Buffer): WriteJob {
  if (job.kind === "upload") return { kind: job.kind, sent: { ...job.sent, body } };
  if (job.kind === "tradeUpload") {
    return { kind: job.kind, incoming: JSON.parse(job.incoming) as IncomingTradeUpload };
  }
  if (job.kind !== "payment") return job;
  const report = JSON.parse(job.report) as IncomingPayment["report"];
  const trade =
    job.trade === "" ? [] : (JSON.parse(job.trade) as IncomingPayment["trade"] & object);
  const { receivedAtMs } = job;
  const erasure = job.erasure === "" ? {} : { erasure: JSON.parse(job.erasure) as ErasureMarks };
  return { kind: job.kind, payment: { report, receivedAtMs, trade, ...erasure } };
}
