import {
  type ErrorName,
  findOperationKey,
  hasCredential,
  languageOf,
  OPERATIONS,
  type Operation,
  type OperationKey,
  text,
} from "@dingdan/contract";
import type { Clock } from "../clock.js";
import { DRY_RUN_PREFIX } from "../statistics/count-outcomes.js";
import { admit } from "./admit.js";
import type { WireAnswers } from "./answers.js";
import { dryRun } from "./dry-run.js";
import { dryRunReply } from "./dry-run-reply.js";
import type { Exchange } from "./exchange.js";
import type { InterfaceQuotas } from "./interface-quotas.js";
import { refuse } from "./outcome.js";
import { queryOf } from "./query.js";
import { REGISTRATIONS } from "./registrations.js";
import { carryOut, type SharedServices, type WireCall } from "./wire-calls.js";

/** Every path of an interface. */
const pathsOf = ({ path, aliasPaths = [] }: Operation): readonly string[] => [path, ...aliasPaths];

/** True for the paths that are answered as WeChat answers: all except the platform's own. */
export function isWirePath(path: string): boolean {
  return !/^\/(admin|buyer|console|metrics|payments|ucp|\.well-known)(\/|\?|$)/.test(path);
}

/** The parts that serve the wire. */
export interface WireParts extends SharedServices {
  readonly clock: Clock;
  readonly quotas: InterfaceQuotas;
}

/** The route of one path of the wire. */
export interface WireRoute {
  readonly method: "GET" | "POST";
  /** The error of a call with another method. */
  readonly wrongMethodError: ErrorName;
  /** False for an interface without a token, which takes only small bodies. */
  readonly takesToken: boolean;
  /**
   * Judges the token of a call whose large body has not been read; returns the caller. A call that may
   * not send such a body is answered, and the result is null.
   */
  readonly admit: (exchange: Exchange) => Promise<string | null>;
  /** Judges a call, carries it out and answers it. */
  readonly answer: (exchange: Exchange) => Promise<void>;
}

/** Finds the route of a path: an interface of the wire, or its dry-run. */
export type FindWireRoute = (path: string) => WireRoute | undefined;

export function wireRoutes(parts: WireParts, answers: WireAnswers): FindWireRoute {
  const routes = new Map<string, WireRoute>();
  for (const [key, operation] of Object.entries(OPERATIONS) as [OperationKey, Operation][]) {
    const { method, wrongMethodError } = operation;
    const answer = (exchange: Exchange) => answerCall(key, exchange, parts, answers);
    const route = {
      method,
      wrongMethodError,
      takesToken: REGISTRATIONS[key].caller !== "anyone",
      admit: (exchange: Exchange) => admitCall(key, exchange, parts, answers),
      answer,
    };
    for (const path of pathsOf(operation)) routes.set(path, route);
  }
  return (path) =>
    routes.get(path) ??
    (path.startsWith(DRY_RUN_PREFIX)
      ? dryRunRoute(path.slice(DRY_RUN_PREFIX.length), parts, answers)
      : undefined);
}

async function answerCall(
  key: OperationKey,
  exchange: Exchange,
  parts: WireParts,
  { sendRefusal, sendSuccess }: WireAnswers,
): Promise<void> {
  const call = wireCall(exchange, parts, key);
  const { outcome, appid, component } = await carryOut(key, call, parts);
  const whose = { appid, component, operation: key, nowMs: call.nowMs };
  if (outcome.kind === "answered") sendSuccess(exchange, { ...whose, reply: outcome.reply });
  else sendRefusal(exchange, { ...whose, violation: outcome.violation });
}

async function admitCall(
  key: OperationKey,
  exchange: Exchange,
  parts: WireParts,
  { sendRefusal }: WireAnswers,
): Promise<string | null> {
  const call = wireCall(exchange, parts, key);
  const admission = await admit(key, call, parts);
  if (admission.kind === "admitted") return admission.caller;
  const { outcome, appid, component } = admission;
  const { violation } = outcome;
  sendRefusal(exchange, { violation, appid, component, operation: key, nowMs: call.nowMs });
  return null;
}

const dryRunRoute = (name: string, parts: WireParts, answers: WireAnswers): WireRoute => ({
  method: "POST",
  wrongMethodError: "INVALID_URL",
  takesToken: true,
  admit: async (exchange) => {
    const operation = findOperationKey(name);
    if (operation !== null) return admitCall(operation, exchange, parts, answers);
    await answerDryRun(name, exchange, parts, answers);
    return null;
  },
  answer: (exchange) => answerDryRun(name, exchange, parts, answers),
});

async function answerDryRun(
  name: string,
  exchange: Exchange,
  parts: WireParts,
  { sendRefusal, sendSuccess }: WireAnswers,
): Promise<void> {
  const operation = findOperationKey(name);
  const call = wireCall(exchange, parts, operation ?? "getAccessToken");
  const { outcome, appid, component } =
    operation !== null && hasCredential(operation, "access_token")
      ? await dryRun(operation, call, parts)
      : { outcome: unknownOperation(), appid: null, component: null };
  const whose = { appid, component, operation, nowMs: call.nowMs };
  if (outcome.kind === "refused") {
    sendRefusal(exchange, { ...whose, violation: outcome.violation });
    return;
  }
  const { violations } = outcome;
  sendSuccess(exchange, {
    ...whose,
    reply: dryRunReply({ ...call, ...outcome.judged }, violations, exchange.rid),
    violation: violations[0] ?? null,
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
  exchange: Exchange,
  { clock, quotas }: Pick<WireParts, "clock" | "quotas">,
  key: OperationKey,
): WireCall {
  const { request, body, clientIp } = exchange;
  const { url = "", headers } = request;
  const nowMs = clock.nowMs();
  return {
    query: queryOf(url),
    body,
    nowMs,
    language: languageOf(headers["accept-language"]),
    clientIp,
    exceededQuota: (app) => quotas.exceeded(app, key, nowMs),
    progress: exchange,
  };
}
