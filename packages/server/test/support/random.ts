/** The seed of a test with random input: `DINGDAN_TEST_SEED`, or another one each time. */
export const testSeed = (): number =>
  Number(process.env["DINGDAN_TEST_SEED"] ?? Date.now() % 1_000_000);
