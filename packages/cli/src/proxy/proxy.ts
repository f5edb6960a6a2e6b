import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import { createServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import type { Text } from "@dingdan/contract";
import type { Authority } from "../certificates/authority.js";
import { reasonOf } from "../errors.js";
import { TEXTS } from "../texts.js";
import type { ProxyEvent } from "./events.js";
import { Forwarder } from "./forwarder.js";
import { type Address, acceptConnections } from "./listener.js";
import { loggedPath } from "./logged-path.js";
import { WECHAT_API_HOSTS, wechatApiHost } from "./wechat-hosts.js";

export interface ProxyOptions extends Address {
  /** The platform's URL. */
  readonly targetUrl: string;
  readonly authority: Authority;
  /** Says a text in the language of whoever runs the proxy. */
  readonly say: (words: Text) => string;
  readonly report: (event: ProxyEvent) => void;
}

export interface Proxy {
  /** What programs take for their HTTPS_PROXY: `http://127.0.0.1:8322`. */
  readonly url: string;
  /** Answers what is under way, for some seconds at most, then stops. */
  close(): Promise<void>;
}

const HANDSHAKE_TIMEOUT_MS = 10_000;
/**
 * A connection on which nothing moves is ended: longer than the platform may take for its answer.
 * Node's own limits on a request (`requestTimeout`) hold for a server that listens itself only.
 */
const IDLE_TIMEOUT_MS = 75_000;
const KEEP_ALIVE_TIMEOUT_MS = 30_000;
/** How long a stop waits for the answers that are under way. */
const FINISH_TIMEOUT_MS = 5_000;

/** The first byte of a TLS connection; no HTTP request begins with it. */
const TLS_HANDSHAKE = 0x16;

const PLAIN_PORT = 80;
const TLS_PORT = 443;

/**
 * Starts a proxy that leads WeChat's API hosts to the platform and refuses all others. On its one
 * port it takes a CONNECT to such a host, in which it speaks TLS for the host; a request with the
 * whole URL, which some clients send even for https; and TLS itself, for what was led here without
 * knowing of a proxy.
 * @throws UsageError when it cannot listen
 */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const exchange = new Exchange(options);
  const tls = tlsServer(options, exchange);
  const http = httpServer(options, exchange, tls);
  const listener = createServer((socket) => {
    byFirstByte(socket, (byte) => {
      (byte === TLS_HANDSHAKE ? tls : http).emit("connection", socket);
    });
  });
  const accepting = await acceptConnections(listener, options);
  return {
    url: accepting.url,
    close: async () => {
      accepting.stop();
      await exchange.finish();
      await accepting.close();
      exchange.close();
    },
  };
}

/** One request and its answer, whichever way the request came. */
class Exchange {
  readonly #options: ProxyOptions;
  readonly #forwarder: Forwarder;
  readonly #underWay = new Set<ServerResponse>();
  #isFinishing = false;

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#forwarder = new Forwarder(options.targetUrl);
  }

  forward(request: IncomingMessage, response: ServerResponse, host: string, path: string): void {
    const { targetUrl, say, report } = this.#options;
    const startedAtMs = performance.now();
    this.#underWay.add(response);
    response.on("close", () => {
      this.#underWay.delete(response);
      report({
        kind: "answered",
        method: request.method ?? "",
        host,
        path: loggedPath(path),
        status: response.statusCode,
        durationMs: performance.now() - startedAtMs,
      });
    });
    if (this.#isFinishing) response.shouldKeepAlive = false;
    this.#forwarder.forward(request, response, {
      path,
      onFailure: (reason) => {
        report({ kind: "unreachable", reason });
        const { message, hint } = TEXTS.proxy.unreachable(targetUrl, reason);
        answerText(request, response, 502, `${say(message)}\n${say(hint)}\n`);
      },
    });
  }

  refuse(request: IncomingMessage, response: ServerResponse, destination: string): void {
    this.#options.report({ kind: "refused", destination });
    answerText(request, response, 403, this.refusal(destination));
  }

  refusal(destination: string): string {
    const { message, hint } = TEXTS.proxy.refused(destination, [...WECHAT_API_HOSTS]);
    return `${this.#options.say(message)}\n${this.#options.say(hint)}\n`;
  }

  /** Fulfilled when nothing is under way any more, or when that takes too long. */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    const closed = (response: ServerResponse) =>
      new Promise<void>((resolve) => response.once("close", () => resolve()));
    await Promise.race([
      Promise.all([...this.#underWay].map(closed)),
      wait(FINISH_TIMEOUT_MS, undefined, { ref: false }),
    ]);
  }

  close(): void {
    this.#forwarder.close();
  }
}

/** What speaks TLS for the hosts, whose names a client sends in the clear before all else (SNI). */
function tlsServer({ authority, report }: ProxyOptions, exchange: Exchange): HttpsServer {
  const server = createHttpsServer(
    {
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      ALPNProtocols: ["http/1.1"],
      SNICallback: (name, done) => {
        const host = wechatApiHost(name, TLS_PORT);
        if (host !== null) return done(null, authority.secureContextFor(host));
        report({ kind: "refused", destination: name });
        done(new Error(`no certificate for ${name}`));
      },
    },
    (request, response) => {
      const path = request.url ?? "";
      const host = request.socket instanceof TLSSocket ? String(request.socket.servername) : "";
      if (path.startsWith("/")) exchange.forward(request, response, host, path);
      else exchange.refuse(request, response, destinationOf(path));
    },
  );
  server.setTimeout(IDLE_TIMEOUT_MS);
  server.on("tlsClientError", (error, socket) => {
    const host = wechatApiHost(String(socket.servername), TLS_PORT);
    if (host !== null) report({ kind: "distrusted", host, reason: reasonOf(error) });
    socket.destroy();
  });
  return server;
}

/** What speaks as proxies do: CONNECT, and requests with a whole URL. */
function httpServer({ report }: ProxyOptions, exchange: Exchange, tls: HttpsServer): HttpServer {
  const server = createHttpServer(
    { keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS },
    (request, response) => {
      const destination = wholeUrl(request.url ?? "");
      if (destination === null)
        exchange.refuse(request, response, destinationOf(request.url ?? ""));
      else exchange.forward(request, response, destination.host, destination.path);
    },
  );
  server.setTimeout(IDLE_TIMEOUT_MS);
  server.on("connect", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const destination = request.url ?? "";
    if (wechatApiHost(destination, TLS_PORT) === null) {
      report({ kind: "refused", destination });
      socket.end(refusedTunnel(exchange.refusal(destination)), () => socket.destroy());
      return;
    }
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    tls.emit("connection", socket);
  });
  return server;
}

/** The host and the path of a whole URL that leads to WeChat's API, both as they came. */
function wholeUrl(url: string): { readonly host: string; readonly path: string } | null {
  const {
    scheme = "",
    authority = "",
    rest = "",
  } = /^(?<scheme>https?):\/\/(?<authority>[^/?#]*)(?<rest>[^#]*)/i.exec(url)?.groups ?? {};
  const port = scheme.toLowerCase() === "https" ? TLS_PORT : PLAIN_PORT;
  const host = wechatApiHost(authority, port);
  if (host === null) return null;
  return { host, path: rest.startsWith("/") ? rest : `/${rest}` };
}

/** Where a request wanted to go, without what may be secret in it. */
const destinationOf = (url: string): string =>
  /^[a-z]+:\/\/([^/?#]*@)?(?<authority>[^/?#]*)/i.exec(url)?.groups?.["authority"] ??
  loggedPath(url);

function answerText(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
): void {
  // What is left of the request is not read, so no other request can follow on this connection.
  response.writeHead(status, {
    ...headerOf(text),
    ...(request.complete ? {} : { connection: "close" }),
  });
  response.end(text);
}

function refusedTunnel(text: string): string {
  const fields = Object.entries({ ...headerOf(text), connection: "close" });
  const header = fields.map(([name, value]) => `${name}: ${value}`).join("\r\n");
  return `HTTP/1.1 403 Forbidden\r\n${header}\r\n\r\n${text}`;
}

const headerOf = (text: string) => ({
  "content-type": "text/plain; charset=utf-8",
  "content-length": String(Buffer.byteLength(text)),
});

/** Tells the first byte that comes, which stays to be read. */
function byFirstByte(socket: Socket, decide: (byte: number) => void): void {
  const giveUp = () => socket.destroy();
  socket.setTimeout(HANDSHAKE_TIMEOUT_MS, giveUp);
  socket.once("readable", () => {
    socket.setTimeout(0, giveUp);
    const first = socket.read(1) as Buffer | null;
    if (first === null) {
      giveUp();
      return;
    }
    socket.unshift(first);
    decide(first[0] as number);
  });
}
