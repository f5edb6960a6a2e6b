import type { Component } from "../domain/component.js";

/** The settings of a third-party platform. An omitted member keeps its value. */
export interface ComponentSettings {
  readonly callback_url?: string;
  readonly token?: string;
  readonly encoding_aes_key?: string;
  readonly redirect_hosts?: readonly string[];
  readonly permission_sets?: readonly number[];
  readonly ip_whitelist?: readonly string[];
}

export const withSettings = (component: Component, settings: ComponentSettings): Component => ({
  ...component,
  redirectHosts:
    settings.redirect_hosts?.map((host) => host.toLowerCase()) ?? component.redirectHosts,
  permissionSets: settings.permission_sets ?? component.permissionSets,
  ipWhitelist: settings.ip_whitelist ?? component.ipWhitelist,
});

export const isCallbackNamed = (settings: ComponentSettings): boolean =>
  (settings.callback_url ?? settings.token ?? settings.encoding_aes_key) !== undefined;
