import { type ServerResponse, STATUS_CODES } from "node:http";
import {
  type Diagnosis,
  type Language,
  languageOf,
  reportDiagnosis,
  type SchemaViolation,
  type Text,
  text,
} from "@dingdan/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { STRICT_HEADERS } from "./strict-headers.js";

/** An error of the operator's and the buyer's interfaces. @see RFC 9457 */
export class Problem extends Error {
  readonly status: number;
  readonly detail: Text;
  readonly violations: readonly SchemaViolation[];
  /** Known mistakes that explain it, likeliest first. */
  readonly causes: readonly Diagnosis[];
  /** For the header Retry-After, in seconds; null for none. */
  readonly retryAfterS: number | null;

  /** @param detail what is wrong and the next step, in both languages */
  constructor(
    status: number,
    detail: Text,
    violations: readonly SchemaViolation[] = [],
    causes: readonly Diagnosis[] = [],
    retryAfterS: number | null = null,
  ) {
    super(detail.en);
    this.name = "Problem";
    this.status = status;
    this.detail = detail;
    this.violations = violations;
    this.causes = causes;
    this.retryAfterS = retryAfterS;
  }

  /** The same problem with its causes; the likeliest is in its detail, which every program shows. */
  explainedBy(causes: readonly Diagnosis[]): Problem {
    const [likeliest] = causes;
    if (likeliest === undefined) return this;
    const [en, zh] = [reportDiagnosis(likeliest, "en"), reportDiagnosis(likeliest, "zh")];
    const detail = text(
      `${this.detail.en.replace(/[.]?$/, ".")} ${en.text} ${en.hint}`,
      `${this.detail.zh.replace(/。?$/, "。")}${zh.text}${zh.hint}`,
    );
    return new Problem(this.status, detail, this.violations, causes);
  }
}

/** A problem reports at most this many violations and drops the rest: a body may break any number. */
const VIOLATIONS_MAX = 1000;

/** The problem of a request that does not match its schemas, with its violations. */
export function invalidRequest(all: readonly SchemaViolation[]): Problem {
  const violations = all.slice(0, VIOLATIONS_MAX);
  const reasons = violations.map(({ path, reason }) => ({
    en: `${path || "the body"} ${reason.en}`,
    zh: `${path || "请求体"} ${reason.zh}`,
  }));
  const detail = text(
    `The request is invalid: ${reasons.map(({ en }) => en).join("; ")}.`,
    `请求不符合约定：${reasons.map(({ zh }) => zh).join("；")}。`,
  );
  return new Problem(400, detail, violations);
}

/** Answers a problem as `application/problem+json`. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): FastifyReply {
  const language = languageOf(request.headers["accept-language"]);
  if (problem.retryAfterS !== null) reply.header("retry-after", problem.retryAfterS);
  if (problem.status === 401) reply.header("www-authenticate", 'Bearer realm="dingdan"');
  return reply
    .code(problem.status)
    .headers(STRICT_HEADERS)
    .type("application/problem+json; charset=utf-8")
    .send(representProblem(problem, language));
}

/** Answers a problem without the framework, for a request whose handler has not ended. */
export function answerProblem(
  request: FastifyRequest,
  response: ServerResponse,
  problem: Problem,
): void {
  const language = languageOf(request.headers["accept-language"]);
  const body = JSON.stringify(representProblem(problem, language));
  const type = "application/problem+json; charset=utf-8";
  response.writeHead(problem.status, { ...STRICT_HEADERS, "content-type": type });
  response.end(body);
}

function representProblem(problem: Problem, language: Language) {
  const violations = problem.violations.map(({ path, reason }) => ({
    path,
    message: reason[language],
  }));
  return {
    type: "about:blank",
    title: STATUS_CODES[problem.status] ?? "Error",
    status: problem.status,
    detail: problem.detail[language],
    ...(violations.length === 0 ? {} : { violations }),
    ...(problem.causes.length === 0
      ? {}
      : { causes: problem.causes.map((cause) => reportDiagnosis(cause, language)) }),
  };
}
