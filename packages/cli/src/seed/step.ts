import type { World } from "./world.js";

/** A step at a time of the sandbox's clock. */
export interface Step {
  readonly atMs: number;
  readonly run: (world: World) => Promise<void>;
}

/**
 * The steps within one slot of the clock run concurrently. Shorter slots mean more, smaller commits in
 * sequence: with 20 minutes a seed takes twice as long.
 */
export const SLOT_MS = 45 * 60_000;

/** The steps grouped by slot, in order of time, without those after `endMs`. */
export function slotsOf(steps: readonly Step[], endMs: number): readonly (readonly Step[])[] {
  const slots = new Map<number, Step[]>();
  for (const step of steps) {
    if (step.atMs >= endMs) continue;
    const slot = Math.floor(step.atMs / SLOT_MS);
    slots.set(slot, [...(slots.get(slot) ?? []), step]);
  }
  return [...slots].toSorted(([a], [b]) => a - b).map(([, group]) => group);
}
