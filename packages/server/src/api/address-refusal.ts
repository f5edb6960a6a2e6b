import { type Operation, text } from "@dingdan/contract";
import type { Component } from "../domain/component.js";
import { isWhitelisted } from "../domain/ip-whitelist.js";
import type { ComponentStore } from "../storage/component-store.js";
import type { Caller } from "./identify.js";
import { type Refused, refuse } from "./outcome.js";

/** The refusal of a call from an address that a platform's IP whitelist does not have; null when it has. */
export function addressRefusal(
  { ipWhitelist }: Pick<Component, "ipWhitelist">,
  clientIp: string,
): Refused | null {
  if (isWhitelisted(clientIp, ipWhitelist)) return null;
  // WeChat's own wording: platforms read the address out of it.
  const place = `requestIP: ${clientIp.replace(/^::ffff:(?=\d+\.)/i, "")}`;
  return refuse("COMPONENT_IP_NOT_LISTED", "", text(place, place));
}

/** The same for a call that a platform makes for a merchant, of an operation that needs a listed address. */
export async function callersAddressRefusal(
  { needsListedAddress }: Operation,
  { component }: Caller,
  clientIp: string,
  components: Pick<ComponentStore, "find">,
): Promise<Refused | null> {
  if (needsListedAddress !== true || component === null) return null;
  const known = await components.find(component);
  return known === null ? null : addressRefusal(known, clientIp);
}
