import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { pipeline } from "node:stream";
import { reasonOf } from "../errors.js";
import { forwardedAnswerHeaders, forwardedRequestHeaders } from "./headers.js";

/** Longer than the platform itself lets a request take. */
const ANSWER_TIMEOUT_MS = 60_000;

/** The most connections to the platform at a time; more requests wait for one. */
const CONNECTIONS_MAX = 256;

export interface ForwardOptions {
  /** The path and the query, as they came. */
  readonly path: string;
  /** Told when the platform gives no answer and the client has none yet. */
  readonly onFailure: (reason: string) => void;
}

/** Passes requests on to the platform, and its answers back, byte by byte as they come. */
export class Forwarder {
  readonly #target: URL;
  readonly #basePath: string;
  readonly #agent: HttpAgent;

  /** @param url the platform's, without a query; a path in it goes before each request's */
  constructor(url: string) {
    this.#target = new URL(url);
    this.#basePath = this.#target.pathname.replace(/\/$/, "");
    const options = { keepAlive: true, maxSockets: CONNECTIONS_MAX };
    this.#agent = this.#isHttps ? new HttpsAgent(options) : new HttpAgent(options);
  }

  forward(
    request: IncomingMessage,
    response: ServerResponse,
    { path, onFailure }: ForwardOptions,
  ): void {
    const method = request.method ?? "GET";
    const { hostname, port, host } = this.#target;
    const onward = (this.#isHttps ? httpsRequest : httpRequest)({
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port,
      method,
      path: this.#basePath + path,
      headers: forwardedRequestHeaders(request.rawHeaders, method, host),
      agent: this.#agent,
      timeout: ANSWER_TIMEOUT_MS,
    });
    onward.on("timeout", () => {
      onward.destroy(new Error(`no answer within ${ANSWER_TIMEOUT_MS / 1000} s`));
    });
    onward.on("response", (answer) => {
      const headers = forwardedAnswerHeaders(answer.rawHeaders);
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
      // An answer that breaks off must not look whole: the pipeline then breaks off to its client.
      pipeline(answer, response, () => undefined);
    });
    onward.on("error", (error) => {
      request.unpipe(onward);
      if (!response.headersSent && !response.destroyed) onFailure(reasonOf(error));
    });
    // A client that went away wants no answer.
    response.on("close", () => {
      if (!response.writableFinished) onward.destroy();
    });
    request.pipe(onward);
  }

  close(): void {
    this.#agent.destroy();
  }

  get #isHttps(): boolean {
    return this.#target.protocol === "https:";
  }
}
