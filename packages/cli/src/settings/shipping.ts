import { type AdminFlags, type AdminSettings, readAdmin } from "./admin.js";
import { type Environment, Reading } from "./reading.js";

export const DEFAULT_SHIPPING_LIMIT = 20;

export interface ShippingListFlags extends AdminFlags {
  readonly appid?: string;
  readonly search?: string;
  readonly limit?: string;
}

export interface ShippingListSettings {
  readonly admin: AdminSettings;
  /** Shows only these payments. */
  readonly filter: { readonly appid?: string; readonly q?: string };
  readonly limit: number;
}

export function shippingListSettings(
  flags: ShippingListFlags,
  environment: Environment,
): ShippingListSettings {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const appid = reading.value(flags.appid, "--appid", null);
  const q = reading.value(flags.search, "--search", null);
  const limit = reading.integer(flags.limit, "--limit", null, 1, 1000) ?? DEFAULT_SHIPPING_LIMIT;
  reading.throwIfBad();
  return {
    admin,
    filter: { ...(appid === null ? {} : { appid }), ...(q === null ? {} : { q }) },
    limit,
  };
}
