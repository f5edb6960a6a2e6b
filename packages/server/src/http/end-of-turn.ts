let turn: Promise<void> | null = null;

/**
 * Resolves at the end of the event loop's turn, for all who wait in it. Answers that are written then
 * leave in a row: each alone would wake its reader, and to wake a processor that sleeps costs the
 * sender more than all the rest of a short answer.
 */
export function endOfTurn(): Promise<void> {
  turn ??= new Promise((resolve) => {
    setImmediate(() => {
      turn = null;
      resolve();
    });
  });
  return turn;
}
