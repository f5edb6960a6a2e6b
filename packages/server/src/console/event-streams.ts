import type { ServerResponse } from "node:http";
import { type EventType, text } from "@dingdan/contract";
import type { FastifyReply } from "fastify";
import type { EventRelay } from "../events/event-relay.js";
import type { EventTail } from "../events/event-tail.js";
import { Problem } from "../http/problem.js";
import type { LimitHits } from "../limits/limit-hits.js";
import type { ConsoleSession } from "../storage/console-store.js";

/** How many streams a session may have: one for each window that is in front. */
const OF_SESSION_MAX = 6;
/** How many the sessions of one admin key or one merchant may have. */
const OF_CREDENTIAL_MAX = 64;
/** How many a process has at most. */
const STREAMS_MAX = 256;

/** How often it is checked whether the session of each stream is still valid. */
const CHECK_EVERY_MS = 5_000;
/** How often a comment is sent, so that no proxy closes a silent stream: with every third check. */
const CHECKS_PER_HEARTBEAT = 3;

/** A client that has not read this many bytes misses what comes meanwhile. */
const UNREAD_BYTES_MAX = 16 * 1024;

/** How long a browser waits before it connects again. */
const RETRY_MS = 5_000;

export interface EventStreamParts {
  readonly tail: EventTail;
  readonly relay: Pick<EventRelay, "isStopped" | "onMoved">;
  readonly limitHits: Pick<LimitHits, "hit">;
}

interface Stream {
  readonly session: ConsoleSession;
  readonly response: ServerResponse;
  readonly isSessionValid: () => Promise<boolean>;
}

/**
 * The streams of server-sent events that keep the console's pages up to date. A message says which types of
 * events happened, not what happened: the page reads what it shows again, with its own rights.
 */
export class EventStreams {
  readonly #parts: EventStreamParts;
  readonly #streams = new Set<Stream>();
  #timer: NodeJS.Timeout | null = null;
  #checkCount = 0;

  constructor(parts: EventStreamParts) {
    this.#parts = parts;
    parts.relay.onMoved(() => {
      if (parts.relay.isStopped) this.#endAll();
    });
  }

  /** How many are open. */
  get count(): number {
    return this.#streams.size;
  }

  /**
   * Answers a request with a stream, which ends with the session and when the platform stops.
   * @throws Problem when there are too many, or the platform stops
   */
  async open(reply: FastifyReply, given: Omit<Stream, "response">): Promise<void> {
    const { session } = given;
    const response = reply.raw;
    this.#requireRoom(session);
    const stopListening = await this.#parts.tail.listen((kinds) => {
      const own = kinds.filter(({ appid }) => session.appid === null || appid === session.appid);
      const types = new Set(own.map(({ type }) => type));
      if (types.size > 0 && response.headersSent) report(response, [...types]);
    });
    try {
      this.#requireRoom(session);
    } catch (problem) {
      stopListening();
      throw problem;
    }
    if (response.destroyed) {
      stopListening();
      return;
    }
    const stream = { ...given, response };
    this.#streams.add(stream);
    this.#timer ??= setInterval(() => void this.#checkInTime(), CHECK_EVERY_MS).unref();
    response.once("close", () => {
      stopListening();
      this.#remove(stream);
    });
    reply.hijack();
    begin(response);
  }

  /** Ends the streams whose session has ended. Call it when one was ended here, so that none waits. */
  async check(): Promise<void> {
    await Promise.all(
      [...this.#streams].map(async ({ response, isSessionValid }) => {
        // While the database fails, no session is known to have ended; the stream has no data either.
        if (!(await isSessionValid().catch(() => true))) response.end();
      }),
    );
  }

  async #checkInTime(): Promise<void> {
    if (++this.#checkCount % CHECKS_PER_HEARTBEAT === 0) {
      for (const { response } of this.#streams) write(response, ":\n\n");
    }
    await this.check();
  }

  #remove(stream: Stream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #endAll(): void {
    for (const { response } of this.#streams) response.end();
  }

  #requireRoom(session: ConsoleSession): void {
    if (this.#parts.relay.isStopped) throw CLOSING;
    const all = [...this.#streams].map((stream) => stream.session);
    const ofSession = all.filter(({ id }) => id === session.id).length;
    const ofCredential = all.filter(
      ({ credentialHash }) => credentialHash === session.credentialHash,
    ).length;
    const isFull = all.length >= STREAMS_MAX;
    if (!isFull && ofSession < OF_SESSION_MAX && ofCredential < OF_CREDENTIAL_MAX) return;
    this.#parts.limitHits.hit("console_streams", { appid: session.appid });
    throw isFull ? FULL : TOO_MANY;
  }
}

function begin(response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // nginx would collect messages otherwise.
    "x-accel-buffering": "no",
  });
  response.write(`retry: ${RETRY_MS}\n\n`);
}

const report = (response: ServerResponse, types: readonly EventType[]) =>
  write(response, `data: ${JSON.stringify({ types })}\n\n`);

function write(response: ServerResponse, message: string): void {
  if (response.writableLength < UNREAD_BYTES_MAX) response.write(message);
}

const TOO_MANY = new Problem(
  429,
  text(
    "Too many windows follow the events with this sign-in: close some. The pages refresh every few seconds all the same.",
    "同一登录打开的窗口过多，请关闭一些。页面仍会每隔几秒自动刷新。",
  ),
);

const FULL = new Problem(
  503,
  text(
    "Too many windows follow the events of this platform. The pages refresh every few seconds all the same.",
    "跟踪本平台事件的窗口过多。页面仍会每隔几秒自动刷新。",
  ),
);

const CLOSING = new Problem(
  503,
  text("The platform is stopping: connect again.", "平台正在停止，请重新连接。"),
);
