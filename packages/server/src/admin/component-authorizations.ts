import { text } from "@dingdan/contract";
import { grantAuthorization, mayBeGranted } from "../components/grant.js";
import type { Authorization } from "../domain/authorization.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import type { AuthorizationStore } from "../storage/component-store.js";
import type { Store } from "../storage/store.js";
import type { AdminCall } from "./admin-routes.js";
import { requireApp } from "./known-app.js";
import { knownComponent } from "./known-component.js";
import { representAuthorization } from "./represent-component.js";

const CURSORS = new Cursors<[number]>("listAuthorizations", ["number"]);

/** Grants an authorization on behalf of the merchant, and returns the code that its consent page would. */
export async function authorizeComponent(
  { parameters, body }: AdminCall<"authorizeComponent">,
  { apps, components, authorizations }: Pick<Store, "apps" | "components" | "authorizations">,
  nowMs: number,
) {
  const component = await knownComponent(components, parameters.id);
  const { appid, permission_sets: permissionSets } = body;
  await requireApp(apps, appid);
  if (!mayBeGranted(component, permissionSets)) {
    throw notGrantable(component.permissionSets ?? []);
  }
  const { componentAppid } = component;
  const consent = { appid, componentAppid, permissionSets, preAuthCode: null };
  const code = await grantAuthorization(consent, authorizations, nowMs);
  if (code === null) throw new Error("a consent without a pre_auth_code was not stored");
  return {
    authorization_code: code.secret,
    expires_at: new Date(code.credential.expiresAtMs).toISOString(),
  };
}

export async function listAuthorizations(
  { parameters, query }: AdminCall<"listAuthorizations">,
  { components, authorizations }: Pick<Store, "components" | "authorizations">,
) {
  const { componentAppid } = await knownComponent(components, parameters.id);
  const limit = query.limit ?? PAGE_SIZE;
  const [position] = CURSORS.read(query.cursor) ?? [0];
  const offset = Math.max(position, 0);
  const found = await authorizations.listOf(componentAppid, { offset, limit: limit + 1 });
  return CURSORS.page(found.authorizations, limit, representAuthorization, () => [offset + limit]);
}

/** @throws Problem when the app has not authorised the platform */
export async function revokeAuthorization(
  { appid, componentAppid }: { readonly appid: string; readonly componentAppid: string },
  authorizations: AuthorizationStore,
  nowMs: number,
): Promise<Authorization> {
  const revoked = await authorizations.revoke(appid, componentAppid, nowMs);
  if (revoked !== null) return revoked;
  throw new Problem(
    404,
    text(
      `The app ${appid} has not authorised the platform ${componentAppid}.`,
      `应用 ${appid} 未授权第三方平台 ${componentAppid}。`,
    ),
  );
}

function notGrantable(permissionSets: readonly number[]): Problem {
  const sets = permissionSets.join(", ");
  return new Problem(
    422,
    text(
      `permission_sets may contain only sets that the platform can be granted: ${sets}.`,
      `permission_sets 只能包含该第三方平台可获授的权限集：${sets}。`,
    ),
  );
}
