import type { Component } from "../domain/component.js";
import { hashSecret, newSalt } from "../secrets/secret.js";
import type { AuthorizationStore } from "../storage/component-store.js";
import { type MadeCredential, makeAuthorizationCode } from "./credentials.js";

/** The permission sets that a merchant is offered when the platform requests no particular ones. */
export const KNOWN_PERMISSION_SETS = [120, 121, 142, 18, 182] as const;

/** True when a platform may be granted all of these permission sets. */
export const mayBeGranted = (component: Component, permissionSets: readonly number[]): boolean =>
  component.permissionSets === null ||
  permissionSets.every((id) => component.permissionSets?.includes(id));

/**
 * Stores a merchant's consent. It is valid immediately, whether or not the platform fetches its tokens.
 * @param consent `preAuthCode` is null when the operator records the consent
 * @returns the authorization_code for the platform, or null when the pre_auth_code cannot be used
 */
export async function grantAuthorization(
  consent: {
    readonly appid: string;
    readonly componentAppid: string;
    readonly permissionSets: readonly number[];
    readonly preAuthCode: string | null;
  },
  authorizations: AuthorizationStore,
  nowMs: number,
): Promise<MadeCredential | null> {
  const { appid, componentAppid, preAuthCode: code } = consent;
  const authorizationCode = makeAuthorizationCode({ appid, componentAppid }, nowMs);
  const isGranted = await authorizations.grant({
    authorization: {
      appid,
      componentAppid,
      permissionSets: [...new Set(consent.permissionSets)].toSorted((a, b) => a - b),
      refreshSalt: newSalt(),
      authorizedAtMs: nowMs,
    },
    preAuthCode: code === null ? null : { code, hash: hashSecret(code) },
    authorizationCode: authorizationCode.credential,
  });
  return isGranted ? authorizationCode : null;
}
