import type { Diagnosis, ErrorName } from "@dingdan/contract";
import { accessTokenState } from "../domain/access-token.js";
import type { App } from "../domain/app.js";
import type { Authorization } from "../domain/authorization.js";
import type { Component, ComponentCredential } from "../domain/component.js";
import { unreachable } from "../domain/unreachable.js";
import { openKey } from "../secrets/component-secrets.js";
import { hashSecret } from "../secrets/secret.js";
import type { CallerLookups } from "../storage/cached-lookups.js";
import type { Store } from "../storage/store.js";

interface Refusal {
  readonly kind: "refused";
  readonly error: ErrorName;
  /** The cause in more detail, for the request log. */
  readonly cause?: Diagnosis;
}

/** A merchant for whom a third-party platform calls. */
interface OnBehalf {
  readonly componentAppid: string;
  /** The current authorization; null when the merchant has revoked it. */
  readonly authorization: Authorization | null;
}

/** The app that a call is for, or the error when its token identifies no app. */
export type Authentication =
  | {
      readonly kind: "app";
      readonly app: App;
      /** Null when the app calls for itself. */
      readonly onBehalf: OnBehalf | null;
    }
  | Refusal;

/** Finds the app of the access token in the query. @see auth, §3 "Order of judgement" */
export async function authenticate(
  accessToken: string | undefined,
  stores: CallerLookups,
  nowMs: number,
): Promise<Authentication> {
  if (accessToken === undefined || accessToken === "") return refused("ACCESS_TOKEN_MISSING");
  const tokenHash = hashSecret(accessToken);
  const token = await stores.accessTokens.find(tokenHash);
  if (token === null) return authenticateAuthorizer(tokenHash, stores, nowMs);
  const fault = tokenFault(token, nowMs);
  if (fault !== null) return fault;
  const app = await stores.apps.find(token.appid);
  return app === null ? refused("INVALID_CREDENTIAL") : { kind: "app", app, onBehalf: null };
}

async function authenticateAuthorizer(
  tokenHash: string,
  stores: CallerLookups,
  nowMs: number,
): Promise<Authentication> {
  const token = await stores.componentCredentials.find(tokenHash);
  if (token?.kind === "component_token") return refused("MUST_USE_ACCOUNT_TOKEN");
  if (!isAuthorizerToken(token)) return refused("INVALID_CREDENTIAL");
  const fault = tokenFault(token, nowMs);
  if (fault !== null) return fault;
  const app = await stores.apps.find(token.appid);
  if (app === null) return refused("INVALID_CREDENTIAL");
  const { componentAppid } = token;
  const authorization = await stores.authorizations.find(token.appid, componentAppid);
  return { kind: "app", app, onBehalf: { componentAppid, authorization } };
}

/** The third-party platform that calls, or the error when its token identifies none. */
export type ComponentAuthentication =
  | {
      readonly kind: "component";
      readonly component: Component;
      /** The key from which the refresh tokens of its merchants are derived. */
      readonly refreshKey: Buffer;
    }
  | {
      /** An authorizer_access_token: the platform calls only for this merchant. */
      readonly kind: "authorizer";
      readonly component: Component;
      readonly authorizerAppid: string;
    }
  | Refusal;

type ComponentStores = Pick<Store, "accessTokens" | "components" | "componentCredentials">;

/** Finds the platform of the component access token in the query. @see auth, §4 */
export async function authenticateComponent(
  accessToken: string | undefined,
  stores: ComponentStores,
  nowMs: number,
): Promise<ComponentAuthentication> {
  if (accessToken === undefined || accessToken === "") return refused("ACCESS_TOKEN_MISSING");
  const tokenHash = hashSecret(accessToken);
  const token = await stores.componentCredentials.find(tokenHash);
  if (token === null) {
    const isAppsToken = (await stores.accessTokens.find(tokenHash)) !== null;
    return refused(isAppsToken ? "MUST_USE_COMPONENT_TOKEN" : "INVALID_CREDENTIAL");
  }
  const isAuthorizers = isAuthorizerToken(token);
  if (token.kind !== "component_token" && !isAuthorizers) return refused("INVALID_CREDENTIAL");
  const fault = tokenFault(token, nowMs);
  if (fault !== null) return fault;
  const component = await stores.components.find(token.componentAppid);
  if (component === null) return refused("INVALID_CREDENTIAL");
  if (isAuthorizers) return { kind: "authorizer", component, authorizerAppid: token.appid };
  const refreshKey = openKey(token.sealedKey as string, accessToken);
  return { kind: "component", component, refreshKey };
}

const isAuthorizerToken = (
  token: ComponentCredential | null,
): token is ComponentCredential & { readonly appid: string } => token?.kind === "authorizer_token";

function tokenFault(
  token: { readonly expiresAtMs: number; readonly retiredAtMs: number | null },
  nowMs: number,
): Refusal | null {
  const state = accessTokenState(token, nowMs);
  switch (state) {
    case "superseded":
      return {
        ...refused("INVALID_CREDENTIAL"),
        cause: { id: "token-replaced", path: "", values: {} },
      };
    case "expired":
      return refused("ACCESS_TOKEN_EXPIRED");
    case "valid":
      return null;
    default:
      return unreachable(state);
  }
}

const refused = (error: ErrorName): Refusal => ({ kind: "refused", error });
