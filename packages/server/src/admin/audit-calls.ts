import { auditRuleOf, type HttpOperation } from "@dingdan/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import { type AuditCaller, auditFacts } from "../audit/audit-facts.js";
import { idsIn } from "../audit/audit-target.js";
import type { Act, AuditTrail } from "../audit/audit-trail.js";
import { operationOf } from "../http/http-operation.js";
import type { Sealer } from "../secrets/seal.js";
import { findCaller } from "./authorize.js";

export interface AuditCallParts {
  readonly trail: AuditTrail;
  readonly sealer: Sealer;
}

/**
 * Records the calls of the operator's interface: an act before its handler runs and again before it is
 * answered, and a call that is refused. Register it before the routes.
 */
export function auditCalls(admin: FastifyInstance, { trail, sealer }: AuditCallParts): void {
  const acts = new WeakMap<FastifyRequest, Act>();
  const answers = new WeakMap<FastifyRequest, unknown>();
  const factsOf = (request: FastifyRequest, operation: HttpOperation) =>
    auditFacts(request, operation, { caller: callerIn(request), sealer });

  admin.addHook("onRoute", (route) => {
    const { operation } = (route.config ?? {}) as { readonly operation?: HttpOperation };
    if (operation === undefined || auditRuleOf(operation) !== "act") return;
    route.handler = recorded(route.handler, async (request) => {
      const act = await trail.begin(factsOf(request, operation));
      acts.set(request, act);
      return act;
    });
  });

  admin.addHook("preSerialization", async (request, reply, answer) => {
    if (reply.statusCode < 400) answers.set(request, answer);
    return answer;
  });

  admin.addHook("onSend", async (request, reply, payload) => {
    const { statusCode: status } = reply;
    const act = acts.get(request);
    const operation = operationOf(request);
    if (act !== undefined) await act.end({ status, target: idsIn(answers.get(request)) });
    else if (operation !== undefined && isRefusal(operation, request.method, status)) {
      trail.refused(factsOf(request, operation), status);
    }
    return payload;
  });
}

/** The statuses of a call that its caller may not make, and of one that guessed too often. */
const NOT_ALLOWED: ReadonlySet<number> = new Set([401, 403, 429]);

/** A call that changes nothing is only recorded when its caller may not make it. */
const isRefusal = (operation: HttpOperation, method: string, status: number): boolean =>
  NOT_ALLOWED.has(status) ||
  (status >= 400 && method !== "HEAD" && auditRuleOf(operation) !== "nothing");

/** A handler that runs after its begin was recorded. A HEAD request has no content, so it takes nothing away. */
const recorded = (
  handler: RouteHandlerMethod,
  begin: (request: FastifyRequest) => Promise<Act>,
): RouteHandlerMethod =>
  async function (request, reply) {
    if (request.method === "HEAD") return handler.call(this, request, reply);
    const act = await begin(request);
    try {
      return await handler.call(this, request, reply);
    } finally {
      // Its deadline passed, so the framework sends no answer.
      if (isAnsweredLate(reply)) await act.end({ status: 503, isLate: true });
    }
  };

const isAnsweredLate = (reply: FastifyReply): boolean => reply.sent;

function callerIn(request: FastifyRequest): AuditCaller | null {
  const caller = findCaller(request);
  if (caller === null) return null;
  const { session, ...others } = caller;
  return { ...others, appid: session?.appid ?? null, isSession: session !== null };
}
