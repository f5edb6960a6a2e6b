import type { ErrorName, Operation } from "@dingdan/contract";
import type { App } from "../domain/app.js";
import { judgeThirdPartyCall } from "../domain/authorization.js";
import { unreachable } from "../domain/unreachable.js";
import type { CallerLookups } from "../storage/cached-lookups.js";
import { type Authentication, authenticate } from "./authenticate.js";
import { type Refused, refuse } from "./outcome.js";

/** The app that a call is for, which calls itself or through a third-party platform that it authorised. */
export interface Caller {
  readonly app: App;
  /** The third-party platform that calls for the app; null when the app calls for itself. */
  readonly component: string | null;
}

export type Identified =
  | { readonly kind: "caller"; readonly caller: Caller }
  /** Rejected; with the app and the platform of the call, as far as they are known. */
  | {
      readonly kind: "refused";
      readonly outcome: Refused;
      readonly appid: string | null;
      readonly component: string | null;
    };

/** Identifies the app that a call is for, and checks that a platform may make the call for it. */
export async function identify(
  operation: Operation,
  accessToken: string | undefined,
  lookups: CallerLookups,
  nowMs: number,
): Promise<Identified> {
  const authentication = await authenticate(accessToken, lookups, nowMs);
  if (authentication.kind === "refused") {
    const { error, cause } = authentication;
    const isPlatforms = error === "MUST_USE_ACCOUNT_TOKEN";
    const shown = isPlatforms ? (operation.platformTokenError ?? error) : error;
    const outcome = refuse(shown, "", null, cause);
    return { kind: "refused", outcome, appid: null, component: null };
  }
  const { app } = authentication;
  const component = authentication.onBehalf?.componentAppid ?? null;
  const error = thirdPartyError(operation, authentication);
  return error === null
    ? { kind: "caller", caller: { app, component } }
    : { kind: "refused", outcome: refuse(error), appid: app.appid, component };
}

/** The error when a third-party platform may not call an interface for a merchant; null when it may. */
function thirdPartyError(
  operation: Operation,
  { app, onBehalf }: Extract<Authentication, { kind: "app" }>,
): ErrorName | null {
  if (onBehalf === null) return null;
  const { permissionSets: present, permissionSetsOf2023: former = present } = operation;
  const sets = app.trade.hasSetsOf2023 ? former : present;
  const judgement = judgeThirdPartyCall(onBehalf.authorization, sets);
  switch (judgement) {
    case "allowed":
      return null;
    case "not_authorized":
      return "COMPONENT_NOT_AUTHORIZED";
    case "not_granted":
      return operation.notGrantedError ?? "API_NOT_GRANTED_TO_COMPONENT";
    default:
      return unreachable(judgement);
  }
}
