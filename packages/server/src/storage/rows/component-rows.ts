import type { Authorization } from "../../domain/authorization.js";
import type { Component } from "../../domain/component.js";
import type { ComponentEvent } from "../component-store.js";
import { fieldsOf, json } from "./fields.js";

export const COMPONENT = fieldsOf<Component>()({
  componentAppid: "component_appid",
  name: "name",
  secretHash: "secret_hash",
  callback: json("callback"),
  redirectHosts: json("redirect_hosts"),
  permissionSets: json("permission_sets"),
  ipWhitelist: json("ip_whitelist"),
  ticketDueAtMs: "ticket_due_at_ms",
  pushFailures: "push_failures",
  lastPushFault: "last_push_fault",
  createdAtMs: "created_at_ms",
});

export const AUTHORIZATION = fieldsOf<Authorization>()({
  appid: "appid",
  componentAppid: "component_appid",
  permissionSets: json("permission_sets"),
  refreshSalt: "refresh_salt",
  authorizedAtMs: "authorized_at_ms",
});

export const COMPONENT_EVENT = fieldsOf<Omit<ComponentEvent, "number">>()({
  componentAppid: "component_appid",
  appid: "appid",
  infoType: "info_type",
  preAuthCode: "pre_auth_code",
  createdAtMs: "created_at_ms",
  failures: "failures",
});
