import { join } from "node:path";
import type { Options } from "../options.js";
import { UsageError } from "../program.js";
import { type Baseline, baselines, buildBaseline } from "./baseline.js";
import type { Contestant } from "./contestant.js";
import { dingdans } from "./dingdan.js";
import { floor } from "./floor.js";
import { prism } from "./prism.js";
import { stacks } from "./stacks.js";

/** Everything that is measured side by side; the baseline comes in addition. */
export const CONTESTANTS: readonly Contestant[] = [floor, ...dingdans, ...stacks, prism];

/** The contestants that are asked for, all when `only` is null, with what they need built. */
export async function openContestants(
  { only, node }: Pick<Options, "only" | "node">,
  baseline: Baseline | null,
  workFolder: string,
): Promise<readonly Contestant[]> {
  const folder = join(workFolder, "baseline");
  const earlier = baseline === null ? [] : baselines(baseline, folder);
  const contestants = contestantsNamed(only, withBaselines(earlier));
  if (baseline !== null && contestants.some(({ role }) => role === "baseline")) {
    await buildBaseline(baseline, folder);
  }
  for (const contestant of contestants) {
    // One that cannot be prepared is reported when it is started.
    await contestant.prepare?.(node).catch(() => {});
  }
  return contestants;
}

/** Each baseline follows the checkout on the same engine: the less time between them, the better. */
const withBaselines = (earlier: readonly Contestant[]) =>
  CONTESTANTS.flatMap((contestant) => [
    contestant,
    ...earlier.filter(
      ({ engine }) => contestant.role === "dingdan" && engine === contestant.engine,
    ),
  ]);

export function contestantsNamed(
  only: readonly string[] | null,
  among: readonly Contestant[] = CONTESTANTS,
): readonly Contestant[] {
  if (only === null) return among;
  const unknown = only.filter((id) => !among.some((contestant) => contestant.id === id));
  if (unknown.length > 0) {
    const ids = among.map(({ id }) => id).join(", ");
    const hint = unknown.some((id) => id.startsWith("baseline-"))
      ? "; a baseline takes --baseline REF"
      : "";
    throw new UsageError(`--only: ${unknown.join(", ")} is not known; there are ${ids}${hint}`);
  }
  return among.filter(({ id }) => only.includes(id));
}
