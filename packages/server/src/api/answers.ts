import { languageOf, messageOf, type OperationKey, type Violation } from "@dingdan/contract";
import type { FastifyBaseLogger } from "fastify";
import { STRICT_HEADERS } from "../http/strict-headers.js";
import type { TickGate } from "../http/tick-gate.js";
import type { AnsweredCall } from "../request-log/answered-call.js";
import { loggedPath } from "../request-log/logged-path.js";
import type { RequestLog } from "../request-log/request-log.js";
import { countCall } from "../statistics/count-outcomes.js";
import type { FaultCounts } from "../statistics/fault-counts.js";
import type { Statistics } from "../statistics/statistics.js";
import { refusalReply } from "./envelope.js";
import { type Exchange, pathOf } from "./exchange.js";

/** The cause of a call whose deadline passed, as far as it is known afterwards. */
const FAILED_LATE = "a call failed after its deadline had passed";

const WIRE_HEADERS = { ...STRICT_HEADERS, "content-type": "application/json; charset=utf-8" };

/** The call that is answered. */
export interface AnsweredFor {
  /** Null when the app is not known. */
  readonly appid: string | null;
  /** The third-party platform that called; null when the app called itself. */
  readonly component?: string | null;
  /** Null for a path or a method that no operation has. */
  readonly operation?: OperationKey | null;
  /** When the call arrived. */
  readonly nowMs: number;
}

/** The answer to a rejected call, or to a call that failed inside the platform. */
export interface Refusal extends AnsweredFor {
  readonly violation: Violation;
  /** The internal error, which only the log shows. */
  readonly fault?: unknown;
}

/** A successful answer; for a dry-run, with the first rule that the call would break. */
export interface Success extends AnsweredFor {
  readonly reply: Readonly<Record<string, unknown>>;
  readonly violation?: Violation | null;
}

/** Each call is answered once: a later answer, for a call whose deadline passed, is dropped. */
export interface WireAnswers {
  readonly sendRefusal: (exchange: Exchange, refusal: Refusal) => void;
  readonly sendSuccess: (exchange: Exchange, success: Success) => void;
}

/** The parts that send an answer, log it and count it. */
export interface AnswerParts {
  readonly gate: TickGate;
  /** True while the server closes: each connection is closed after its next answer. */
  readonly isClosing: () => boolean;
  readonly requestLog: RequestLog;
  readonly statistics: Statistics;
  readonly faults: FaultCounts;
  readonly log: Pick<FastifyBaseLogger, "info" | "error">;
}

/**
 * Answers every call of the wire, and records it in the request log under its rid. (The rid is the
 * request's id from the start, so every log line about the call has it.)
 */
export function wireAnswers(parts: AnswerParts): WireAnswers {
  const { requestLog, statistics, faults, log, ...sending } = parts;
  const send = (
    exchange: Exchange,
    body: Readonly<Record<string, unknown>>,
    answered: Answered,
  ) => {
    const { url = "" } = exchange.request;
    const json = JSON.stringify(body);
    exchange.isAnswered = true;
    writeReply(exchange, json, sending).catch(() => exchange.response.destroy());
    countCall(statistics, {
      appid: answered.appid,
      operation: answered.operation ?? null,
      errcode: answered.violation?.error.code ?? 0,
      url,
      atMs: answered.nowMs,
    });
    requestLog.record(answered.violation === null ? "success" : "refusal", () =>
      answeredCall(exchange, body, answered),
    );
  };
  return {
    sendRefusal: (exchange, refusal) => {
      const { request, rid, isAnswered } = exchange;
      if (isAnswered) {
        if (refusal.fault !== undefined) log.error({ rid, err: refusal.fault }, FAILED_LATE);
        return;
      }
      const { violation } = refusal;
      if (refusal.fault !== undefined) faults.count(refusal.fault);
      logRefusal(log, exchange, refusal);
      const language = languageOf(request.headers["accept-language"]);
      const body = refusalReply(violation, language, rid);
      send(exchange, body, { ...refusal, message: messageOf(violation, language) });
    },
    sendSuccess: (exchange, success) => {
      if (exchange.isAnswered) return;
      const { violation = null } = success;
      const language = languageOf(exchange.request.headers["accept-language"]);
      const message = violation === null ? "ok" : messageOf(violation, language);
      send(exchange, success.reply, { ...success, violation, message });
    },
  };
}

type Answered = AnsweredFor & { readonly violation: Violation | null; readonly message: string };

function answeredCall(
  exchange: Exchange,
  reply: Readonly<Record<string, unknown>>,
  { nowMs, appid, component = null, operation = null, message, violation }: Answered,
): AnsweredCall {
  const { method = "", url = "", headers } = exchange.request;
  return {
    rid: exchange.rid,
    atMs: nowMs,
    appid,
    componentAppid: component,
    operation,
    method,
    url,
    durationMs: durationOf(exchange),
    clientIp: exchange.clientIp,
    userAgent: headers["user-agent"] ?? null,
    contentType: contentTypeOf(exchange),
    hasAuthorizationHeader: headers.authorization !== undefined,
    body: exchange.body,
    reply,
    message,
    violation,
  };
}

function logRefusal(log: AnswerParts["log"], exchange: Exchange, refusal: Refusal): void {
  const { appid, component = null, fault } = refusal;
  const { error, path } = refusal.violation;
  const facts = {
    rid: exchange.rid,
    appid,
    ...(component === null ? {} : { component }),
    method: exchange.request.method,
    path: loggedPath(pathOf(exchange.request)),
    errcode: error.code,
    fault: path,
    durationMs: durationOf(exchange),
  };
  if (fault === undefined) log.info(facts, error.name);
  else log.error({ ...facts, err: fault }, error.name);
}

async function writeReply(
  { response, hasUnreadBody }: Exchange,
  json: string,
  { gate, isClosing }: Pick<AnswerParts, "gate" | "isClosing">,
): Promise<void> {
  if (!gate.isAlone) await gate.wait();
  if (isClosing() || hasUnreadBody) response.setHeader("connection", "close");
  response.writeHead(200, { ...WIRE_HEADERS, "content-length": Buffer.byteLength(json) });
  response.end(json);
}

const durationOf = ({ startedAtMs }: Exchange) => Math.round(performance.now() - startedAtMs);

/** The Content-Type from the raw headers: the server deletes the parsed one before the framework reads it. */
function contentTypeOf({ request: { rawHeaders } }: Exchange): string | null {
  const at = rawHeaders.findIndex(
    (name, index) => index % 2 === 0 && name.toLowerCase() === "content-type",
  );
  return at < 0 ? null : (rawHeaders[at + 1] ?? null);
}
