import type { RunningContestant } from "../contestants/contestant.js";
import { type JobHooks, type JobResult, runJob } from "../load/run-job.js";
import type { Postgres } from "../machine/postgres.js";
import { cpuSeconds, forgetPeakMemory, peakMemoryMib } from "../machine/usage.js";
import type { Group, GroupResult, Job } from "../workload/job.js";
import type { Measurement } from "./results.js";

/** Returns the figures of the first group with the CPU time of all groups, and the results by group. */
export async function measureGroups(
  running: RunningContestant,
  options: {
    readonly seconds: number;
    readonly warmupSeconds: number;
    readonly postgres: Postgres | null;
  },
  groups: readonly Group[],
): Promise<readonly [Measurement, readonly GroupResult[]]> {
  const { pid } = running;
  const { postgres, seconds, warmupSeconds } = options;
  forgetPeakMemory(pid);
  let cpu = 0;
  let databaseCpu: number | null = null;
  const now = () => ({ cpu: cpuSeconds(pid), database: postgres?.cpuSeconds() ?? null });
  let before = now();
  const result = await runGroups(running, groups, {
    warmupMs: warmupSeconds * 1000,
    durationMs: seconds * 1000,
    onMeasuring: () => (before = now()),
    onMeasured: () => {
      const after = now();
      cpu = after.cpu - before.cpu;
      if (after.database !== null) databaseCpu = after.database - (before.database ?? 0);
    },
  });
  const thousands = result.groups.reduce((sum, { count }) => sum + count, 0) / 1000;
  const [first] = result.groups as [GroupResult];
  const measurement: Measurement = {
    ...figuresOf(first),
    cpuPer1000: cpu / thousands,
    databaseCpuPer1000: databaseCpu === null ? null : databaseCpu / thousands,
    peakMib: peakMemoryMib(pid),
    generatorCpuShare: result.generatorCpuShare,
    bytesPerAnswer: first.bytesPerAnswer,
    extra: {},
  };
  return [measurement, result.groups];
}

/** Sends the groups' requests. Throws if an answer is not the expected one. */
export async function runGroups(
  { access }: RunningContestant,
  groups: readonly Group[],
  {
    onMeasuring,
    onMeasured,
    ...timing
  }: Partial<Pick<Job, "warmupMs" | "durationMs" | "untilUsedUp">> & JobHooks,
): Promise<JobResult> {
  const job = { ...access, groups, warmupMs: 0, durationMs: 0, ...timing };
  const result = await runJob(job, {
    ...(onMeasuring === undefined ? {} : { onMeasuring }),
    ...(onMeasured === undefined ? {} : { onMeasured }),
  });
  for (const { failures, failureSamples } of result.groups) {
    if (failures > 0) {
      throw new Error(`${failures} unexpected answers: ${failureSamples.join(" | ")}`);
    }
  }
  return result;
}

const figuresOf = ({ perSecond, p50Ms, p90Ms, p99Ms, p999Ms, maxMs }: GroupResult) => ({
  perSecond,
  p50Ms,
  p90Ms,
  p99Ms,
  p999Ms,
  maxMs,
});
