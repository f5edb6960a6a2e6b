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

/** Longer than the platform's own request timeout. A slower request fails with 502. */
const ANSWER_TIMEOUT_MS = 60_000;

/** The most connections to the platform at a time. Further requests wait for one. */
const CONNECTIONS_MAX = 256;

export interface ForwardOptions {
  /** The path and the query, unchanged. */
  readonly path: string;
  /** Called when the platform does not respond and the client has no response yet. */
  readonly onFailure: (reason: string) => void;
}

/** Streams requests to the platform and its responses back. */
export class Forwarder {
  readonly #target: URL;
  readonly #basePath: string;
  readonly #agent: HttpAgent;

  /** @param url the platform's URL, without a query; its path is the prefix of each request's path */
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
    const forwarded = (this.#isHttps ? httpsRequest : httpRequest)({
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port,
      method,
      path: this.#basePath + path,
      headers: forwardedRequestHeaders(request.rawHeaders, method, host),
      agent: this.#agent,
      timeout: ANSWER_TIMEOUT_MS,
    });
    forwarded.on("timeout", () => {
      forwarded.destroy(new Error(`no response within ${ANSWER_TIMEOUT_MS / 1000} s`));
    });
    forwarded.on("response", (answer) => {
      const headers = forwardedAnswerHeaders(answer.rawHeaders);
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
      // A truncated response must not look complete: the pipeline then destroys the client's connection.
      pipeline(answer, response, () => undefined);
    });
    forwarded.on("error", (error) => {
      request.unpipe(forwarded);
      if (!response.headersSent && !response.destroyed) onFailure(reasonOf(error));
    });
    // A client that closed its connection needs no response.
    response.on("close", () => {
      if (!response.writableFinished) forwarded.destroy();
    });
    request.pipe(forwarded);
  }

  close(): void {
    this.#agent.destroy();
  }

  get #isHttps(): boolean {
    return this.#target.protocol === "https:";
  }
}
