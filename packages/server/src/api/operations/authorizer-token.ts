import { makeCredential } from "../../components/credentials.js";
import { RETIREMENT_GRACE_MS } from "../../domain/access-token.js";
import type { Authorization } from "../../domain/authorization.js";
import { COMPONENT_TOKEN_SECONDS } from "../../domain/component.js";
import { deriveRefreshToken } from "../../secrets/component-secrets.js";
import { hashSecret, matchesHash, newAccessToken } from "../../secrets/secret.js";
import type {
  AuthorizationStore,
  ComponentCredentialStore,
} from "../../storage/component-store.js";
import type { ComponentCall } from "../call.js";
import { answered, refuse, type WireOutcome } from "../outcome.js";

interface AuthorizerStores {
  readonly authorizations: AuthorizationStore;
  readonly componentCredentials: ComponentCredentialStore;
}

/** POST api_query_auth: exchanges an authorization_code for the merchant's tokens. */
export async function getAuthorizerRefreshToken(
  call: ComponentCall,
  { authorizations, componentCredentials }: AuthorizerStores,
): Promise<WireOutcome> {
  const { request, component, nowMs } = call;
  const codeHash = hashSecret(request["authorization_code"] as string);
  const code = await componentCredentials.find(codeHash);
  const isOwn =
    code?.kind === "authorization_code" && code.componentAppid === component.componentAppid;
  if (!isOwn) return refuse("AUTHORIZATION_CODE_INVALID", "authorization_code");
  if (nowMs >= code.expiresAtMs) return refuse("AUTHORIZATION_CODE_EXPIRED", "authorization_code");
  const appid = code.appid as string;
  const authorization = await authorizations.find(appid, component.componentAppid);
  if (authorization === null) return refuse("COMPONENT_NOT_AUTHORIZED");
  const { secret, credential } = makeAuthorizerToken(authorization, nowMs);
  if (!(await componentCredentials.exchange(codeHash, credential, nowMs + RETIREMENT_GRACE_MS))) {
    return refuse("AUTHORIZATION_CODE_INVALID", "authorization_code");
  }
  return answered({
    authorization_info: {
      authorizer_appid: appid,
      authorizer_access_token: secret,
      expires_in: COMPONENT_TOKEN_SECONDS,
      authorizer_refresh_token: refreshTokenFor(call, authorization),
      func_info: funcInfo(authorization),
    },
  });
}

/** POST api_authorizer_token: a new token; the previous one remains valid for 5 minutes. */
export async function getAuthorizerAccessToken(
  call: ComponentCall,
  { authorizations, componentCredentials }: AuthorizerStores,
): Promise<WireOutcome> {
  const { request, component, nowMs } = call;
  const appid = request["authorizer_appid"] as string;
  const authorization = await authorizations.find(appid, component.componentAppid);
  if (authorization === null) return refuse("COMPONENT_NOT_AUTHORIZED");
  const refreshToken = refreshTokenFor(call, authorization);
  if (!matchesHash(request["authorizer_refresh_token"] as string, hashSecret(refreshToken))) {
    return refuse("REFRESH_TOKEN_INVALID", "authorizer_refresh_token");
  }
  const { secret, credential } = makeAuthorizerToken(authorization, nowMs);
  await componentCredentials.issue(credential, nowMs + RETIREMENT_GRACE_MS);
  return answered({
    authorizer_access_token: secret,
    expires_in: COMPONENT_TOKEN_SECONDS,
    authorizer_refresh_token: refreshToken,
  });
}

const makeAuthorizerToken = ({ appid, componentAppid }: Authorization, nowMs: number) =>
  makeCredential(newAccessToken(), {
    kind: "authorizer_token",
    componentAppid,
    appid,
    expiresAtMs: nowMs + COMPONENT_TOKEN_SECONDS * 1000,
  });

/** A merchant's refresh token, which stays the same until the authorisation changes. */
export function refreshTokenFor(
  { refreshKey }: ComponentCall,
  authorization: Authorization,
): string {
  if (refreshKey === null) throw new Error("an authorizer's token derives no refresh token");
  return deriveRefreshToken(refreshKey, authorization);
}

/** The granted permission sets, in WeChat's format. */
export const funcInfo = ({ permissionSets }: Authorization) =>
  permissionSets.map((id) => ({ funcscope_category: { id } }));
