import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How many new connections begin to be read in one tick of the event loop. */
const STARTS_PER_TICK = 16;
/** While connections keep arriving, only one of them begins in this many ticks. */
const TICKS_PER_START = 8;

/**
 * Begins to read new connections, a few in each tick. When a thousand clients connect at the same time
 * and each sends a hundred requests, reading them takes seconds, and the one client behind them would wait
 * until it is even accepted: one connection is accepted in each tick. So a burst is accepted first, and
 * then the newest is read first.
 */
export class Newcomers {
  readonly #waiting: Socket[] = [];
  #hasArrivals = false;
  #burstTicks = 0;
  #isScheduled = false;

  /** New connections of the server wait until {@link admit} begins to read them. */
  watch(server: Server): void {
    // An option of net.Server that http.Server does not take. Without it, all are read at once.
    Object.assign(server, { pauseOnConnect: true });
  }

  admit(socket: Socket): void {
    if (this.#isScheduled) {
      this.#waiting.push(socket);
      this.#hasArrivals = true;
    } else {
      socket.resume();
      this.#schedule();
    }
  }

  #schedule(): void {
    this.#isScheduled = true;
    setImmediate(() => this.#endTick());
  }

  #endTick(): void {
    if (!this.#hasArrivals) {
      this.#burstTicks = 0;
      this.#start(STARTS_PER_TICK);
    } else if (++this.#burstTicks % TICKS_PER_START === 0) this.#start(1);
    this.#isScheduled = false;
    if (this.#hasArrivals || this.#waiting.length > 0) this.#schedule();
    this.#hasArrivals = false;
  }

  #start(count: number): void {
    for (let started = 0; started < count; ) {
      const socket = this.#waiting.pop();
      if (socket === undefined) return;
      if (socket.destroyed) continue;
      socket.resume();
      started++;
    }
  }
}
