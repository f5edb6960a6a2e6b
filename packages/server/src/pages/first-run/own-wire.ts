import {
  isObject,
  OPERATIONS,
  type OperationKey,
  type OperationKeyWith,
  text,
} from "@dingdan/contract";
import type { FastifyRequest } from "fastify";
import { Problem } from "../../http/problem.js";
import type { PostToUrl } from "../../outbound/server-call.js";
import type { DemoApp } from "../demo-app.js";

/** Of the calls of the first page, as the request log shows it. */
const USER_AGENT = "dingdan first page";

const TIMEOUT_MS = 5_000;
const ANSWER_BYTES_MAX = 65_536;

type Members = Readonly<Record<string, unknown>>;

/**
 * Calls the wire of this platform over HTTP, as a merchant's server does. So the buttons of the first page
 * do what the commands beside them do, and the request log shows these calls like all others.
 */
export class OwnWire {
  readonly #origin: string;
  readonly #post: PostToUrl;
  readonly #app: DemoApp;
  readonly #language: string;

  /** @param request came to this machine, so its socket names an address that is open here */
  constructor(request: FastifyRequest, post: PostToUrl, app: DemoApp) {
    const { localAddress = "127.0.0.1", localPort = 0 } = request.raw.socket;
    const address = localAddress.replace(/^::ffff:/, "");
    this.#origin = `http://${address.includes(":") ? `[${address}]` : address}:${localPort}`;
    this.#post = post;
    this.#app = app;
    this.#language = request.headers["accept-language"] ?? "en";
  }

  /** A new token, as the first command gets it. */
  token(): Promise<Members> {
    const { appid, secret } = this.#app;
    const query = new URLSearchParams({ grant_type: "client_credential", appid, secret });
    return this.#send("getAccessToken", `?${query.toString()}`, null);
  }

  /** A call as the demo app. Its stable token leaves the tokens of the user's own programs as they are. */
  async call(key: OperationKeyWith<"access_token">, body: Members): Promise<Members> {
    const { appid, secret } = this.#app;
    const credentials = { grant_type: "client_credential", appid, secret };
    const { access_token: token } = await this.#send("getStableAccessToken", "", credentials);
    const query = new URLSearchParams({ access_token: String(token) });
    return this.#send(key, `?${query.toString()}`, body);
  }

  async #send(key: OperationKey, query: string, body: Members | null): Promise<Members> {
    const { method, path } = OPERATIONS[key];
    const outcome = await this.#post({
      method: method === "GET" ? "GET" : "POST",
      url: this.#origin + path + query,
      headers: {
        "user-agent": USER_AGENT,
        "accept-language": this.#language,
        "content-type": "application/json",
      },
      body: body === null ? "" : JSON.stringify(body),
      timeoutMs: TIMEOUT_MS,
      answerBytesMax: ANSWER_BYTES_MAX,
      closing: NEVER,
    });
    const reply: unknown = outcome.kind === "answered" ? JSON.parse(outcome.body) : null;
    if (isObject(reply)) return reply;
    throw new Problem(503, NOT_REACHED);
  }
}

/** A call in progress ends by itself, before a platform that stops has to. */
const NEVER = new AbortController().signal;

const NOT_REACHED = text(
  "The sandbox could not call its own interface. Try again, or paste the command into a terminal.",
  "沙箱未能调用自身的接口。请重试，或将命令粘贴到终端中运行。",
);
