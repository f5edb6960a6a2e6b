import type { WriteJob } from "../orders/jobs.js";

/**
 * Jobs on their way to another thread, with the bodies of all in one piece, which changes hands. A
 * body is a slice of what its socket had read: sent as it is, the whole of that would be copied.
 */
export interface PackedJobs {
  /** Without their bodies. */
  readonly jobs: readonly WriteJob[];
  /** Where the body of each job ends in `bytes`, that of a job without one where it begins. */
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
