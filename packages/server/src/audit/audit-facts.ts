import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  CONSOLE_OPERATIONS,
  CONSOLE_PREFIX,
  type ConsoleRole,
  type HttpOperation,
} from "@dingdan/contract";
import type { FastifyRequest } from "fastify";
import type { AuditDraft } from "../domain/audit/audit-entry.js";
import { parseBody } from "../domain/request-body.js";
import type { Sealer } from "../secrets/seal.js";
import { targetOf } from "./audit-target.js";
import type { AuditFacts } from "./audit-trail.js";

/** Whose credential a call showed. */
export interface AuditCaller {
  /** The id of the admin key; null for a merchant. */
  readonly keyId: string | null;
  readonly name: string;
  readonly role: ConsoleRole;
  /** The appid of a merchant; null for an operator. */
  readonly appid: string | null;
  /** True for a session of the console. */
  readonly isSession: boolean;
}

/** A caller who showed no valid credential. */
export const ANONYMOUS: AuditDraft["actor"] = { kind: "anonymous" };

export function actorOf(caller: AuditCaller | null): AuditDraft["actor"] {
  if (caller === null) return ANONYMOUS;
  const { keyId, appid, name, role, isSession } = caller;
  if (role === "merchant") return { kind: "merchant", id: appid ?? "", name, role };
  return { kind: isSession ? "console" : "admin_key", id: keyId ?? "", name, role };
}

const KEYS: ReadonlyMap<HttpOperation, string> = new Map(
  [...Object.entries(ADMIN_OPERATIONS), ...Object.entries(CONSOLE_OPERATIONS)].map(
    ([key, operation]) => [operation, key],
  ),
);

const OF_CONSOLE: ReadonlySet<HttpOperation> = new Set(Object.values(CONSOLE_OPERATIONS));

/** What the trail keeps of a call. Of the body: the ids, and the names of the members that it describes. */
export function auditFacts(
  request: FastifyRequest,
  operation: HttpOperation,
  { caller, sealer }: { readonly caller: AuditCaller | null; readonly sealer: Sealer },
): AuditFacts {
  const body = bodyOf(request, operation);
  const members = Object.keys(body).filter((name) => Object.hasOwn(membersOf(operation), name));
  const { query, params: path } = request;
  const isOfConsole = OF_CONSOLE.has(operation);
  return {
    actor: actorOf(caller),
    via: isOfConsole || caller?.isSession === true ? "console" : "admin_api",
    address: request.ip,
    operation: KEYS.get(operation) ?? "",
    method: request.method,
    path: (isOfConsole ? CONSOLE_PREFIX : ADMIN_PREFIX) + operation.path,
    target: targetOf({ path, query, body }, sealer),
    ...(members.length === 0 ? {} : { members }),
    rid: request.id,
  };
}

const membersOf = ({ body }: HttpOperation) => body?.properties ?? {};

/** The members of a body that the operation describes; none for any other body. */
function bodyOf({ body }: FastifyRequest, operation: HttpOperation): Record<string, unknown> {
  if (operation.body === undefined) return {};
  const parsed = parseBody(body as Buffer | undefined);
  return parsed.kind === "object" ? parsed.value : {};
}
