import { type Agent, request } from "node:http";

/** How a call ended. */
export type Outcome = Answered | Unanswered;

export interface Answered {
  readonly kind: "answered";
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly ms: number;
}

export interface Unanswered {
  /** `cut`: the connection ended before the answer; `refused`: there was none; `silence`: time ran out. */
  readonly kind: "cut" | "refused" | "silence";
  readonly ms: number;
}

export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The address from which the call comes: any of 127.0.0.0/8. */
  readonly from?: string;
  readonly timeoutMs?: number;
  /** Without one, the call has a connection of its own. */
  readonly agent?: Agent;
}

const TIMEOUT_MS = 20_000;

/** Makes a call; never rejects. */
export function call(url: string, options: Call = {}): Promise<Outcome> {
  const { body, from, agent = false, timeoutMs = TIMEOUT_MS } = options;
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const startedMs = performance.now();
  const elapsed = () => performance.now() - startedMs;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const sent = request(url, {
      method: options.method ?? (body === undefined ? "GET" : "POST"),
      headers: { ...options.headers, "content-length": String(Buffer.byteLength(text)) },
      agent,
      signal,
      ...(from === undefined ? {} : { localAddress: from }),
    });
    sent.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", () => undefined);
      response.on("close", () => {
        if (!response.complete)
          return resolve({ kind: signal.aborted ? "silence" : "cut", ms: elapsed() });
        resolve({
          kind: "answered",
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString("utf8"),
          headers: response.headers,
          ms: elapsed(),
        });
      });
    });
    sent.on("error", (error: NodeJS.ErrnoException) => {
      const kind = signal.aborted ? "silence" : error.code === "ECONNREFUSED" ? "refused" : "cut";
      resolve({ kind, ms: elapsed() });
    });
    sent.end(text);
  });
}

/** The JSON object of an answer; empty for anything else. */
export function jsonOf(outcome: Outcome): Record<string, unknown> {
  if (outcome.kind !== "answered") return {};
  try {
    const value: unknown = JSON.parse(outcome.text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** An outcome in a word: `0`, `-1`, another errcode, `HTTP 503`, `cut`. */
export function wordOf(outcome: Outcome): string {
  if (outcome.kind !== "answered") return outcome.kind;
  const { errcode } = jsonOf(outcome);
  if (outcome.status !== 200) return `HTTP ${outcome.status}`;
  return typeof errcode === "number" ? String(errcode) : "0";
}
