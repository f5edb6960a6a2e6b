import { join } from "node:path";
import type { Options } from "../options.js";
import { UsageError } from "../program.js";
import { type Baseline, baselines, buildBaseline } from "./baseline.js";
import type { Contestant } from "./contestant.js";
import { dingdans } from "./dingdan.js";
import { floor } from "./floor.js";
import { prism } from "./prism.js";
import { stacks } from "./stacks.js";

/** All servers that are measured side by side, except the baseline. */
export const CONTESTANTS: readonly Contestant[] = [floor, ...dingdans, ...stacks, prism];

/** The requested contestants (all if `only` is null), prepared and with the baseline built. */
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
    // If the preparation failed, the start fails and reports the reason.
    await contestant.prepare?.(node).catch(() => {});
  }
  return contestants;
}

/** Puts each baseline after the checkout on the same engine, so that they run close together. */
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
      ? "; a baseline needs --baseline REF"
      : "";
    throw new UsageError(`--only: unknown ${unknown.join(", ")}; known ids are ${ids}${hint}`);
  }
  return among.filter(({ id }) => only.includes(id));
}
