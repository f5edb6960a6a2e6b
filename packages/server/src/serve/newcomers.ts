import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How many new connections begin to be read in one tick of the event loop. */
const STARTS_PER_TICK = 16;

/**
 * Begins to read new connections, a few in each tick. When a thousand clients connect at the same time
 * and each sends a hundred requests, reading all of them in one tick would stop everything else for
 * seconds. The newest is read first: the others wait because of a burst, and it may be a single client.
 */
export class Newcomers {
  readonly #waiting: Socket[] = [];
  #started = 0;
  #isScheduled = false;

  /** New connections of the server wait until {@link admit} begins to read them. */
  watch(server: Server): void {
    // An option of net.Server that http.Server does not take. Without it, all are read at once.
    Object.assign(server, { pauseOnConnect: true });
  }

  admit(socket: Socket): void {
    this.#waiting.push(socket);
    this.#startSome();
  }

  #startSome(): void {
    while (this.#started < STARTS_PER_TICK) {
      const socket = this.#waiting.pop();
      if (socket === undefined) break;
      if (socket.destroyed) continue;
      this.#started++;
      socket.resume();
    }
    if (this.#started === 0 || this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#started = 0;
      this.#startSome();
    });
  }
}
