import {
  type ErrorName,
  type Language,
  OPERATIONS,
  type Operation,
  type OperationKey,
  type OperationKeyWith,
  type Unchecked,
} from "@dingdan/contract";
import { type App, ruleContext } from "../domain/app.js";
import { judgeRequest, type SentRequest } from "../domain/judge-request.js";
import { unreachable } from "../domain/unreachable.js";
import type { GuessLimit } from "../guesses/guess-limit.js";
import type { Statistics } from "../statistics/statistics.js";
import type { CallerLookups } from "../storage/cached-lookups.js";
import type { Store } from "../storage/store.js";
import { callersAddressRefusal } from "./address-refusal.js";
import { authenticateComponent } from "./authenticate.js";
import type { CountQuota } from "./call.js";
import type { CallProgress } from "./exchange.js";
import { type Caller, identify } from "./identify.js";
import { type Refused, refuse, refused, type WireOutcome } from "./outcome.js";
import type { ComponentRegistration, OpenRegistration, Registration } from "./registration.js";
import { REGISTRATIONS } from "./registrations.js";
import { ExcessError, type TenantShares } from "./tenant-shares.js";

/** A call of the wire as received. */
export interface WireCall extends SentRequest {
  readonly nowMs: number;
  /** For `errmsg` and for texts in replies. */
  readonly language: Language;
  readonly clientIp: string;
  readonly exceededQuota: CountQuota;
  readonly progress: CallProgress;
}

/** The services that carry out calls. */
export interface WireServices {
  readonly store: Store;
  /** Looks up the callers of tokens, from memory. */
  readonly lookups: CallerLookups;
  readonly statistics: Statistics;
  readonly guesses: GuessLimit;
}

/** The services of calls that have arrived on the wire. */
export interface SharedServices extends WireServices {
  readonly shares: TenantShares;
}

/** The outcome of a call, and its caller. */
export interface JudgedCall {
  readonly outcome: WireOutcome;
  /** The app that the call was for. */
  readonly appid: string | null;
  /** The third-party platform that called. */
  readonly component: string | null;
}

/**
 * Judges and carries out a call: token, permission, body, rules, and then the stored state.
 * (Its path and method have been judged before.) @see auth, §3 "Order of judgement"
 */
export function carryOut(
  key: OperationKey,
  call: WireCall,
  services: SharedServices,
): Promise<JudgedCall> {
  const registration: Registration = REGISTRATIONS[key];
  switch (registration.caller) {
    case "app":
      return carryOutForApp(key as OperationKeyWith<"access_token">, call, services);
    case "component":
      return carryOutForComponent(OPERATIONS[key], registration, call, services);
    case "anyone":
      return carryOutForAnyone(OPERATIONS[key], registration, call, services);
    default:
      return unreachable(registration);
  }
}

async function carryOutForAnyone(
  operation: Operation,
  { quota, handle }: OpenRegistration,
  call: WireCall,
  { store, guesses }: WireServices,
): Promise<JudgedCall> {
  const judged = judgeRequest(operation, call, {});
  if (judged.kind === "broken") {
    return { outcome: refused(judged.violation), appid: null, component: null };
  }
  const { nowMs, clientIp } = call;
  const exceededQuota = quota === "app" ? call.exceededQuota : () => null;
  const { request } = judged;
  const openCall = { request, nowMs, clientIp, exceededQuota, guesses };
  const outcome = await handle(openCall, store);
  return { outcome, appid: quota === "app" ? appAsking(request, outcome) : null, component: null };
}

/**
 * The app that asks for a token, also with a wrong secret: its owner must see who tries. Null when no such
 * app exists.
 */
function appAsking({ appid }: Unchecked, outcome: WireOutcome): string | null {
  const isUnknown = outcome.kind === "refused" && outcome.violation.error.name === "INVALID_APPID";
  return isUnknown || typeof appid !== "string" ? null : appid;
}

async function carryOutForApp(
  key: OperationKeyWith<"access_token">,
  call: WireCall,
  services: SharedServices,
): Promise<JudgedCall> {
  const operation: Operation = OPERATIONS[key];
  const identified = await identify(operation, accessTokenOf(call), services.lookups, call.nowMs);
  if (identified.kind === "refused") return identified;
  const { caller } = identified;
  const whose = { appid: caller.app.appid, component: caller.component };
  const refusal =
    (operation.needsListedAddress === true
      ? await callersAddressRefusal(operation, caller, call.clientIp, services.store.components)
      : null) ??
    (await enterShare(services.shares, whose.appid, call.progress, rateError(operation)));
  if (refusal !== null) return { outcome: refusal, ...whose };
  try {
    return { outcome: await carryOutAs(caller, key, call, services), ...whose };
  } finally {
    services.shares.leave(whose.appid);
  }
}

/**
 * Waits for the turn of a call in its tenant's share. Each call that entered must leave.
 * @param tooMany the error for the excess of the tenant
 * @returns null when the call has entered; the refusal of a call that has not
 * @throws ExcessError when the platform has too many calls
 */
export function enterShare(
  shares: TenantShares,
  tenant: string,
  progress: CallProgress,
  tooMany: ErrorName = "MINUTE_QUOTA_REACHED",
): Refused | null | Promise<Refused | null> {
  try {
    const turn = shares.enter(tenant);
    return turn === null ? null : waitForTurn(turn, shares, tenant, progress);
  } catch (error) {
    if (error instanceof ExcessError && error.excess === "tenant") return refuse(tooMany);
    throw error;
  }
}

async function waitForTurn(
  turn: Promise<void>,
  shares: TenantShares,
  tenant: string,
  progress: CallProgress,
): Promise<Refused | null> {
  progress.stage = "turn";
  await turn;
  progress.stage = "work";
  if (!progress.isAnswered) return null;
  // Its deadline passed while it waited: work for a caller who has left would delay the others.
  shares.leave(tenant);
  return refuse("SYSTEM_ERROR");
}

/** Judges and carries out a call for a known caller: permission, body, rules, state. */
export async function carryOutAs(
  { app, component }: Caller,
  key: OperationKeyWith<"access_token">,
  call: WireCall,
  { store, statistics }: Pick<WireServices, "store" | "statistics">,
): Promise<WireOutcome> {
  const { nowMs, language, body } = call;
  const operation: Operation = OPERATIONS[key];
  const { quota, handle } = REGISTRATIONS[key];
  const error =
    closedPermissionError(operation, app) ??
    (quota === "app" ? await call.exceededQuota(app) : null);
  if (error !== null) {
    return refuse(error === "MINUTE_QUOTA_REACHED" ? rateError(operation) : error);
  }
  const judge = () => judgeRequest(operation, call, ruleContext(app, component));
  return handle({ app, component, nowMs, language, body, judge }, store, statistics);
}

async function carryOutForComponent(
  operation: Operation,
  { handle }: ComponentRegistration,
  call: WireCall,
  { store, shares }: Pick<SharedServices, "store" | "shares">,
): Promise<JudgedCall> {
  const { nowMs } = call;
  const authentication = await authenticateComponent(componentTokenOf(call), store, nowMs);
  if (authentication.kind === "refused") {
    return { outcome: refuse(authentication.error), appid: null, component: null };
  }
  const { component } = authentication;
  const isAuthorizers = authentication.kind === "authorizer";
  const authorizerAppid = isAuthorizers ? authentication.authorizerAppid : null;
  const caller = { appid: authorizerAppid, component: component.componentAppid };
  if (isAuthorizers && operation.takesAuthorizerToken !== true) {
    return { outcome: refuse("MUST_USE_COMPONENT_TOKEN"), ...caller };
  }
  const judged = judgeRequest(operation, call, {
    componentAppid: component.componentAppid,
    ...(authorizerAppid === null ? {} : { authorizerAppid }),
  });
  if (judged.kind === "broken") return { outcome: refused(judged.violation), ...caller };
  const { request } = judged;
  const refreshKey = isAuthorizers ? null : authentication.refreshKey;
  const componentCall = { request, component, refreshKey, authorizerAppid, nowMs };
  const tenant = component.componentAppid;
  const refusal = await enterShare(shares, tenant, call.progress);
  if (refusal !== null) return { outcome: refusal, ...caller };
  try {
    return { outcome: await handle(componentCall, store), ...caller };
  } finally {
    shares.leave(tenant);
  }
}

/**
 * The error of a call by an app whose shopping-order permission is closed, or that WeChat has not admitted
 * to shipping information management; null when it may call.
 */
export function closedPermissionError(operation: Operation, app: App): ErrorName | null {
  if (operation.group === "shipping-management") {
    const needsAdmission = operation.errors.includes("API_UNAUTHORIZED");
    return needsAdmission && !app.trade.isAdmitted ? "API_UNAUTHORIZED" : null;
  }
  return app.permission === "closed" ? operation.closedPermissionError : null;
}

/** The error of an app that calls too often within a minute. */
export const rateError = ({ minuteQuotaError = "MINUTE_QUOTA_REACHED" }: Operation): ErrorName =>
  minuteQuotaError;

/** A platform's own token, or a merchant's that it has. */
export const componentTokenOf = (call: WireCall): string | undefined =>
  accessTokenOf(call, "component_access_token") ?? accessTokenOf(call);

export function accessTokenOf(
  { query }: WireCall,
  name: "access_token" | "component_access_token" = "access_token",
): string | undefined {
  const value = query[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" && first !== "" ? first : undefined;
}
