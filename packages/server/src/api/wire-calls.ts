import {
  broken,
  type ErrorName,
  hasCredential,
  type Language,
  OPERATIONS,
  type Operation,
  type OperationKey,
  type OperationKeyWith,
  type Violation,
} from "@dingdan/contract";
import { type App, ruleContext } from "../domain/app.js";
import { judgeThirdPartyCall } from "../domain/authorization.js";
import { judgeInWhole, judgeRequest, type SentRequest } from "../domain/judge-request.js";
import { unreachable } from "../domain/unreachable.js";
import type { CallerLookups } from "../storage/cached-lookups.js";
import type { Store } from "../storage/store.js";
import { type Authentication, authenticate, authenticateComponent } from "./authenticate.js";
import { APP_HANDLERS, COMPONENT_HANDLERS, OPEN_HANDLERS, STATE_CHECKS } from "./handlers.js";
import { isUpload, uploadAs } from "./operations/upload-shopping-info.js";
import { refuse, refused, type WireOutcome } from "./outcome.js";

/** A call of the wire as it came. */
export interface WireCall extends SentRequest {
  readonly nowMs: number;
  /** For `errmsg` and for texts in replies. */
  readonly language: Language;
  readonly clientIp: string;
  /** Counts the call for an app, and tells the error of one that is too many. */
  readonly exceededQuota: (app: App) => ErrorName | null | Promise<ErrorName | null>;
}

/** How a call ended, and whose it was. */
export interface JudgedCall {
  readonly outcome: WireOutcome;
  /** The app that the call was for. */
  readonly appid: string | null;
  /** The third-party platform that called. */
  readonly component: string | null;
}

/**
 * Judges and carries out a call: token, permission, body, rules, and then what is stored.
 * (Its path and method have led here already.) @see auth, §3 "Order of judgement"
 */
export async function carryOut(
  key: OperationKey,
  call: WireCall,
  store: Store,
  lookups: CallerLookups,
): Promise<JudgedCall> {
  if (hasCredential(key, "access_token")) return carryOutForApp(key, call, store, lookups);
  if (hasCredential(key, "component_access_token")) {
    return carryOutForComponent(key, call, store);
  }
  if (!hasCredential(key, "none")) throw new Error(`nothing carries out ${String(key)}`);
  const judged = judgeRequest(OPERATIONS[key], call, {});
  if (judged.kind === "broken") {
    return { outcome: refused(judged.violation), appid: null, component: null };
  }
  const { nowMs, clientIp, exceededQuota } = call;
  const openCall = { request: judged.request, nowMs, clientIp, exceededQuota };
  const outcome = await OPEN_HANDLERS[key](openCall, store);
  return { outcome, appid: null, component: null };
}

async function carryOutForApp(
  key: OperationKeyWith<"access_token">,
  call: WireCall,
  store: Store,
  lookups: CallerLookups,
): Promise<JudgedCall> {
  const operation: Operation = OPERATIONS[key];
  const authentication = await authenticate(accessTokenOf(call), lookups, call.nowMs);
  if (authentication.kind === "refused") {
    const { error, cause } = authentication;
    return { outcome: refuse(error, "", null, cause), appid: null, component: null };
  }
  const { app } = authentication;
  const component = authentication.onBehalf?.componentAppid ?? null;
  const thirdParty = thirdPartyError(operation, authentication);
  const outcome =
    thirdParty === null
      ? await carryOutAs({ app, component }, key, call, store)
      : refuse(thirdParty);
  return { outcome, appid: app.appid, component };
}

/** For whom a call is made: an app, by itself or by a platform that it authorised. */
export interface Caller {
  readonly app: App;
  readonly component: string | null;
}

/** Judges and carries out a call for a caller that is known already: permission, body, rules, state. */
export async function carryOutAs(
  { app, component }: Caller,
  key: OperationKeyWith<"access_token">,
  call: WireCall,
  store: Store,
): Promise<WireOutcome> {
  const { nowMs, language } = call;
  const operation: Operation = OPERATIONS[key];
  const error = closedPermissionError(operation, app) ?? (await call.exceededQuota(app));
  if (error !== null) return refuse(error);
  if (isUpload(key)) return uploadAs(app, key, call, store.orders);
  const judged = judgeRequest(operation, call, ruleContext(app));
  if (judged.kind === "broken") return refused(judged.violation);
  return APP_HANDLERS[key]({ request: judged.request, app, component, nowMs, language }, store);
}

async function carryOutForComponent(
  key: OperationKeyWith<"component_access_token">,
  call: WireCall,
  store: Store,
): Promise<JudgedCall> {
  const { nowMs } = call;
  const operation: Operation = OPERATIONS[key];
  const token = accessTokenOf(call, "component_access_token") ?? accessTokenOf(call);
  const authentication = await authenticateComponent(token, store, nowMs);
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
  return { outcome: await COMPONENT_HANDLERS[key](componentCall, store), ...caller };
}

/** How a dry-run ended, and whose it was. */
export interface JudgedDryRun {
  readonly outcome:
    | { readonly kind: "judged"; readonly violations: readonly Violation[] }
    | Extract<WireOutcome, { kind: "refused" }>;
  readonly appid: string | null;
  readonly component: string | null;
}

/** Every rule that a call would break, and nothing is stored. */
export async function dryRun(
  key: OperationKeyWith<"access_token">,
  call: WireCall,
  store: Store,
  lookups: CallerLookups,
): Promise<JudgedDryRun> {
  const authentication = await authenticate(accessTokenOf(call), lookups, call.nowMs);
  if (authentication.kind === "refused") {
    const { error, cause } = authentication;
    return { outcome: refuse(error, "", null, cause), appid: null, component: null };
  }
  const { app } = authentication;
  const component = authentication.onBehalf?.componentAppid ?? null;
  // What a merchant has stored is not told to a platform that may not ask.
  const thirdParty = thirdPartyError(OPERATIONS[key], authentication);
  if (thirdParty !== null) return { outcome: refuse(thirdParty), appid: app.appid, component };
  const violations = await dryRunAs({ app, component }, key, call, store);
  return { outcome: { kind: "judged", violations }, appid: app.appid, component };
}

/** Every rule that a call would break, for a caller that is known already. */
export async function dryRunAs(
  { app, component }: Caller,
  key: OperationKeyWith<"access_token">,
  call: WireCall,
  store: Store,
): Promise<readonly Violation[]> {
  const { nowMs, language } = call;
  const operation: Operation = OPERATIONS[key];
  const permissionError = closedPermissionError(operation, app);
  const violations = permissionError === null ? [] : [broken(permissionError, "")];
  const judged = judgeInWhole(operation, call, ruleContext(app));
  if (judged.kind === "broken") return [...violations, ...judged.violations];
  const { request } = judged;
  const state = await STATE_CHECKS[key]?.({ request, app, component, nowMs, language }, store);
  return state ? [...violations, state] : violations;
}

const closedPermissionError = (operation: Operation, app: App) =>
  app.permission === "closed" ? operation.closedPermissionError : null;

/** What keeps a third-party platform from calling an interface for a merchant; null when nothing does. */
function thirdPartyError(
  operation: Operation,
  { onBehalf }: Extract<Authentication, { kind: "app" }>,
): ErrorName | null {
  if (onBehalf === null) return null;
  const judgement = judgeThirdPartyCall(onBehalf.authorization, operation.permissionSets);
  switch (judgement) {
    case "allowed":
      return null;
    case "not_authorized":
      return "COMPONENT_NOT_AUTHORIZED";
    case "not_granted":
      return "API_NOT_GRANTED_TO_COMPONENT";
    default:
      return unreachable(judgement);
  }
}

function accessTokenOf(
  { query }: WireCall,
  name: "access_token" | "component_access_token" = "access_token",
): string | undefined {
  const value = query[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" && first !== "" ? first : undefined;
}
