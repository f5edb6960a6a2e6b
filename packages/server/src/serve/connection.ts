import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** One connection, and what it waits for. */
export class Connection {
  readonly socket: Socket;
  readonly network: string;
  request: IncomingMessage | null = null;
  response: ServerResponse | null = null;
  /** Requests that came before the answers to earlier ones were read. */
  readonly pipelined: [IncomingMessage, ServerResponse][] = [];
  /** The sweeps in which the client had an answer to read, and what it had read at the first. */
  unreadSweeps = 0;
  readBefore = 0;
  /** The sweeps since its last answer has left. */
  idleSweeps = 0;
  /** How often it was found idle while the server closes, and the bytes it had sent. */
  idleTimes = 0;
  idleBytes = -1;

  constructor(socket: Socket, network: string) {
    this.socket = socket;
    this.network = network;
  }

  /** True while the platform works on a complete request of it. */
  get isInWork(): boolean {
    return (
      this.response !== null && !this.response.writableEnded && this.request?.complete === true
    );
  }

  /** True between two requests; not before the first, for which node:http has a time. */
  get isBetweenRequests(): boolean {
    return this.response !== null && !this.hasUnsentAnswer && this.pipelined.length === 0;
  }

  /** True while an answer has not left completely. */
  get hasUnsentAnswer(): boolean {
    const { response } = this;
    return response !== null && !response.writableFinished && !response.destroyed;
  }
}
