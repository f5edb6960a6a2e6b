/** Nobody waits longer than this for the end of a turn that goes on. */
const WAIT_MS_MAX = 0.3;

interface Turn {
  readonly end: Promise<void>;
  readonly resolve: () => void;
  readonly sinceMs: number;
}

let turn: Turn | null = null;

/**
 * Resolves at the end of the event loop's turn, for all who wait in it. Answers that are written then
 * leave in a row: each alone would wake its reader, and to wake a processor that sleeps costs the
 * sender more than all the rest of a short answer.
 */
export function endOfTurn(): Promise<void> {
  turn ??= startTurn();
  return turn.end;
}

/** Called now and then in a turn that may be long, so that nobody waits for all of it. */
export function endLongTurn(): void {
  if (turn !== null && performance.now() - turn.sinceMs > WAIT_MS_MAX) end(turn);
}

function startTurn(): Turn {
  let resolve = () => {};
  const started: Turn = {
    end: new Promise((settle) => {
      resolve = settle;
    }),
    resolve: () => resolve(),
    sinceMs: performance.now(),
  };
  setImmediate(() => end(started));
  return started;
}

function end(ended: Turn): void {
  if (turn === ended) turn = null;
  ended.resolve();
}
