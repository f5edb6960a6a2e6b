import { ORDER_CAPABILITY, UCP_VERSIONS, type UcpVersion } from "../domain/ucp/ucp-types.js";
import { publicJwkOf, type UcpKey } from "./ucp-keys.js";

export const PROFILE_PATH = "/.well-known/ucp";

/** The base of the interface; a version that is not the newest is named in it. */
export const endpointOf = (origin: string, version: UcpVersion): string =>
  version === UCP_VERSIONS[0] ? `${origin}/ucp` : `${origin}/ucp/${version}`;

/**
 * The profile of a business, by which platforms find the interface and the keys. There is no checkout, so
 * there are no payment handlers.
 * @see https://ucp.dev/2026-04-08/specification/overview
 */
export function ucpProfile({
  origin,
  version,
  keys,
}: {
  readonly origin: string;
  readonly version: UcpVersion;
  readonly keys: readonly Pick<UcpKey, "kid" | "x" | "y">[];
}) {
  const [newest, ...older] = UCP_VERSIONS;
  const spec = `https://ucp.dev/${version}/specification`;
  const schemas = `https://ucp.dev/${version}/schemas`;
  const jwks = keys.map(publicJwkOf);
  return {
    ucp: {
      version,
      // The profile of one version names no others.
      ...(version === newest
        ? {
            supported_versions: Object.fromEntries(
              older.map((other) => [other, `${origin}${PROFILE_PATH}/${other}`]),
            ),
          }
        : {}),
      services: {
        "dev.ucp.shopping": [
          {
            version,
            spec: `${spec}/overview`,
            transport: "rest",
            endpoint: endpointOf(origin, version),
            schema: `https://ucp.dev/${version}/services/shopping/rest.openapi.json`,
          },
        ],
      },
      capabilities: {
        [ORDER_CAPABILITY]: [
          { version, spec: `${spec}/order`, schema: `${schemas}/shopping/order.json` },
        ],
      },
      payment_handlers: {},
    },
    // Version 2026-04-08 names the keys signing_keys, the later one keys.
    keys: jwks,
    signing_keys: jwks,
  };
}

/** The header field by which a business says who it is. */
export const ucpAgentOf = (origin: string): string => `profile="${origin}${PROFILE_PATH}"`;
