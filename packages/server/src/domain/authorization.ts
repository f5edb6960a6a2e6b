/** What a merchant authorised a third-party platform to. It ends when the merchant revokes it. */
export interface Authorization {
  /** The merchant's app. */
  readonly appid: string;
  readonly componentAppid: string;
  readonly permissionSets: readonly number[];
  /** The refresh token is derived from the platform's key and this. */
  readonly refreshSalt: string;
  readonly authorizedAtMs: number;
}

/** What a platform's callback is told about a merchant. */
export type AuthorizationEvent = "authorized" | "updateauthorized" | "unauthorized";

/** What a consent changes; null for the event when no permission set does. @see auth, §4 "Event push" */
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
 * Whether a platform may call an interface for a merchant: any one of the interface's permission sets
 * suffices, and an interface without any cannot be called on another's behalf.
 */
export function judgeThirdPartyCall(
  authorization: Authorization | null,
  interfaceSets: readonly number[],
): ThirdPartyJudgement {
  if (authorization === null) return "not_authorized";
  const isGranted = interfaceSets.some((id) => authorization.permissionSets.includes(id));
  return isGranted ? "allowed" : "not_granted";
}
