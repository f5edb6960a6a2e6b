import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How many new connections, and how many further turns, begin in one tick of the event loop. */
const TURNS_PER_TICK = 4;
/** While connections keep arriving, only one of each begins in this many ticks. */
const TICKS_PER_TURN = 256;

/**
 * Shares the event loop between connections. When a thousand clients connect at the same time and each
 * sends a hundred requests or a large body, reading them takes seconds, and the one client behind them
 * would wait until it is even accepted: one connection is accepted in each tick. So a burst is accepted
 * first, then the newest is read first, and what a connection wants after its first request takes turns.
 */
export class Turns {
  readonly #newcomers: Socket[] = [];
  readonly #further: (() => void)[] = [];
  /** Whether a connection arrived since the last tick ended. */
  #hasArrivals = false;
  #burstTicks = 0;
  #isScheduled = false;

  /** New connections of the server wait until {@link admit} begins to read them. */
  watch(server: Server): void {
    // An option of net.Server that http.Server does not take. Without it, all are read at once.
    Object.assign(server, { pauseOnConnect: true });
  }

  /** Begins to read a new connection: at once when no other arrived in this tick or the last. */
  admit(socket: Socket): void {
    this.#hasArrivals = true;
    if (this.#isScheduled) this.#newcomers.push(socket);
    else {
      socket.resume();
      this.#schedule();
    }
  }

  /** Continues with a connection in a later tick, after what waits already. */
  later(turn: () => void): void {
    this.#further.push(turn);
    if (!this.#isScheduled) this.#schedule();
  }

  #schedule(): void {
    this.#isScheduled = true;
    setImmediate(() => this.#endTick());
  }

  #endTick(): void {
    if (!this.#hasArrivals) {
      this.#burstTicks = 0;
      this.#begin(TURNS_PER_TICK);
    } else if (++this.#burstTicks % TICKS_PER_TURN === 0) this.#begin(1);
    this.#isScheduled = false;
    const isWaiting = this.#newcomers.length > 0 || this.#further.length > 0;
    if (this.#hasArrivals || isWaiting) this.#schedule();
    this.#hasArrivals = false;
  }

  #begin(count: number): void {
    for (let begun = 0; begun < count; ) {
      const socket = this.#newcomers.pop();
      if (socket === undefined) break;
      if (socket.destroyed) continue;
      socket.resume();
      begun++;
    }
    for (const turn of this.#further.splice(0, count)) turn();
  }
}
