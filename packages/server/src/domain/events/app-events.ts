import type { Authorization, AuthorizationEvent } from "../authorization.js";
import { eventOf, type RecordedEvent } from "./recorded-event.js";

const AUTHORIZATION_TYPES = {
  authorized: "authorization.granted",
  updateauthorized: "authorization.changed",
  unauthorized: "authorization.revoked",
} as const satisfies Record<AuthorizationEvent, RecordedEvent["type"]>;

/** The event of a merchant's consent, or of its end. */
export const authorizationEvent = (
  { appid, componentAppid, permissionSets }: Authorization,
  event: AuthorizationEvent,
  atMs: number,
): RecordedEvent =>
  eventOf<"authorization.granted">({
    type: AUTHORIZATION_TYPES[event] as "authorization.granted",
    appid,
    orderId: null,
    atMs,
    data: { component_appid: componentAppid, permission_sets: [...permissionSets] },
  });
