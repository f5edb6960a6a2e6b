import type { Component, ComponentCallback } from "../../domain/component.js";
import type { Row, SqlValue } from "./row.js";

export const COMPONENT_COLUMNS = `component_appid, name, secret_hash, callback, redirect_hosts, permission_sets,
  ticket_due_at_ms, push_failures, last_push_fault, created_at_ms`;

export function componentColumns(component: Component): SqlValue[] {
  return [
    component.componentAppid,
    component.name,
    component.secretHash,
    component.callback && JSON.stringify(component.callback),
    JSON.stringify(component.redirectHosts),
    component.permissionSets && JSON.stringify(component.permissionSets),
    component.ticketDueAtMs,
    component.pushFailures,
    component.lastPushFault,
    component.createdAtMs,
  ];
}

export function componentOf(row: Row): Component {
  const callback = row["callback"] as string | null;
  const permissionSets = row["permission_sets"] as string | null;
  return {
    componentAppid: row["component_appid"] as string,
    name: row["name"] as string,
    secretHash: row["secret_hash"] as string,
    callback: callback === null ? null : (JSON.parse(callback) as ComponentCallback),
    redirectHosts: JSON.parse(row["redirect_hosts"] as string) as string[],
    permissionSets: permissionSets === null ? null : (JSON.parse(permissionSets) as number[]),
    ticketDueAtMs: row["ticket_due_at_ms"] as number | null,
    pushFailures: row["push_failures"] as number,
    lastPushFault: row["last_push_fault"] as string | null,
    createdAtMs: row["created_at_ms"] as number,
  };
}
