import {
  broken,
  type ErrorName,
  findOperationKey,
  hasCredential,
  languageOf,
  OPERATIONS,
  type Operation,
  type OperationKey,
  reportViolation,
  text,
  type Violation,
} from "@dingdan/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../clock.js";
import type { Store } from "../storage/store.js";
import { refusalReply } from "./envelope.js";
import type { InterfaceQuotas } from "./interface-quotas.js";
import { refuse } from "./outcome.js";
import { newRid } from "./rid.js";
import { carryOut, dryRun, type WireCall } from "./wire-calls.js";

export const DRY_RUN_PREFIX = "/dingdan/v1/validate/";

/** Every path under which an interface is reached. */
const pathsOf = ({ path, aliasPaths = [] }: Operation): readonly string[] => [path, ...aliasPaths];

const WIRE_PATHS = new Map<string, Operation>(
  Object.values(OPERATIONS).flatMap((operation: Operation) =>
    pathsOf(operation).map((path) => [path, operation] as const),
  ),
);

/** True of the paths that are answered as WeChat answers: everything that is no part of our own. */
export function isWirePath(path: string): boolean {
  return !/^\/(admin|buyer)(\/|$)/.test(path);
}

/** The error for a call that no route takes: another method's, or no interface at all. */
export function unroutedError(path: string): ErrorName {
  return WIRE_PATHS.get(path)?.wrongMethodError ?? "INVALID_URL";
}

/** What is to be answered on the wire instead of a success. */
export interface Refusal {
  readonly violation: Violation;
  readonly appid: string | null;
  /** The third-party platform that called. */
  readonly component?: string | null;
  readonly nowMs: number;
  /** What failed on our side, for the log alone. */
  readonly fault?: unknown;
}

/** Answers a refusal on the wire, and logs it under the same rid: a fault of ours with its cause. */
export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  { violation, appid, component = null, nowMs, fault }: Refusal,
): FastifyReply {
  const rid = newRid(nowMs);
  const { error, path } = violation;
  const facts = {
    rid,
    appid,
    ...(component === null ? {} : { component }),
    method: request.method,
    path: pathOf(request),
    errcode: error.code,
    fault: path,
    durationMs: Math.round(reply.elapsedTime),
  };
  if (fault === undefined) request.log.info(facts, error.name);
  else request.log.error({ ...facts, err: fault }, error.name);
  return reply
    .code(200)
    .type("application/json; charset=utf-8")
    .send(refusalReply(violation, languageOf(request.headers["accept-language"]), rid));
}

/** The path of a request, without its query: that may hold a token. */
export const pathOf = (request: FastifyRequest): string => request.url.split("?", 1)[0] as string;

/** What the wire is made of. */
export interface WireParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly quotas: InterfaceQuotas;
}

/** Registers every interface of the wire, and the dry-run of each. */
export function registerWireRoutes(
  server: FastifyInstance,
  { store, clock, quotas }: WireParts,
): void {
  for (const [key, operation] of Object.entries(OPERATIONS) as [OperationKey, Operation][]) {
    for (const url of pathsOf(operation)) {
      server.route({
        method: operation.method,
        url,
        handler: async (request, reply) => {
          const call = wireCall(request, clock, quotas, key);
          const { outcome, appid, component } = await carryOut(key, call, store);
          if (outcome.kind === "answered") {
            return reply.type("application/json; charset=utf-8").send(outcome.reply);
          }
          const { violation } = outcome;
          return sendRefusal(request, reply, { violation, appid, component, nowMs: call.nowMs });
        },
      });
    }
  }
  server.post(`${DRY_RUN_PREFIX}:operation`, async (request, reply) => {
    const key = findOperationKey((request.params as { operation: string }).operation);
    const call = wireCall(request, clock, quotas, key ?? "getAccessToken");
    const outcome =
      key !== null && hasCredential(key, "access_token")
        ? await dryRun(key, call, store)
        : unknownOperation();
    if (outcome.kind === "refused") {
      const { violation } = outcome;
      return sendRefusal(request, reply, { violation, appid: null, nowMs: call.nowMs });
    }
    const violations = outcome.violations.map((violation) =>
      reportViolation(violation, call.language),
    );
    const [first] = violations;
    return reply.type("application/json; charset=utf-8").send({
      errcode: first?.errcode ?? 0,
      errmsg: first === undefined ? "ok" : `${first.message} rid: ${newRid(call.nowMs)}`,
      violations,
    });
  });
}

function unknownOperation() {
  const keys = Object.keys(OPERATIONS) as OperationKey[];
  const names = keys
    .filter((key) => hasCredential(key, "access_token"))
    .map((key) => OPERATIONS[key].name)
    .join(", ");
  return refuse(
    "INVALID_URL",
    "",
    text(`the operation is one of ${names}`, `可用的接口：${names}`),
  );
}

function wireCall(
  request: FastifyRequest,
  clock: Clock,
  quotas: InterfaceQuotas,
  key: OperationKey,
): WireCall {
  const nowMs = clock.nowMs();
  return {
    query: request.query as Record<string, unknown>,
    body: request.body as Buffer | undefined,
    nowMs,
    language: languageOf(request.headers["accept-language"]),
    clientIp: request.ip,
    exceededQuota: (app) => quotas.exceeded(app, key, nowMs),
  };
}

/** What an error of the framework means on the wire: a body it would not take, or a fault of ours. */
export function frameworkViolation(error: {
  readonly code?: string;
  readonly statusCode?: number;
}): Violation {
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return broken(
      "DATA_FORMAT_ERROR",
      "",
      text("the body is larger than 2 MiB", "请求体超过 2 MiB"),
    );
  }
  const isCallers =
    error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500;
  return isCallers ? broken("DATA_FORMAT_ERROR", "") : broken("SYSTEM_ERROR", "");
}
