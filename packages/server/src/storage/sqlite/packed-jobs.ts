import type { WriteJob } from "../orders/jobs.js";

/**
 * Jobs for another thread, with all bodies in one buffer that is transferred, not copied. A body is a
 * slice of its socket's buffer; sent as it is, that entire buffer would be copied.
 */
export interface PackedJobs {
  /** Without their bodies. */
  readonly jobs: readonly WriteJob[];
  /** Where each job's body ends in `bytes`. A job without a body ends where the job before it ended. */
  readonly bodyEnds: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function packJobs(jobs: readonly WriteJob[]): PackedJobs {
  const bodies = jobs.map(bodyOf);
  const bytes = new Uint8Array(bodies.reduce((sum, body) => sum + (body?.length ?? 0), 0));
  let end = 0;
  const bodyEnds = bodies.map((body) => {
    if (body !== undefined) bytes.set(body, end);
    return (end += body?.length ?? 0);
  });
  return { jobs: jobs.map((job) => withBody(job, undefined)), bodyEnds, bytes };
}

export function unpackJobs({ jobs, bodyEnds, bytes }: PackedJobs): WriteJob[] {
  const all = Buffer.from(bytes.buffer);
  let start = 0;
  return jobs.map((job, index) => {
    const end = bodyEnds[index] as number;
    const body = all.subarray(start, end);
    start = end;
    return withBody(job, body);
  });
}

const bodyOf = (job: WriteJob) => (job.kind === "upload" ? job.sent.body : undefined);

const withBody = (job: WriteJob, body: Buffer | undefined): WriteJob =>
  job.kind === "upload" ? { kind: job.kind, sent: { ...job.sent, body } } : job;
