import {
  languageOf,
  messageOf,
  type OperationKey,
  type Violation,
  type ViolationReport,
} from "@dingdan/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { STRICT_HEADERS } from "../http/strict-headers.js";
import { redactText } from "../request-log/redact.js";
import type { RequestLog } from "../request-log/request-log.js";
import type { CountCall } from "../statistics/counted-orders.js";
import { refusalReply } from "./envelope.js";

const WIRE_HEADERS = { ...STRICT_HEADERS, "content-type": "application/json; charset=utf-8" };

/** Whose call is answered, and which. */
export interface AnsweredFor {
  /** Null when that could not be told. */
  readonly appid: string | null;
  /** The third-party platform that called; null when the app called itself. */
  readonly component?: string | null;
  /** Null for a path or a method that is no interface's. */
  readonly operation?: OperationKey | null;
  /** When the call came. */
  readonly nowMs: number;
}

/** What is to be answered on the wire instead of a success. */
export interface Refusal extends AnsweredFor {
  readonly violation: Violation;
  /** What failed on our side, for the log alone. */
  readonly fault?: unknown;
}

/** A reply that is no refusal; of a dry-run, with the rule that the call would break first. */
export interface Success extends AnsweredFor {
  readonly reply: Readonly<Record<string, unknown>>;
  readonly violation?: Violation | null;
}

export type SendRefusal = (
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
) => FastifyReply;
export type SendSuccess = (
  request: FastifyRequest,
  reply: FastifyReply,
  success: Success,
) => FastifyReply;

/**
 * How every call of the wire is answered, and put down in the request log under its rid. (The rid is
 * the request's id from its beginning on, so every line of the log has it.)
 */
export function wireAnswers(
  requestLog: RequestLog,
  count: CountCall,
): {
  readonly sendRefusal: SendRefusal;
  readonly sendSuccess: SendSuccess;
} {
  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    body: Readonly<Record<string, unknown>>,
    answered: AnsweredFor & { readonly violation: Violation | null; readonly message: string },
  ) => {
    count({
      appid: answered.appid,
      operation: answered.operation ?? null,
      errcode: answered.violation?.error.code ?? 0,
      url: request.url,
      atMs: answered.nowMs,
    });
    requestLog.record(answered.violation === null ? "success" : "refusal", () => ({
      rid: request.id,
      atMs: answered.nowMs,
      appid: answered.appid,
      componentAppid: answered.component ?? null,
      operation: answered.operation ?? null,
      method: request.method,
      url: request.url,
      durationMs: Math.round(reply.elapsedTime),
      clientIp: request.ip,
      userAgent: request.headers["user-agent"] ?? null,
      contentType: contentTypeOf(request),
      hasAuthorizationHeader: request.headers.authorization !== undefined,
      body: request.body as Buffer | undefined,
      reply: body,
      message: answered.message,
      violation: answered.violation,
    }));
    // Written past the framework: what it does for pages is not needed here, and costs as much as all
    // that is judged of an upload.
    const text = JSON.stringify(body);
    reply.hijack();
    reply.raw.writeHead(200, { ...WIRE_HEADERS, "content-length": Buffer.byteLength(text) });
    reply.raw.end(text);
    return reply;
  };
  return {
    sendRefusal: (request, reply, refusal) => {
      const { violation, appid, component = null, fault } = refusal;
      const { error, path } = violation;
      const facts = {
        rid: request.id,
        appid,
        ...(component === null ? {} : { component }),
        method: request.method,
        // Where a ? was forgotten, the token stands in the path.
        path: redactText(pathOf(request)),
        errcode: error.code,
        fault: path,
        durationMs: Math.round(reply.elapsedTime),
      };
      if (fault === undefined) request.log.info(facts, error.name);
      else request.log.error({ ...facts, err: fault }, error.name);
      const language = languageOf(request.headers["accept-language"]);
      const body = refusalReply(violation, language, request.id);
      return send(request, reply, body, { ...refusal, message: messageOf(violation, language) });
    },
    sendSuccess: (request, reply, success) => {
      const { violation = null } = success;
      const language = languageOf(request.headers["accept-language"]);
      const message = violation === null ? "ok" : messageOf(violation, language);
      return send(request, reply, success.reply, { ...success, violation, message });
    },
  };
}

/** The reply of a dry-run: every violation, and the first as the call itself would be answered. */
export function dryRunReply(violations: readonly ViolationReport[], rid: string) {
  const [first] = violations;
  return {
    errcode: first?.errcode ?? 0,
    errmsg: first === undefined ? "ok" : `${first.message} rid: ${rid}`,
    violations,
  };
}

/** The path of a request, without its query: that may hold a token. */
export const pathOf = (request: FastifyRequest): string => request.url.split("?", 1)[0] as string;

/** The Content-Type as it came: the server takes it from the headers, so that no body is refused for it. */
function contentTypeOf({ raw }: FastifyRequest): string | null {
  const at = raw.rawHeaders.findIndex(
    (name, index) => index % 2 === 0 && name.toLowerCase() === "content-type",
  );
  return raw.rawHeaders[at + 1] === undefined || at < 0 ? null : (raw.rawHeaders[at + 1] ?? null);
}
