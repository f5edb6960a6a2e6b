/** How many rows one commit deletes: a few milliseconds, so other writes run in between. */
const STEP = 200;

/**
 * Deletes old rows in small steps, until no more are old.
 * @param deleteSome deletes at most `limit` rows, and returns how many it has deleted
 */
export async function deleteInSteps(deleteSome: (limit: number) => Promise<number>): Promise<void> {
  while ((await deleteSome(STEP)) === STEP) {
    await new Promise(setImmediate);
  }
}
