/** A merchant's authorisation of a third-party platform. It is valid until the merchant revokes it. */
export interface Authorization {
  /** The merchant's app. */
  readonly appid: string;
  readonly componentAppid: string;
  readonly permissionSets: readonly number[];
  /** The refresh token is derived from the platform's key and this salt. */
  readonly refreshSalt: string;
  readonly authorizedAtMs: number;
}

/** The events about a merchant that are pushed to a platform's callback. */
export type AuthorizationEvent = "authorized" | "updateauthorized" | "unauthorized";

/** The event of a consent; null when it changes no permission set. @see auth, §4 "Event push" */
export function grantEvent(
  stored: Authorization | null,
  permissionSets: readonly number[],
): AuthorizationEvent | null {
  if (stored === null) return "authorized";
  const before = new Set(stored.permissionSets);
  const after = new Set(permissionSets);
  const isSame = before.size === after.size && [...after].every((id) => before.has(id));
  return isSame ? null : "updateauthorized";
}

export type ThirdPartyJudgement = "allowed" | "not_authorized" | "not_granted";

/**
 * Judges whether a platform may call an interface for a merchant: it needs one of the interface's
 * permission sets. A platform cannot call an interface without permission sets for a merchant.
 */
export function judgeThirdPartyCall(
  authorization: Authorization | null,
  interfaceSets: readonly number[],
): ThirdPartyJudgement {
  if (authorization === null) return "not_authorized";
  const isGranted = interfaceSets.some((id) => authorization.permissionSets.includes(id));
  return isGranted ? "allowed" : "not_granted";
}
