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
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Clock } from "../clock.js";
import type { CallerLookups } from "../storage/cached-lookups.js";
import type { Store } from "../storage/store.js";
import { dryRunReply, type wireAnswers } from "./answers.js";
import type { InterfaceQuotas } from "./interface-quotas.js";
import { refuse } from "./outcome.js";
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
  return !/^\/(admin|buyer|console|metrics)(\/|$)/.test(path);
}

/** The error for a call that no route takes: another method's, or no interface at all. */
export function unroutedError(path: string): ErrorName {
  return WIRE_PATHS.get(path)?.wrongMethodError ?? "INVALID_URL";
}

/** What the wire is made of. */
export interface WireParts {
  readonly store: Store;
  readonly lookups: CallerLookups;
  readonly clock: Clock;
  readonly quotas: InterfaceQuotas;
}

/** Registers every interface of the wire, and the dry-run of each. */
export function registerWireRoutes(
  server: FastifyInstance,
  { store, lookups, clock, quotas }: WireParts,
  { sendRefusal, sendSuccess }: ReturnType<typeof wireAnswers>,
): void {
  for (const [key, operation] of Object.entries(OPERATIONS) as [OperationKey, Operation][]) {
    for (const url of pathsOf(operation)) {
      server.route({
        method: operation.method,
        // HEAD is another method, and one that would issue tokens which nobody receives.
        exposeHeadRoute: false,
        url,
        handler: async (request, reply) => {
          const call = wireCall(request, clock, quotas, key);
          const { outcome, appid, component } = await carryOut(key, call, store, lookups);
          const whose = { appid, component, operation: key, nowMs: call.nowMs };
          if (outcome.kind === "answered") {
            return sendSuccess(request, reply, { ...whose, reply: outcome.reply });
          }
          return sendRefusal(request, reply, { ...whose, violation: outcome.violation });
        },
      });
    }
  }
  server.post(`${DRY_RUN_PREFIX}:operation`, async (request, reply) => {
    const operation = findOperationKey((request.params as { operation: string }).operation);
    const call = wireCall(request, clock, quotas, operation ?? "getAccessToken");
    const { outcome, appid, component } =
      operation !== null && hasCredential(operation, "access_token")
        ? await dryRun(operation, call, store, lookups)
        : { outcome: unknownOperation(), appid: null, component: null };
    const whose = { appid, component, operation, nowMs: call.nowMs };
    if (outcome.kind === "refused") {
      return sendRefusal(request, reply, { ...whose, violation: outcome.violation });
    }
    const { violations } = outcome;
    return sendSuccess(request, reply, {
      ...whose,
      reply: dryRunReply(
        violations.map((violation) => reportViolation(violation, call.language)),
        request.id,
      ),
      violation: violations[0] ?? null,
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
