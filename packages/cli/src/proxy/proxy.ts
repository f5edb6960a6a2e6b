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
  /** Returns a text in the user's language. */
  readonly say: (words: Text) => string;
  readonly report: (event: ProxyEvent) => void;
}

export interface Proxy {
  /** The value of HTTPS_PROXY for programs: `http://127.0.0.1:8322`. */
  readonly url: string;
  /** Waits up to FINISH_TIMEOUT_MS for requests in progress, then stops. */
  close(): Promise<void>;
}

const HANDSHAKE_TIMEOUT_MS = 10_000;
/**
 * An idle connection is closed after this time, which is longer than the platform's response may take.
 * Node's own limit (`requestTimeout`) only applies to a server that listens itself.
 */
const IDLE_TIMEOUT_MS = 75_000;
const KEEP_ALIVE_TIMEOUT_MS = 30_000;
/** How long a stop waits for requests in progress. The rest is then closed. */
const FINISH_TIMEOUT_MS = 5_000;

/** The first byte of a TLS connection; no HTTP request begins with it. */
const TLS_HANDSHAKE = 0x16;

const PLAIN_PORT = 80;
const TLS_PORT = 443;

/**
 * Starts a proxy that routes WeChat's API hosts to the platform and rejects all others. One port
 * accepts CONNECT requests for such a host, in which the proxy terminates TLS; requests with an
 * absolute URL, which some clients also send for https; and direct TLS connections, from clients that
 * were redirected here and do not know of a proxy.
 * @throws UsageError when it cannot listen
 */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const requests = new Requests(options);
  const tls = tlsServer(options, requests);
  const http = httpServer(options, requests, tls);
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
      await requests.finish();
      await accepting.close();
      requests.close();
    },
  };
}

/** Forwards or rejects the requests of all kinds of connections. */
class Requests {
  readonly #options: ProxyOptions;
  readonly #forwarder: Forwarder;
  readonly #inProgress = new Set<ServerResponse>();
  #isFinishing = false;

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#forwarder = new Forwarder(options.targetUrl);
  }

  forward(request: IncomingMessage, response: ServerResponse, host: string, path: string): void {
    const { targetUrl, say, report } = this.#options;
    const startedAtMs = performance.now();
    this.#inProgress.add(response);
    response.on("close", () => {
      this.#inProgress.delete(response);
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
        respondWithText(request, response, 502, `${say(message)}\n${say(hint)}\n`);
      },
    });
  }

  refuse(request: IncomingMessage, response: ServerResponse, destination: string): void {
    this.#options.report({ kind: "refused", destination });
    respondWithText(request, response, 403, this.refusal(destination));
  }

  refusal(destination: string): string {
    const { message, hint } = TEXTS.proxy.refused(destination, [...WECHAT_API_HOSTS]);
    return `${this.#options.say(message)}\n${this.#options.say(hint)}\n`;
  }

  /** Resolves when no request is in progress, or after FINISH_TIMEOUT_MS. */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    const closed = (response: ServerResponse) =>
      new Promise<void>((resolve) => response.once("close", () => resolve()));
    await Promise.race([
      Promise.all([...this.#inProgress].map(closed)),
      wait(FINISH_TIMEOUT_MS, undefined, { ref: false }),
    ]);
  }

  close(): void {
    this.#forwarder.close();
  }
}

/** Terminates TLS for WeChat's hosts; the client names the host in the TLS handshake (SNI). */
function tlsServer({ authority, report }: ProxyOptions, requests: Requests): HttpsServer {
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
      if (path.startsWith("/")) requests.forward(request, response, host, path);
      else requests.refuse(request, response, destinationOf(path));
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

/** The HTTP proxy: CONNECT, and requests with an absolute URL. */
function httpServer({ report }: ProxyOptions, requests: Requests, tls: HttpsServer): HttpServer {
  const server = createHttpServer(
    { keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS },
    (request, response) => {
      const destination = wechatUrl(request.url ?? "");
      if (destination === null)
        requests.refuse(request, response, destinationOf(request.url ?? ""));
      else requests.forward(request, response, destination.host, destination.path);
    },
  );
  server.setTimeout(IDLE_TIMEOUT_MS);
  server.on("connect", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const destination = request.url ?? "";
    if (wechatApiHost(destination, TLS_PORT) === null) {
      report({ kind: "refused", destination });
      socket.end(refusedTunnel(requests.refusal(destination)), () => socket.destroy());
      return;
    }
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    tls.emit("connection", socket);
  });
  return server;
}

/** The host and the path of an absolute URL of WeChat's API, unchanged; null for any other URL. */
function wechatUrl(url: string): { readonly host: string; readonly path: string } | null {
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

/** The destination of a request, without parts that may be secret. */
const destinationOf = (url: string): string =>
  /^[a-z]+:\/\/([^/?#]*@)?(?<authority>[^/?#]*)/i.exec(url)?.groups?.["authority"] ??
  loggedPath(url);

function respondWithText(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
): void {
  // The rest of the request is not read, so this connection cannot be used for another request.
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

/** Passes the first byte of a connection to `decide`, without consuming it. */
function byFirstByte(socket: Socket, decide: (byte: number) => void): void {
  const destroy = () => socket.destroy();
  socket.setTimeout(HANDSHAKE_TIMEOUT_MS, destroy);
  socket.once("readable", () => {
    socket.setTimeout(0, destroy);
    const first = socket.read(1) as Buffer | null;
    if (first === null) {
      destroy();
      return;
    }
    socket.unshift(first);
    decide(first[0] as number);
  });
}
