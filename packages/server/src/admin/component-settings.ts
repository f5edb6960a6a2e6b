import { text } from "@dingdan/contract";
import type { Component, ComponentCallback } from "../domain/component.js";
import { Problem } from "../http/problem.js";
import type { AddressGuard } from "../outbound/address-guard.js";
import { newCallbackToken, newEncodingAesKey } from "../secrets/component-secrets.js";

/** The settings of a third-party platform. An omitted member keeps its value. */
export interface ComponentSettings {
  readonly callback_url?: string;
  readonly token?: string;
  readonly encoding_aes_key?: string;
  readonly redirect_hosts?: readonly string[];
  readonly permission_sets?: readonly number[];
}

export const withSettings = (component: Component, settings: ComponentSettings): Component => ({
  ...component,
  redirectHosts:
    settings.redirect_hosts?.map((host) => host.toLowerCase()) ?? component.redirectHosts,
  permissionSets: settings.permission_sets ?? component.permissionSets,
});

export const isCallbackNamed = (settings: ComponentSettings): boolean =>
  (settings.callback_url ?? settings.token ?? settings.encoding_aes_key) !== undefined;

/**
 * The callback after a request: an omitted member keeps its value, and a secret without a value is
 * generated.
 * @throws Problem for secrets without a callback_url, and for a callback_url that is invalid or has a
 *   refused address
 */
export function callbackAfter(
  before: ComponentCallback | null,
  {
    callback_url: url = before?.url ?? "",
    token,
    encoding_aes_key: encodingAesKey,
  }: ComponentSettings,
  guard: AddressGuard,
): ComponentCallback | null {
  if (url === "") {
    if ((token ?? encodingAesKey) === undefined) return null;
    throw badRequest(
      "token and encoding_aes_key belong to a callback: send callback_url, too.",
      "token 与 encoding_aes_key 属于回调配置，请同时传 callback_url。",
    );
  }
  if (!URL.canParse(url) || new URL(url).username !== "") {
    throw badRequest(
      "callback_url is not a valid URL, or contains a user name.",
      "callback_url 不是有效的链接，或包含用户名。",
    );
  }
  // A callback that was registered before the address was refused keeps its other settings changeable.
  if (url !== before?.url) refuseAddress(url, guard);
  return {
    url,
    token: token ?? before?.token ?? newCallbackToken(),
    encodingAesKey: encodingAesKey ?? before?.encodingAesKey ?? newEncodingAesKey(),
  };
}

function refuseAddress(url: string, guard: AddressGuard): void {
  const refusal = guard.refusalOfUrl(url);
  if (refusal === null) return;
  const { address, use, allow } = refusal;
  throw badRequest(
    `callback_url has the address ${address}, which is ${use}, so pushes cannot be sent there. Use a public address, or allow it: start with --allow-callback-network ${allow}.`,
    `callback_url 的地址 ${address} 不是公网地址（${use}），无法推送。请使用公网地址，或以 --allow-callback-network ${allow} 启动以允许该地址。`,
  );
}

/** The secrets of a callback, which only the reply that sets them contains. */
export const callbackSecrets = (callback: ComponentCallback | null) =>
  callback === null ? {} : { token: callback.token, encoding_aes_key: callback.encodingAesKey };

const badRequest = (en: string, zh: string) => new Problem(400, text(en, zh));
