import {
  broken,
  OPERATIONS,
  type Operation,
  type OperationKey,
  type OperationKeyWith,
  type Violation,
} from "@dingdan/contract";
import { ruleContext } from "../domain/app.js";
import { judgeDryRunRequest } from "../domain/judge-request.js";
import type { Store } from "../storage/store.js";
import { callersAddressRefusal } from "./address-refusal.js";
import { type Caller, identify } from "./identify.js";
import type { Refused } from "./outcome.js";
import { REGISTRATIONS } from "./registrations.js";
import {
  accessTokenOf,
  closedPermissionError,
  enterShare,
  rateError,
  type SharedServices,
  type WireCall,
} from "./wire-calls.js";

/** The outcome of a dry-run, and its caller. */
export interface JudgedDryRun {
  readonly outcome:
    | {
        readonly kind: "judged";
        readonly judged: { readonly operation: OperationKey; readonly appid: string };
        readonly violations: readonly Violation[];
      }
    | Refused;
  readonly appid: string | null;
  readonly component: string | null;
}

/** Finds every rule that a call would break. Stores nothing. */
export async function dryRun(
  key: OperationKeyWith<"access_token">,
  call: WireCall,
  { store, lookups, shares }: Pick<SharedServices, "store" | "lookups" | "shares">,
): Promise<JudgedDryRun> {
  // A platform that may not call for a merchant must not see the merchant's stored data here, either.
  const operation: Operation = OPERATIONS[key];
  const identified = await identify(operation, accessTokenOf(call), lookups, call.nowMs);
  if (identified.kind === "refused") return identified;
  const { caller } = identified;
  const { appid } = caller.app;
  const whose = { appid, component: caller.component };
  const refusal =
    (await callersAddressRefusal(operation, caller, call.clientIp, store.components)) ??
    (await enterShare(shares, appid, call.progress, rateError(operation)));
  if (refusal !== null) return { outcome: refusal, ...whose };
  try {
    const violations = await dryRunAs(caller, key, call, store);
    return { outcome: { kind: "judged", judged: { operation: key, appid }, violations }, ...whose };
  } finally {
    shares.leave(appid);
  }
}

/** Finds every rule that a call would break, for a known caller. */
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
  const judged = judgeDryRunRequest(operation, call, ruleContext(app, component));
  if (judged.kind === "broken") return [...violations, ...judged.violations];
  const { request } = judged;
  const { check } = REGISTRATIONS[key];
  const state = await check?.({ request, app, component, nowMs, language }, store);
  return state ? [...violations, state] : violations;
}
