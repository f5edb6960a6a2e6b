import { text } from "@dingdan/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ucpOrder } from "../domain/ucp/ucp-order.js";
import { UCP_VERSIONS, type UcpVersion } from "../domain/ucp/ucp-types.js";
import { authorizeUcp, type UcpAccess } from "./authorize.js";
import { findPaidOrder, type UcpStores } from "./find-order.js";
import { permalinkOf } from "./permalink.js";
import { PROFILE_PATH, ucpProfile } from "./profile.js";
import { notFoundReply, sendUcpError, UcpError } from "./ucp-error.js";
import { PROFILE_KEPT_S, type UcpKeys, UcpKeysUnusable } from "./ucp-keys.js";
import { unusableText } from "./usable-keys.js";

export interface UcpParts extends UcpAccess {
  readonly ucpKeys: UcpKeys;
  readonly stores: UcpStores;
}

type Parameters = { readonly version?: string; readonly id?: string };

/** Registers the orders of the Universal Commerce Protocol, and the profile that leads to them. */
export function registerUcpRoutes(server: FastifyInstance, parts: UcpParts): void {
  server.setErrorHandler((error, request, reply) => {
    const known = asUcpError(error);
    if (known === null) throw error;
    return sendUcpError(request, reply, known);
  });
  const profile = async (request: FastifyRequest, reply: FastifyReply) => {
    const { publicOrigin, ucpKeys } = parts;
    const version = versionOfPath(request);
    const origin = publicOrigin.urlFor(request.raw);
    const keys = await ucpKeys.published();
    return reply
      .header("cache-control", `public, max-age=${PROFILE_KEPT_S}`)
      .header("access-control-allow-origin", "*")
      .send(ucpProfile({ origin, version, keys }));
  };
  server.get(PROFILE_PATH, profile);
  server.get(`${PROFILE_PATH}/:version`, profile);
  const order = (request: FastifyRequest, reply: FastifyReply) => sendOrder(request, reply, parts);
  server.get("/ucp/orders/:id", order);
  server.get("/ucp/:version/orders/:id", order);
}

async function sendOrder(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: UcpParts,
): Promise<FastifyReply> {
  const caller = await authorizeUcp(request, parts);
  const version = versionOfAgent(request) ?? versionOfPath(request);
  const { id = "" } = request.params as Parameters;
  const found = await findPaidOrder(id, parts.stores);
  reply.header("cache-control", "no-store");
  if (found === null || (caller.appid !== null && found.upload.appid !== caller.appid)) {
    return reply.send(notFoundReply(version, NOT_FOUND));
  }
  const origin = parts.publicOrigin.urlFor(request.raw);
  const permalinkUrl = await permalinkOf(id, origin, parts.ucpKeys);
  return reply.send(ucpOrder(found, { permalinkUrl, version }));
}

const NOT_FOUND =
  "No order with this id is paid and matched to its payment, or it is not one of yours.";

/** The version in the path; the newest without one. @throws UcpError for one that is not known */
function versionOfPath(request: FastifyRequest): UcpVersion {
  const { version } = request.params as Parameters;
  return version === undefined ? UCP_VERSIONS[0] : knownVersion(version);
}

/** The version that a platform names in UCP-Agent; null without one. */
function versionOfAgent({ headers }: FastifyRequest): UcpVersion | null {
  const version = /\bversion="?(\d{4}-\d\d-\d\d)"?/.exec(String(headers["ucp-agent"] ?? ""))?.[1];
  return version === undefined ? null : knownVersion(version);
}

function knownVersion(version: string): UcpVersion {
  const known = UCP_VERSIONS.find((other) => other === version);
  if (known !== undefined) return known;
  const shown = version.slice(0, 32);
  const list = UCP_VERSIONS.join(", ");
  throw new UcpError(
    422,
    "version_unsupported",
    text(
      `The version ${shown} is not supported; supported are ${list}. See ${PROFILE_PATH}.`,
      `不支持版本 ${shown}；支持的版本为 ${list}。见 ${PROFILE_PATH}。`,
    ),
  );
}

function asUcpError(error: unknown): UcpError | null {
  if (error instanceof UcpError) return error;
  if (error instanceof UcpKeysUnusable) {
    return new UcpError(503, "keys_unusable", unusableText(error));
  }
  return null;
}
