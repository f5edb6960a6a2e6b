import type { Contestant } from "./contestant.js";
import { dingdans } from "./dingdan.js";
import { floor } from "./floor.js";
import { prism } from "./prism.js";
import { stacks } from "./stacks.js";

/** Everything that is measured side by side. */
export const CONTESTANTS: readonly Contestant[] = [floor, ...dingdans, ...stacks, prism];

export function contestantsNamed(only: readonly string[] | null): readonly Contestant[] {
  if (only === null) return CONTESTANTS;
  const unknown = only.filter((id) => !CONTESTANTS.some((contestant) => contestant.id === id));
  if (unknown.length > 0) {
    const ids = CONTESTANTS.map(({ id }) => id).join(", ");
    throw new Error(`--only: ${unknown.join(", ")} is not known; there are ${ids}`);
  }
  return CONTESTANTS.filter(({ id }) => only.includes(id));
}
