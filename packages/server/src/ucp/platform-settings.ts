import type { UcpVersion } from "../domain/ucp/ucp-types.js";
import type { WebhookEndpoint } from "../domain/webhooks/endpoint.js";
import type { PlatformJwk } from "./signed-request.js";

/** What an endpoint of the kind `ucp` has of its own. */
export interface UcpPlatformSettings {
  /** The public keys with which the platform signs its requests. */
  readonly keys?: readonly PlatformJwk[];
  /** The version of the orders that it is sent; the newest by default. */
  readonly version?: UcpVersion;
}

export const platformOf = ({ details }: Pick<WebhookEndpoint, "details">): UcpPlatformSettings =>
  details["ucp"] ?? {};

export const withPlatform = (
  endpoint: WebhookEndpoint,
  settings: UcpPlatformSettings,
): WebhookEndpoint => ({
  ...endpoint,
  details: { ...endpoint.details, ucp: { ...platformOf(endpoint), ...settings } },
});
