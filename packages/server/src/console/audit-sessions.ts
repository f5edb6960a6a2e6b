import { CONSOLE_OPERATIONS, type ConsoleRole } from "@dingdan/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { auditFacts } from "../audit/audit-facts.js";
import type { Act, AuditTrail } from "../audit/audit-trail.js";
import { operationOf } from "../http/http-operation.js";
import type { Sealer } from "../secrets/seal.js";
import { consoleToken } from "./session-cookie.js";

interface Person {
  readonly keyId: string | null;
  readonly name: string;
  readonly role: ConsoleRole;
  readonly appid: string | null;
}

export interface SessionActs {
  /**
   * Records that a person signs in or out, once their credential was found valid.
   * @throws Problem when that cannot be written
   */
  begin(request: FastifyRequest, person: Person): Promise<void>;
}

/** Records who signs in and out, and who fails to. Register it before the routes. */
export function auditSessions(
  server: FastifyInstance,
  { trail, sealer }: { readonly trail: AuditTrail; readonly sealer: Sealer },
): SessionActs {
  const acts = new WeakMap<FastifyRequest, Act>();
  server.addHook("onSend", async (request, { statusCode: status }, payload) => {
    const operation = operationOf(request);
    const act = acts.get(request);
    if (act !== undefined) await act.end({ status });
    else if (operation !== undefined && status >= 400 && isTry(request)) {
      trail.refused(auditFacts(request, operation, { caller: null, sealer }), status);
    }
    return payload;
  });
  return {
    async begin(request, person) {
      const operation = operationOf(request);
      if (operation === undefined) throw new Error("the route has no operation");
      const caller = { ...person, isSession: true };
      acts.set(request, await trail.begin(auditFacts(request, operation, { caller, sealer })));
    },
  };
}

/** The page for signing in asks without a cookie whether there is a session: that is no try to enter. */
const isTry = (request: FastifyRequest): boolean =>
  operationOf(request) === CONSOLE_OPERATIONS.signIn || Boolean(consoleToken(request));
