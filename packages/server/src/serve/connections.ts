import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { networkOf } from "../http/network-of.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { limitPieces } from "./body-pieces.js";
import { Connection } from "./connection.js";
import { lingerAfterAnswer } from "./linger.js";
import { Turns, turnsOf } from "./turns.js";

/** How many requests of one connection may wait until its earlier answers have been read. */
const PIPELINED_MAX = 32;
/** The same for all connections together: each waiting request takes a few KiB. */
const PIPELINED_OF_ALL_MAX = 4_096;
/** How many connections are looked at to find one that can make room for a new one. */
const CANDIDATES_MAX = 256;
/** A client that reads its answer slower than this is disconnected, once the time to read has passed. */
const READ_BYTES_PER_SECOND_MIN = 8 * 1024;
/** An answer that was written at once shows no progress before its end, so it has this speed at least. */
const WRITTEN_BYTES_PER_SECOND_MIN = 64 * 1024;
const SWEEP_INTERVAL_MS = 1_000;
/**
 * An idle connection gets no answer for longer than node:http keeps one and waits for the header of a
 * request. One that sends empty lines is idle, too: node:http counts its time from the first other byte.
 */
const IDLE_SWEEPS_MAX = 90;
/** While the server closes, a connection that was found idle so often, without a new byte, is closed. */
const IDLE_TIMES = 4;
const IDLE_INTERVAL_MS = 50;

export interface ConnectionLimits {
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  /** How long a client may take to read an answer. */
  readonly answerTimeoutMs: number;
}

/** The parser of requests answers its own faults in the same way: without a body of an interface. */
const TOO_MANY_PIECES =
  "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe body comes in too many small pieces. Send it in pieces of 64 bytes or more.\n";

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Limits what each connection, each address and all connections hold. One request of a connection is
 * served at a time, so a client that does not read its answers holds one answer, not thousands. A new
 * connection beyond a limit takes the place of one that waits for its client.
 */
export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #limitHits: LimitHits;
  /** True for a trusted proxy, whose connections belong to many clients. */
  readonly #isProxy: (address: string) => boolean;
  readonly #bySocket = new Map<Socket, Connection>();
  readonly #byNetwork = new Map<string, Set<Connection>>();
  /** Replaced when a server is watched. */
  #turns = new Turns(() => {});
  #pipelinedCount = 0;
  #timer: NodeJS.Timeout | null = null;
  #idleTimer: NodeJS.Timeout | null = null;

  constructor(
    limits: ConnectionLimits,
    parts: { readonly limitHits: LimitHits; readonly isProxy: (address: string) => boolean },
  ) {
    this.#limits = limits;
    this.#limitHits = parts.limitHits;
    this.#isProxy = parts.isProxy;
  }

  /** How many connections are open. */
  get count(): number {
    return this.#bySocket.size;
  }

  /** Watches the connections of a server. */
  watch(server: Server): void {
    this.#turns = turnsOf(server);
    server.on("connection", (socket: Socket) => this.#add(socket));
    server.on("clientError", ({ code }: NodeJS.ErrnoException, socket: Socket) => {
      if (code !== "ERR_HTTP_REQUEST_TIMEOUT") return;
      this.#limitHits.hit("request_time", { network: networkOf(socket.remoteAddress ?? "") });
    });
    server.on("close", () => {
      for (const timer of [this.#timer, this.#idleTimer]) clearInterval(timer ?? undefined);
    });
    this.#timer = setInterval(() => this.sweep(), SWEEP_INTERVAL_MS).unref();
  }

  /** Serves a request, once the answers to the earlier requests of its connection have been read. */
  serve(request: IncomingMessage, response: ServerResponse, serve: Serve): void {
    // The requests in the last bytes of a closed connection.
    if (request.socket.destroyed) return;
    limitPieces(request, () => this.#refusePieces(request, response));
    const connection = this.#bySocket.get(request.socket);
    if (connection === undefined) serve(request, response);
    else if (connection.hasUnsentAnswer || connection.pipelined.length > 0)
      this.#defer(connection, request, response, serve);
    else this.#begin(connection, request, response, serve);
  }

  #refusePieces({ socket }: IncomingMessage, response: ServerResponse): void {
    this.#limitHits.hit("body_pieces", { network: networkOf(socket.remoteAddress ?? "") });
    // An answer that has begun ends with its connection.
    if (!response.headersSent) socket.write(TOO_MANY_PIECES);
    // Otherwise up to 2 MiB more would be read and parsed at once.
    socket.pause();
    socket.destroySoon();
  }

  /**
   * Closes idle connections from now on. (The server's own function does so once, and also closes those
   * whose answer has not left completely.)
   */
  closeIdle(): void {
    this.#idleTimer ??= setInterval(() => this.#closeIdleNow(), IDLE_INTERVAL_MS).unref();
    this.#closeIdleNow();
  }

  #closeIdleNow(): void {
    for (const connection of this.#bySocket.values()) {
      const { socket } = connection;
      const isIdle = !connection.hasUnsentAnswer && connection.pipelined.length === 0;
      if (!isIdle || socket.bytesRead !== connection.idleBytes) {
        connection.idleTimes = 0;
        connection.idleBytes = socket.bytesRead;
      } else if (socket.bytesRead === 0 || ++connection.idleTimes >= IDLE_TIMES) socket.destroy();
    }
  }

  /** Disconnects the clients that do not read their answers, and those that send no further request. */
  sweep(): void {
    for (const connection of this.#bySocket.values()) {
      if (connection.isBetweenRequests && ++connection.idleSweeps > IDLE_SWEEPS_MAX) {
        connection.socket.destroy();
      }
      if (this.#readsInTime(connection)) continue;
      this.#limitHits.hit("unread_answer", { network: connection.network });
      connection.socket.destroy();
    }
  }

  #begin(
    connection: Connection,
    request: IncomingMessage,
    response: ServerResponse,
    serve: Serve,
  ): void {
    connection.request = request;
    connection.response = response;
    connection.unreadSweeps = 0;
    connection.idleSweeps = 0;
    lingerAfterAnswer(request, response, this.#turns);
    serve(request, response);
  }

  #defer(
    connection: Connection,
    request: IncomingMessage,
    response: ServerResponse,
    serve: Serve,
  ): void {
    const { pipelined } = connection;
    if (pipelined.length >= PIPELINED_MAX || this.#pipelinedCount >= PIPELINED_OF_ALL_MAX) {
      this.#limitHits.hit("pipelined_requests", { network: connection.network });
      withoutStackTraces(connection.socket);
      connection.socket.destroy();
      return;
    }
    pipelined.push([request, response]);
    this.#pipelinedCount++;
    if (pipelined.length > 1) return;
    const next = () => {
      const following = pipelined.shift();
      if (following === undefined) return;
      this.#pipelinedCount--;
      // After an answer with `connection: close`, a later request could not be answered.
      if (connection.socket.destroyed || connection.socket.writableEnded) {
        this.#dropPipelined(connection);
        return;
      }
      this.#begin(connection, following[0], following[1], serve);
      if (pipelined.length > 0) nextAfterAnswer();
    };
    const nextAfterAnswer = () => connection.response?.once("close", () => this.#turns.later(next));
    nextAfterAnswer();
  }

  #add(socket: Socket): void {
    const { remoteAddress } = socket;
    if (remoteAddress === undefined) {
      // The client has reset the connection already.
      socket.destroy();
      return;
    }
    const network = networkOf(remoteAddress);
    const ofNetwork = this.#byNetwork.get(network) ?? new Set();
    const { connectionsMax, connectionsPerAddressMax } = this.#limits;
    const limit =
      ofNetwork.size >= connectionsPerAddressMax && !this.#isProxy(remoteAddress)
        ? "connections_of_address"
        : this.count >= connectionsMax
          ? "connections"
          : null;
    if (limit !== null) {
      this.#limitHits.hit(limit, { network });
      const victim =
        waitingConnection(ofNetwork) ??
        (limit === "connections" ? waitingConnection(this.#bySocket.values()) : null);
      if (victim === null) {
        socket.destroy();
        return;
      }
      victim.socket.destroy();
      this.#remove(victim);
    }
    const connection = new Connection(socket, network);
    this.#bySocket.set(socket, connection);
    ofNetwork.add(connection);
    this.#byNetwork.set(network, ofNetwork);
    socket.once("close", () => this.#remove(connection));
    this.#turns.admit(socket);
  }

  #remove(connection: Connection): void {
    if (!this.#bySocket.delete(connection.socket)) return;
    this.#dropPipelined(connection);
    const ofNetwork = this.#byNetwork.get(connection.network);
    ofNetwork?.delete(connection);
    if (ofNetwork?.size === 0) this.#byNetwork.delete(connection.network);
  }

  #dropPipelined({ pipelined }: Connection): void {
    this.#pipelinedCount -= pipelined.length;
    pipelined.length = 0;
  }

  #readsInTime(connection: Connection): boolean {
    const { socket, response } = connection;
    if (response === null || !connection.hasUnsentAnswer || socket.writableLength === 0) {
      connection.unreadSweeps = 0;
      return true;
    }
    const readBytes = socket.bytesWritten - socket.writableLength;
    if (connection.unreadSweeps++ === 0) connection.readBefore = readBytes;
    const waitedMs = (connection.unreadSweeps - 1) * SWEEP_INTERVAL_MS;
    const readMs = (socket.writableLength / WRITTEN_BYTES_PER_SECOND_MIN) * 1000;
    if (waitedMs < Math.max(this.#limits.answerTimeoutMs, readMs)) return true;
    const isFast =
      readBytes - connection.readBefore >= (waitedMs / 1000) * READ_BYTES_PER_SECOND_MIN;
    if (isFast) connection.unreadSweeps = 0;
    return isFast;
  }
}

/**
 * When a socket closes, node:http makes an error for each of its requests that is not answered. Without
 * their stack traces, closing a connection with a hundred requests takes half of the time.
 */
function withoutStackTraces(socket: Socket): void {
  const { stackTraceLimit } = Error;
  socket.prependOnceListener("close", () => {
    Error.stackTraceLimit = 0;
  });
  socket.once("close", () => {
    Error.stackTraceLimit = stackTraceLimit;
  });
}

/**
 * The oldest connection that waits for its client; null when none of the first ones does. One without a
 * complete request comes before one that is idle between two calls.
 */
function waitingConnection(connections: Iterable<Connection>): Connection | null {
  let idle: Connection | null = null;
  let candidates = 0;
  for (const connection of connections) {
    if (connection.request?.complete !== true) return connection;
    if (!connection.isInWork) idle ??= connection;
    if (++candidates === CANDIDATES_MAX) break;
  }
  return idle;
}
