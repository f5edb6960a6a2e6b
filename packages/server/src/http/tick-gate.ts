/** In a longer tick, the gate opens after this time. */
const WAIT_MS_MAX = 0.3;

interface Opening {
  readonly opened: Promise<void>;
  readonly open: () => void;
  readonly sinceMs: number;
}

/**
 * Holds calls until the end of the event loop's tick, so that they take each step together.
 *
 * While a request waits here, the server reads the other requests of the tick. Then each step is done for
 * all of them before the next step begins, so its code and data are in the processor's caches for all but
 * the first (docs/performance.md), and their writes share a commit. Answers that wait here are sent in a
 * row: each alone would wake its reader, and waking a sleeping processor costs the sender more than the
 * rest of a short answer. A call that is alone does not wait.
 */
export class TickGate {
  readonly #nowMs: () => number;
  #opening: Opening | null = null;
  #tickEnd: Promise<void> | null = null;
  #callCount = 0;
  #lastConnection: object | null = null;
  #isSameConnection = false;

  /** @param nowMs a clock that only goes forward */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** Records that a call begins on a connection. Each call must {@link exit}. */
  enter(connection: object): void {
    this.#callCount++;
    this.#isSameConnection = connection === this.#lastConnection;
    this.#lastConnection = connection;
  }

  exit(): void {
    this.#callCount--;
  }

  /**
   * True when all calls come on one connection, one after another, so none needs to wait for others. It
   * is not enough that no other call is in progress: when requests arrive together, each is read, and
   * could be answered, before the next one is read.
   */
  get isAlone(): boolean {
    return this.#callCount <= 1 && this.#isSameConnection;
  }

  /** Resolves at the end of the tick, or 0.3 ms after the first wait of a longer tick. */
  wait(): Promise<void> {
    this.#opening ??= this.#startOpening();
    return this.#opening.opened;
  }

  /** Resolves at the end of the tick, however long it is: for requests that take long. */
  waitForTickEnd(): Promise<void> {
    this.#tickEnd ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#tickEnd = null;
        resolve();
      });
    });
    return this.#tickEnd;
  }

  /** Opens the gate when calls have waited long enough. Call it repeatedly during a long tick. */
  openIfLate(): void {
    const opening = this.#opening;
    if (opening !== null && this.#nowMs() - opening.sinceMs > WAIT_MS_MAX) this.#open(opening);
  }

  #startOpening(): Opening {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const opening = { opened, open: () => open(), sinceMs: this.#nowMs() };
    setImmediate(() => this.#open(opening));
    return opening;
  }

  #open(opening: Opening): void {
    if (this.#opening === opening) this.#opening = null;
    opening.open();
  }
}
