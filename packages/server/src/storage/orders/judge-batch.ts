import { type JudgedJob, judgeJob, type OrderJob, type OrderOutcome } from "./jobs.js";

type Settled = PromiseSettledResult<OrderOutcome>;

/**
 * Checks a batch, and commits the jobs that keep the rules. A job that breaks a rule, or whose check
 * throws, is settled without the commit.
 */
export async function judgeBatch(
  jobs: readonly OrderJob[],
  commit: (jobs: readonly JudgedJob[]) => Promise<readonly Settled[]>,
): Promise<readonly Settled[]> {
  const kept: JudgedJob[] = [];
  const places = jobs.map((job): Settled | number => {
    try {
      const judged = judgeJob(job);
      return judged.kind === "broken"
        ? { status: "fulfilled", value: judged }
        : kept.push(judged.job) - 1;
    } catch (reason) {
      return { status: "rejected", reason };
    }
  });
  const committed = kept.length === 0 ? [] : await commit(kept);
  return places.map((place) => (typeof place === "number" ? (committed[place] as Settled) : place));
}
