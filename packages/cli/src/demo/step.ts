import type { Language, Text } from "@dingdan/contract";
import { redacted, redactedPath } from "./redaction.js";

/** One call of the demo with its reply, without secrets. */
export interface DemoStep {
  readonly chapter: Text;
  readonly title: Text;
  readonly method: string;
  readonly path: string;
  /** Null: a call without a body. */
  readonly request: unknown;
  readonly status: number;
  readonly reply: unknown;
  readonly durationMs: number;
  readonly isAsExpected: boolean;
  /** The member of a long reply that the step is about, such as `order.order_state`. */
  readonly point: string | null;
}

export interface DemoCall<Reply> {
  readonly chapter: Text;
  readonly title: Text;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** An admin key or a session's token. */
  readonly bearer?: string;
  readonly point?: string;
  readonly expect: (reply: Reply) => boolean;
}

/** The platform that the demo calls. */
export interface Stage {
  readonly url: string;
  readonly adminKey: string;
  readonly language: Language;
}

/**
 * Makes one call, yields the step and returns the reply for the next step. The consumer stops after an
 * unexpected reply: later steps depend on it.
 */
export async function* demoStep<Reply>(
  { url, language }: Stage,
  { chapter, title, method, path, body, bearer, point, expect }: DemoCall<Reply>,
): AsyncGenerator<DemoStep, Reply> {
  const startedAtMs = performance.now();
  const response = await fetch(url + path, {
    method,
    headers: {
      "accept-language": language,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const reply = (await response.json()) as Reply;
  yield {
    chapter,
    title,
    method,
    path: redactedPath(path),
    request: body === undefined ? null : redacted(body),
    status: response.status,
    reply: redacted(reply),
    durationMs: performance.now() - startedAtMs,
    isAsExpected: response.ok && expect(reply),
    point: point ?? null,
  };
  return reply;
}
