/** Numbers from 0 to 1 that a seed determines. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The seed of a test with random input: `DINGDAN_TEST_SEED`, or another one each time. */
export const testSeed = (): number =>
  Number(process.env["DINGDAN_TEST_SEED"] ?? Date.now() % 1_000_000);
