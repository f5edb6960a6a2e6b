import type { App } from "../app.js";
import type { Authorization, AuthorizationEvent } from "../authorization.js";
import type { ReachedLimit } from "../quota.js";
import type { ResourcePackage } from "../resource-package.js";
import type { ReviewDecision } from "../review-history.js";
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

/** The event of a decision on an access review. */
export const reviewEvent = ({
  appid,
  decidedAtMs,
  decidedBy,
  verdict,
}: ReviewDecision): RecordedEvent =>
  eventOf<"review.approved">({
    type: `review.${verdict.result}` as "review.approved",
    appid,
    orderId: null,
    atMs: decidedAtMs,
    data: {
      decided_by: decidedBy,
      ...(verdict.result === "rejected" ? { reason: verdict.reason } : {}),
    },
  });

/** The event of a change of an app's permission; none if it did not change. */
export const permissionEvents = (before: App, after: App, atMs: number): RecordedEvent[] =>
  before.permission === after.permission
    ? []
    : [
        eventOf<"permission.changed">({
          type: "permission.changed",
          appid: after.appid,
          orderId: null,
          atMs,
          data: { permission: after.permission, before: before.permission },
        }),
      ];

/** The events of limits that an app's calls to an interface have reached. */
export const quotaEvents = (
  { appid, operation }: { readonly appid: string; readonly operation: string },
  reached: readonly ReachedLimit[],
  atMs: number,
): RecordedEvent[] =>
  reached.map(({ per, limit }) =>
    eventOf<"quota.alarm">({
      type: "quota.alarm",
      appid,
      orderId: null,
      atMs,
      data: { per, operation, limit, used: limit },
    }),
  );

/** The event of a resource package whose last quota was used; none if some is left, or none was before. */
export const packageEvents = (
  before: ResourcePackage,
  after: ResourcePackage,
  atMs: number,
): RecordedEvent[] => {
  const isUsedUp = ({ all, used }: ResourcePackage) => BigInt(used) >= BigInt(all);
  if (isUsedUp(before) || !isUsedUp(after)) return [];
  const { appid, pkgId, spuId, all } = after;
  return [
    eventOf<"quota.alarm">({
      type: "quota.alarm",
      appid,
      orderId: null,
      atMs,
      data: { per: "package", pkg_id: pkgId, spu_id: spuId, quota: all },
    }),
  ];
};
