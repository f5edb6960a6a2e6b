/** Nobody waits longer than this for the end of a turn that goes on. */
const WAIT_MS_MAX = 0.3;

interface Turn {
  readonly end: Promise<void>;
  readonly resolve: () => void;
  readonly sinceMs: number;
}

let turn: Turn | null = null;
let whole: Promise<void> | null = null;

/**
 * Resolves at the end of the event loop's turn, or a little before, for all who wait in it: from there
 * on they go step by step together.
 *
 * Whoever waits with a request lets the others of the turn be read first. Then a step is done for all
 * before the next step is done for any, so its code and data are in the processor's caches for all but
 * the first (docs/performance.md). Answers that wait leave in a row: each alone would wake its reader,
 * and to wake a processor that sleeps costs the sender more than all the rest of a short answer.
 */
export function endOfTurn(): Promise<void> {
  turn ??= startTurn();
  return turn.end;
}

/** The same for requests that take long: of the whole turn, however long it is. */
export function wholeTurn(): Promise<void> {
  whole ??= new Promise((resolve) => {
    setImmediate(() => {
      whole = null;
      resolve();
    });
  });
  return whole;
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
