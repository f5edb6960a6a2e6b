import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How many waiting connections, and how many further turns, begin in one tick of the event loop. */
const TURNS_PER_TICK = 4;
/** While connections keep arriving, only one that has sent little begins in this many ticks. */
const TICKS_PER_SHORT_TURN = 8;
/** The same for the others, and for further turns. */
const TICKS_PER_TURN = 256;
/** After a tick that took longer, only one of each begins: what they have sent takes long to parse. */
const TICK_MS_MAX = 10;
/** What a connection has sent at first when it makes one usual call without a large body. */
const SHORT_BYTES_MAX = 1024;

/** The turns of a server's connections: node:http gets each connection when its turn comes. */
export function turnsOf(server: Server): Turns {
  // An option of net.Server that http.Server does not take. Without it, all are read at once.
  Object.assign(server, { pauseOnConnect: true });
  const listeners = server.listeners("connection");
  server.removeAllListeners("connection");
  return new Turns((socket) => {
    for (const listener of listeners) listener.call(server, socket);
    socket.resume();
  });
}

/**
 * Shares the event loop between connections. When a thousand clients connect at the same time and each
 * sends a hundred requests or a large body, reading them takes seconds, and the one client behind them
 * would wait until it is even accepted: one connection is accepted in each tick. So a burst is accepted
 * first. Of its connections, those that have sent little are served first, the newest before the older
 * ones: then most wait for a few, not for all. The others follow in the order of their arrival. What a
 * connection wants after its first request takes turns.
 */
export class Turns {
  readonly #serve: (socket: Socket) => void;
  readonly #nowMs: () => number;
  /** The connections of a burst in the order of their arrival, without those of {@link #short}. */
  readonly #waiting = new Set<Socket>();
  readonly #short: Socket[] = [];
  readonly #further: (() => void)[] = [];
  /** Whether a connection arrived since the last tick ended. */
  #hasArrivals = false;
  #burstTicks = 0;
  #tickBeganAtMs = 0;
  #isSlow = false;
  #isScheduled = false;

  /**
   * @param serve begins to read the requests of a paused connection
   * @param nowMs a clock for the length of ticks
   */
  constructor(serve: (socket: Socket) => void, nowMs = () => performance.now()) {
    this.#serve = serve;
    this.#nowMs = nowMs;
  }

  /** Serves a new, paused connection: at once when no other arrived in this tick or the last. */
  admit(socket: Socket): void {
    this.#hasArrivals = true;
    if (this.#isScheduled) this.#wait(socket);
    else {
      this.#serve(socket);
      this.#schedule();
    }
  }

  /** Continues with a connection in a later tick, after what waits already. */
  later(turn: () => void): void {
    this.#further.push(turn);
    if (!this.#isScheduled) this.#schedule();
  }

  /** Reads the first bytes of a connection, 64 KiB at most, and leaves them in its buffer. */
  #wait(socket: Socket): void {
    this.#waiting.add(socket);
    socket.once("readable", () => {
      const bytes = socket.readableLength;
      const isShort = bytes > 0 && bytes <= SHORT_BYTES_MAX;
      if (isShort && this.#waiting.delete(socket)) this.#short.push(socket);
    });
    socket.once("close", () => this.#waiting.delete(socket)).on("error", ignore);
  }

  #schedule(): void {
    this.#isScheduled = true;
    this.#tickBeganAtMs = this.#nowMs();
    setImmediate(() => this.#endTick());
  }

  #endTick(): void {
    this.#isSlow = this.#nowMs() - this.#tickBeganAtMs > TICK_MS_MAX;
    this.#burstTicks = this.#hasArrivals ? this.#burstTicks + 1 : 0;
    this.#beginShort(this.#countFor(TICKS_PER_SHORT_TURN));
    this.#continue(this.#countFor(TICKS_PER_TURN));
    this.#isScheduled = false;
    const count = this.#short.length + this.#waiting.size + this.#further.length;
    if (this.#hasArrivals || count > 0) this.#schedule();
    this.#hasArrivals = false;
  }

  /** How many may begin in this tick. */
  #countFor(ticksPerTurn: number): number {
    if (!this.#hasArrivals) return this.#isSlow ? 1 : TURNS_PER_TICK;
    return this.#burstTicks % ticksPerTurn === 0 ? 1 : 0;
  }

  #beginShort(count: number): void {
    for (let begun = 0; begun < count; begun++) {
      const socket = this.#short.pop();
      if (socket === undefined) return;
      this.#begin(socket);
    }
  }

  #continue(count: number): void {
    let begun = 0;
    for (const socket of this.#waiting) {
      if (begun++ === count) break;
      this.#waiting.delete(socket);
      this.#begin(socket);
    }
    for (const turn of this.#further.splice(0, count)) turn();
  }

  #begin(socket: Socket): void {
    if (socket.destroyed) return;
    socket.removeAllListeners("readable").off("error", ignore);
    this.#serve(socket);
  }
}

/** A connection that is reset while it waits also emits `close`. */
function ignore(): void {}
