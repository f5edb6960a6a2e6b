import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";

/** An app with which a newcomer to a sandbox can begin at once. */
export interface DemoApp {
  readonly appid: string;
  readonly mchid: string;
  readonly secret: string;
}

/**
 * Whether a request comes from a browser on the machine itself, and meant it: another site's name
 * that was made to point here shows in the Host header.
 */
export function isFromThisMachine({ ip, hostname }: FastifyRequest): boolean {
  const isLocalPeer = ip === "::1" || ip.replace(/^::ffff:/, "").startsWith("127.");
  const name = hostname.replace(/^\[|\]$/g, "");
  const isLocalName =
    name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
  return isLocalPeer && isLocalName;
}
