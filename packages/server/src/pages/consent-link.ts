import { KNOWN_PERMISSION_SETS, mayBeGranted } from "../components/grant.js";
import type { Component } from "../domain/component.js";
import { allowedRedirect } from "../domain/redirect-uri.js";
import { hashSecret } from "../secrets/secret.js";
import type { Store } from "../storage/store.js";

/** A link to the page, as requested. */
export interface ConsentLink {
  readonly path: string;
  readonly parameters: URLSearchParams;
}

/** A valid link: the platform, and the permission sets that it asks for. */
export interface AskedConsent {
  readonly component: Component;
  readonly preAuthCode: string;
  readonly redirect: URL;
  readonly offeredSets: readonly number[];
}

type LinkStores = Pick<Store, "components" | "componentCredentials">;

/** The parameters of a query. Of a repeated parameter the first value counts. */
export function parametersOf(query: unknown): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Record<string, unknown>)) {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first === "string") parameters.set(name, first);
  }
  return parameters;
}

/** What a link asks for, or why it cannot be used. */
export async function readLink(
  { parameters }: ConsentLink,
  { components, componentCredentials }: LinkStores,
  nowMs: number,
  isSandbox: boolean,
): Promise<AskedConsent | { readonly problem: "unknown" | "noRedirect" }> {
  const component = await components.find(parameters.get("component_appid") ?? "");
  if (component === null) return { problem: "unknown" };
  const preAuthCode = parameters.get("pre_auth_code") ?? "";
  const code = await componentCredentials.find(hashSecret(preAuthCode));
  const isUsable =
    code?.kind === "pre_auth_code" &&
    code.componentAppid === component.componentAppid &&
    nowMs < code.expiresAtMs;
  if (!isUsable) return { problem: "unknown" };
  const redirectUri = parameters.get("redirect_uri") ?? "";
  const redirect = allowedRedirect(redirectUri, component.redirectHosts, isSandbox);
  if (redirect === null) return { problem: "noRedirect" };
  const asked = askedSets(parameters.get("category_id_list"));
  const offeredSets = asked ?? component.permissionSets ?? KNOWN_PERMISSION_SETS;
  if (!mayBeGranted(component, offeredSets)) return { problem: "unknown" };
  return { component, preAuthCode, redirect, offeredSets };
}

/** `category_id_list` limits the request to some permission sets: `120|121`. Null when it names none. */
function askedSets(list: string | null): readonly number[] | null {
  const ids = (list ?? "").split("|").filter((id) => /^\d{1,4}$/.test(id));
  return ids.length === 0 ? null : ids.map(Number);
}
