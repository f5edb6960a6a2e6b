import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  type AdminOperationKey,
  isObject,
  readValue,
  type Unchecked,
} from "@dingdan/contract";
import { type AdminRefusal, RefusalError, reasonOf, UsageError } from "./errors.js";
import { type HttpInput, type HttpReply, requestOf } from "./http-operation.js";
import type { AdminSettings } from "./settings/admin.js";
import type { Terminal } from "./terminal/terminal.js";
import { TEXTS } from "./texts.js";
import { unreachable } from "./unreachable.js";

type Operations = typeof ADMIN_OPERATIONS;

/** Long enough for a server under load, short enough for a user who waits. A slower call fails. */
const TIMEOUT_MS = 10_000;

/** Calls the admin API; its types come from the contract. */
export class AdminClient {
  readonly #settings: AdminSettings;
  readonly #terminal: Terminal;
  readonly #timeoutMs: number;

  /** @param terminal its language is the one that the server reports problems in */
  constructor(settings: AdminSettings, terminal: Terminal, timeoutMs = TIMEOUT_MS) {
    this.#settings = settings;
    this.#terminal = terminal;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * @param stopped ends a call that waits
   * @throws RefusalError when the server returns a problem
   * @throws UsageError when it does not respond, or its reply is not the operation's
   */
  async call<Key extends AdminOperationKey>(
    key: Key,
    input: HttpInput<Operations[Key]>,
    stopped?: AbortSignal,
  ): Promise<HttpReply<Operations[Key]>> {
    const { url } = this.#settings;
    const response = await this.#send(key, input, this.#ending(stopped));
    const reply = await this.#read(response);
    const { status } = response;
    if (status >= 300) throw new RefusalError(this.#refusalOf(status, reply));
    const read = readValue(ADMIN_OPERATIONS[key].reply, reply);
    // A null stays in the reply: `readValue` omits it.
    if (read.kind === "read") return reply as HttpReply<Operations[Key]>;
    const [first] = read.violations;
    throw new UsageError(TEXTS.connection.otherReply(url, status, first?.path ?? ""));
  }

  /**
   * Like {@link call}, for a reply that may be large: returns the bytes of its JSON as they come. The time
   * limit holds for their beginning.
   * @throws UsageError also from the iteration, when the reply ends too early
   */
  async stream<Key extends AdminOperationKey>(
    key: Key,
    input: HttpInput<Operations[Key]>,
    stopped: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new DOMException("too late", "TimeoutError")),
      this.#timeoutMs,
    );
    const signal = AbortSignal.any([late.signal, stopped]);
    const response = await this.#send(key, input, signal).finally(() => clearTimeout(timer));
    const { status, body } = response;
    if (status >= 300) throw new RefusalError(this.#refusalOf(status, await this.#read(response)));
    const type = response.headers.get("content-type") ?? "";
    if (body === null || !type.startsWith("application/json")) throw this.#notDingdan(status);
    return this.#pieces(body, stopped);
  }

  async *#pieces(body: AsyncIterable<Uint8Array>, stopped: AbortSignal) {
    try {
      yield* body;
    } catch (error) {
      if (stopped.aborted) throw error;
      throw new UsageError(TEXTS.connection.brokenOff(this.#settings.url, reasonOf(error)));
    }
  }

  #ending(stopped: AbortSignal | undefined): AbortSignal {
    const late = AbortSignal.timeout(this.#timeoutMs);
    return stopped === undefined ? late : AbortSignal.any([late, stopped]);
  }

  async #send<Key extends AdminOperationKey>(
    key: Key,
    input: HttpInput<Operations[Key]>,
    signal: AbortSignal,
  ): Promise<Response> {
    const { method, path, body } = requestOf(ADMIN_PREFIX, ADMIN_OPERATIONS[key], input);
    const { url, adminKey } = this.#settings;
    try {
      return await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${adminKey}`,
          "accept-language": this.#terminal.language,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal,
      });
    } catch (error) {
      throw unreachable(url, error, this.#timeoutMs);
    }
  }

  async #read(response: Response): Promise<Unchecked> {
    let text: string;
    try {
      text = await response.text();
    } catch (error) {
      throw unreachable(this.#settings.url, error, this.#timeoutMs);
    }
    try {
      const reply = JSON.parse(text) as unknown;
      if (isObject(reply)) return reply;
    } catch {
      // Handled below: this is not a Dingdan server.
    }
    throw this.#notDingdan(response.status);
  }

  #notDingdan(status: number): UsageError {
    return new UsageError(TEXTS.connection.notDingdan(this.#settings.url, status));
  }

  #refusalOf(status: number, problem: Unchecked): AdminRefusal {
    const { title, detail, violations } = problem;
    if (typeof title !== "string") throw this.#notDingdan(status);
    return {
      interface: "admin",
      status,
      title,
      detail: typeof detail === "string" ? detail : "",
      hint: status === 401 ? this.#terminal.say(TEXTS.connection.adminKeyHint) : null,
      violations: Array.isArray(violations) ? violations.filter(isObject).map(violationOf) : [],
    };
  }
}

function violationOf({ path, message }: Unchecked) {
  return {
    path: typeof path === "string" ? path : "",
    message: typeof message === "string" ? message : "",
  };
}
