import { setTimeout } from "node:timers/promises";

/**
 * Repeats a question until its answer is true.
 * @returns the milliseconds until then; Infinity if the time ran out
 */
export async function msUntil(
  ask: () => boolean | Promise<boolean>,
  { withinMs, everyMs = 50 }: { readonly withinMs: number; readonly everyMs?: number },
): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    const isTrue = await ask();
    const elapsedMs = performance.now() - startedMs;
    if (elapsedMs > withinMs) return Infinity;
    if (isTrue) return elapsedMs;
    await setTimeout(everyMs);
  }
}

/** @throws Error when the time runs out */
export async function until(
  what: string,
  ask: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  if ((await msUntil(ask, { withinMs })) === Infinity) {
    throw new Error(`${what}: not within ${withinMs / 1000} s`);
  }
}
