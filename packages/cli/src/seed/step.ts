import type { World } from "./world.js";

/** Something that is done at a time of the sandbox's clock. */
export interface Step {
  readonly atMs: number;
  readonly run: (world: World) => Promise<void>;
}

/**
 * How much of the clock is passed in one go: what falls into it is done at the same time. Finer slots
 * make more commits that wait for one another: with 20 minutes a seed takes twice as long.
 */
export const SLOT_MS = 45 * 60_000;

/** The steps in the order of their times, all of a slot together; those after `endMs` left out. */
export function slotsOf(steps: readonly Step[], endMs: number): readonly (readonly Step[])[] {
  const slots = new Map<number, Step[]>();
  for (const step of steps) {
    if (step.atMs >= endMs) continue;
    const slot = Math.floor(step.atMs / SLOT_MS);
    slots.set(slot, [...(slots.get(slot) ?? []), step]);
  }
  return [...slots].toSorted(([a], [b]) => a - b).map(([, together]) => together);
}
