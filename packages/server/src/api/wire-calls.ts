import {
  allViolations,
  broken,
  firstViolation,
  type Language,
  OPERATIONS,
  type Operation,
  type OperationKey,
  type RuleContext,
  type Unchecked,
  type Violation,
} from "@dingdan/contract";
import type { App } from "../domain/app.js";
import type { Store } from "../storage/store.js";
import { authenticate } from "./authenticate.js";
import { confirmProductPermission } from "./operations/confirm-product-permission.js";
import { getOrder } from "./operations/get-order.js";
import { uploadShoppingInfo, uploadStateViolation } from "./operations/upload-shopping-info.js";
import { verifyUploadResult } from "./operations/verify-upload-result.js";
import { refuse, refused, type WireOutcome } from "./outcome.js";
import { parseBody } from "./request-body.js";
import { getAccessToken, getStableAccessToken } from "./tokens.js";

/** A call of the wire as it came. */
export interface WireCall {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Buffer | undefined;
  readonly nowMs: number;
  /** For `errmsg` and `verify_result`. */
  readonly language: Language;
}

/** What an answer is told to the log, beside the outcome. */
export interface JudgedCall {
  readonly outcome: WireOutcome;
  readonly appid: string | null;
}

type Stores = Pick<Store, "apps" | "accessTokens" | "orders" | "serviceProviderOrders">;

type OpenOperationKey = "getAccessToken" | "getStableAccessToken";

/**
 * Judges and carries out a call: token, permission, body, rules, and then what is stored.
 * (Its path and method have led here already.) @see auth, §3 "Order of judgement"
 */
export async function carryOut(
  key: OperationKey,
  call: WireCall,
  stores: Stores,
): Promise<JudgedCall> {
  const operation: Operation = OPERATIONS[key];
  const { nowMs, language } = call;
  if (key === "getAccessToken" || key === "getStableAccessToken") {
    const read = readRequest(operation, call);
    if (read.kind === "broken") return { outcome: refused(read.violation), appid: null };
    return { outcome: await issueToken(key, read.request, stores, nowMs), appid: null };
  }
  const caller = await identify(operation, call, stores);
  if (caller.outcome !== null) return { outcome: caller.outcome, appid: caller.app?.appid ?? null };
  const { app } = caller;
  const { appid } = app;
  const read = readRequest(operation, call);
  if (read.kind === "broken") return { outcome: refused(read.violation), appid };
  const violation = firstViolation(operation, read.request, ruleContext(app));
  if (violation !== null) return { outcome: refused(violation), appid };
  const outcome = await runAuthorized(key, read.request, app, stores, { nowMs, language });
  return { outcome, appid };
}

/** Every rule that a call would break, and nothing is stored. */
export async function dryRun(
  key: Exclude<OperationKey, OpenOperationKey>,
  call: WireCall,
  stores: Stores,
): Promise<WireOutcome | readonly Violation[]> {
  const operation: Operation = OPERATIONS[key];
  const authentication = await authenticate(accessTokenOf(call), stores, call.nowMs);
  if (authentication.kind === "refused") return refuse(authentication.error);
  const { app } = authentication;
  const violations: Violation[] = [];
  const permissionError = closedPermissionError(operation, app);
  if (permissionError !== null) violations.push(broken(permissionError, ""));
  // A query's parameters may be tried as a body too: there is one way to send a dry-run.
  const body = parseBody(call.body);
  if (body.kind === "broken") return [...violations, body.violation];
  if (body.kind === "absent" && operation.parameters === "body") {
    return [...violations, broken("EMPTY_BODY", "")];
  }
  const inBody = body.kind === "object" ? body.value : {};
  const request = operation.parameters === "query" ? { ...call.query, ...inBody } : inBody;
  const broke = allViolations(operation, request, ruleContext(app));
  violations.push(...broke);
  if (key === "uploadShoppingInfo" && broke.length === 0) {
    const state = await uploadStateViolation(request, app, stores.orders, call.nowMs);
    if (state !== null) violations.push(state);
  }
  return violations;
}

function runAuthorized(
  key: Exclude<OperationKey, OpenOperationKey>,
  request: Unchecked,
  app: App,
  stores: Stores,
  { nowMs, language }: { readonly nowMs: number; readonly language: Language },
): Promise<WireOutcome> {
  switch (key) {
    case "uploadShoppingInfo":
      return uploadShoppingInfo(request, app, stores.orders, nowMs);
    case "shoppingInfoVerifyUploadResult":
      return verifyUploadResult(request, app, stores.orders, language);
    case "confirmProductPermission":
      return confirmProductPermission(app, stores.apps, nowMs);
    case "getOrder":
      return getOrder(request, app, stores.serviceProviderOrders);
  }
}

async function issueToken(
  key: OpenOperationKey,
  request: Unchecked,
  stores: Stores,
  nowMs: number,
): Promise<WireOutcome> {
  const violation = firstViolation(OPERATIONS[key], request, {});
  if (violation !== null) return refused(violation);
  return key === "getAccessToken"
    ? getAccessToken(request, stores, nowMs)
    : getStableAccessToken(request, stores, nowMs);
}

type Caller =
  | { readonly outcome: null; readonly app: App }
  | { readonly outcome: WireOutcome; readonly app: App | null };

async function identify(operation: Operation, call: WireCall, stores: Stores): Promise<Caller> {
  const authentication = await authenticate(accessTokenOf(call), stores, call.nowMs);
  if (authentication.kind === "refused") {
    return { outcome: refuse(authentication.error), app: null };
  }
  const { app } = authentication;
  const permissionError = closedPermissionError(operation, app);
  return permissionError === null
    ? { outcome: null, app }
    : { outcome: refuse(permissionError), app };
}

const closedPermissionError = (operation: Operation, app: App) =>
  app.permission === "closed" ? operation.closedPermissionError : null;

type ReadRequest =
  | { readonly kind: "read"; readonly request: Unchecked }
  | { readonly kind: "broken"; readonly violation: Violation };

/** The parameters of a call, wherever they stand, or what is wrong with its body. */
function readRequest(operation: Operation, call: WireCall): ReadRequest {
  if (operation.parameters === "query") return { kind: "read", request: call.query };
  const body = parseBody(call.body);
  if (body.kind === "object") return { kind: "read", request: body.value };
  if (body.kind === "broken") return body;
  return operation.parameters === "body-optional"
    ? { kind: "read", request: {} }
    : { kind: "broken", violation: broken("EMPTY_BODY", "") };
}

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
