import type { AuthorizationRepresentation, ComponentRepresentation } from "@dingdan/contract";
import type { Authorization } from "../domain/authorization.js";
import type { Component } from "../domain/component.js";

const instant = (timeMs: number) => new Date(timeMs).toISOString();

/** A third-party platform, without its secrets. */
export function representComponent(component: Component): ComponentRepresentation {
  const { callback, permissionSets, ticketDueAtMs, lastPushFault } = component;
  return {
    component_appid: component.componentAppid,
    name: component.name,
    ...(callback === null ? {} : { callback_url: callback.url }),
    redirect_hosts: [...component.redirectHosts],
    ...(permissionSets === null ? {} : { permission_sets: [...permissionSets] }),
    ip_whitelist: [...component.ipWhitelist],
    ...(ticketDueAtMs === null ? {} : { next_ticket_at: instant(ticketDueAtMs) }),
    push_failures: component.pushFailures,
    ...(lastPushFault === null ? {} : { last_push_fault: lastPushFault }),
    created_at: instant(component.createdAtMs),
  };
}

export const representAuthorization = ({
  appid,
  permissionSets,
  authorizedAtMs,
}: Authorization): AuthorizationRepresentation => ({
  appid,
  permission_sets: [...permissionSets],
  authorized_at: instant(authorizedAtMs),
});
