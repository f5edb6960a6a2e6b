import {
  allViolations,
  broken,
  firstViolation,
  hasCredential,
  type Language,
  OPERATIONS,
  type Operation,
  type OperationKey,
  type OperationKeyWith,
  type RuleContext,
  type Unchecked,
  type Violation,
} from "@dingdan/contract";
import type { App } from "../domain/app.js";
import type { Store } from "../storage/store.js";
import { authenticate } from "./authenticate.js";
import { APP_HANDLERS, OPEN_HANDLERS, STATE_CHECKS } from "./handlers.js";
import { refuse, refused, type WireOutcome } from "./outcome.js";
import { parseBody } from "./request-body.js";

/** A call of the wire as it came. */
export interface WireCall {
  readonly query: Unchecked;
  readonly body: Buffer | undefined;
  readonly nowMs: number;
  /** For `errmsg` and for texts in replies. */
  readonly language: Language;
}

/** How a call ended, and whose it was. */
export interface JudgedCall {
  readonly outcome: WireOutcome;
  readonly appid: string | null;
}

/**
 * Judges and carries out a call: token, permission, body, rules, and then what is stored.
 * (Its path and method have led here already.) @see auth, §3 "Order of judgement"
 */
export async function carryOut(
  key: OperationKey,
  call: WireCall,
  store: Store,
): Promise<JudgedCall> {
  if (hasCredential(key, "access_token")) return carryOutForApp(key, call, store);
  if (!hasCredential(key, "none")) throw new Error(`nothing carries out ${String(key)}`);
  const judged = judgeRequest(OPERATIONS[key], call, {});
  if (judged.kind === "refused") return { outcome: judged, appid: null };
  const { nowMs } = call;
  const outcome = await OPEN_HANDLERS[key]({ request: judged.request, nowMs }, store);
  return { outcome, appid: null };
}

async function carryOutForApp(
  key: OperationKeyWith<"access_token">,
  call: WireCall,
  store: Store,
): Promise<JudgedCall> {
  const authentication = await authenticate(accessTokenOf(call), store, call.nowMs);
  if (authentication.kind === "refused") {
    const { error, cause } = authentication;
    return { outcome: refuse(error, "", null, cause), appid: null };
  }
  const { app } = authentication;
  return { outcome: await carryOutAs(app, key, call, store), appid: app.appid };
}

/** Judges and carries out a call for an app that is known already: permission, body, rules, state. */
export async function carryOutAs(
  app: App,
  key: OperationKeyWith<"access_token">,
  call: WireCall,
  store: Store,
): Promise<WireOutcome> {
  const { nowMs, language } = call;
  const operation: Operation = OPERATIONS[key];
  const permissionError = closedPermissionError(operation, app);
  if (permissionError !== null) return refuse(permissionError);
  const judged = judgeRequest(operation, call, ruleContext(app));
  if (judged.kind === "refused") return judged;
  return APP_HANDLERS[key]({ request: judged.request, app, nowMs, language }, store);
}

/** How a dry-run ended, and whose it was. */
export interface JudgedDryRun {
  readonly outcome:
    | { readonly kind: "judged"; readonly violations: readonly Violation[] }
    | Extract<WireOutcome, { kind: "refused" }>;
  readonly appid: string | null;
}

/** Every rule that a call would break, and nothing is stored. */
export async function dryRun(
  key: OperationKeyWith<"access_token">,
  call: WireCall,
  store: Store,
): Promise<JudgedDryRun> {
  const authentication = await authenticate(accessTokenOf(call), store, call.nowMs);
  if (authentication.kind === "refused") {
    const { error, cause } = authentication;
    return { outcome: refuse(error, "", null, cause), appid: null };
  }
  const { app } = authentication;
  const violations = await dryRunAs(app, key, call, store);
  return { outcome: { kind: "judged", violations }, appid: app.appid };
}

/** Every rule that a call would break, for an app that is known already. */
export async function dryRunAs(
  app: App,
  key: OperationKeyWith<"access_token">,
  call: WireCall,
  store: Store,
): Promise<readonly Violation[]> {
  const { nowMs, language } = call;
  const operation: Operation = OPERATIONS[key];
  const permissionError = closedPermissionError(operation, app);
  const violations = permissionError === null ? [] : [broken(permissionError, "")];
  const read = readDryRun(operation, call);
  if (read.kind === "broken") return [...violations, read.violation];
  const { request } = read;
  const brokenRules = allViolations(operation, request, ruleContext(app));
  violations.push(...brokenRules);
  if (brokenRules.length === 0) {
    const state = await STATE_CHECKS[key]?.({ request, app, nowMs, language }, store);
    if (state) violations.push(state);
  }
  return violations;
}

type JudgedRequest =
  | { readonly kind: "kept"; readonly request: Unchecked }
  | Extract<WireOutcome, { kind: "refused" }>;

function judgeRequest(operation: Operation, call: WireCall, context: RuleContext): JudgedRequest {
  const read = readRequest(operation, call);
  if (read.kind === "broken") return refused(read.violation);
  const violation = firstViolation(operation, read.request, context);
  return violation === null ? { kind: "kept", request: read.request } : refused(violation);
}

type ReadRequest =
  | { readonly kind: "read"; readonly request: Unchecked }
  | { readonly kind: "broken"; readonly violation: Violation };

/** The parameters of a call, wherever they stand, or what is wrong with its body. */
function readRequest(operation: Operation, { query, body }: WireCall): ReadRequest {
  return operation.parameters === "query"
    ? { kind: "read", request: query }
    : readBody(body, operation.parameters === "body-optional");
}

/** A dry-run's parameters may stand in its body, also those that the call has in its query. */
function readDryRun(operation: Operation, { query, body }: WireCall): ReadRequest {
  const read = readBody(body, operation.parameters !== "body");
  if (read.kind === "broken" || operation.parameters !== "query") return read;
  return { kind: "read", request: { ...query, ...read.request } };
}

function readBody(raw: Buffer | undefined, isOptional: boolean): ReadRequest {
  const body = parseBody(raw);
  switch (body.kind) {
    case "object":
      return { kind: "read", request: body.value };
    case "broken":
      return body;
    case "absent":
      return isOptional
        ? { kind: "read", request: {} }
        : { kind: "broken", violation: broken("EMPTY_BODY", "") };
  }
}

const closedPermissionError = (operation: Operation, app: App) =>
  app.permission === "closed" ? operation.closedPermissionError : null;

function accessTokenOf({ query }: WireCall): string | undefined {
  const value = query["access_token"];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first : undefined;
}

const ruleContext = ({ appid, kind, mchids, itemLinks }: App): RuleContext => ({
  appid,
  kind,
  mchids,
  itemLinks,
});
