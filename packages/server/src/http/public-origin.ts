import type { IncomingMessage } from "node:http";
import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import type { TrustProxy } from "./trust-proxy.js";

/** The parts of a request from which its public address follows. */
type Addressed = Pick<IncomingMessage, "headers" | "socket">;

/** Under which address people reach the platform. */
export interface PublicOrigin {
  /**
   * The address for links: the configured one, else the one that a trusted proxy reports for this
   * request, else the one at which the platform listens. `https://pay.example`, without a slash.
   */
  readonly urlFor: (request: Addressed) => string;
  /** True when the client opened the platform over HTTPS. */
  readonly isHttps: (request: Addressed) => boolean;
}

export interface PublicOriginParts {
  /** Null when it is not configured. */
  readonly configured: string | null;
  readonly trustProxy: TrustProxy | null;
  /** The URL at which the platform listens, known once it does. */
  readonly listenUrl: () => string;
}

/**
 * Forwarded headers of a peer that is no trusted proxy are ignored. Of a header with several entries the
 * last one counts, which the proxy itself has added.
 */
export function publicOrigin({
  configured,
  trustProxy,
  listenUrl,
}: PublicOriginParts): PublicOrigin {
  const isFromProxy = ({ socket }: Addressed) =>
    trustProxy?.(socket.remoteAddress ?? "", 0) === true;
  const configuredHost = configured === null ? null : new URL(configured).host;
  return {
    urlFor: (request) =>
      configured ?? (isFromProxy(request) ? forwardedOrigin(request) : null) ?? listenUrl(),
    isHttps: (request) => {
      const forwarded = isFromProxy(request) ? forwardedProtocol(request) : null;
      if (forwarded !== null) return forwarded === "https";
      if (configured === null || !configured.startsWith("https:")) return false;
      // A proxy that does not report the protocol passes the host on, or connects to a local name.
      // Any other host is the platform's port itself, which speaks plain HTTP.
      const host = (request.headers.host ?? "").toLowerCase().replace(/:443$/, "");
      return host === configuredHost || isLoopbackHost(host);
    },
  };
}

/** The origin that a trusted proxy reports; null when it reports none. */
function forwardedOrigin(request: Addressed): string | null {
  const protocol = forwardedProtocol(request);
  const forwardedHost = lastEntry(request, "x-forwarded-host");
  if (protocol === null && forwardedHost === null) return null;
  const host = forwardedHost ?? request.headers.host ?? "";
  const origin = `${protocol ?? "http"}://${host}`;
  return HOST.test(host) && URL.canParse(origin) ? new URL(origin).origin : null;
}

function forwardedProtocol(request: Addressed): "http" | "https" | null {
  const protocol = lastEntry(request, "x-forwarded-proto")?.toLowerCase();
  return protocol === "http" || protocol === "https" ? protocol : null;
}

function lastEntry({ headers }: Addressed, name: string): string | null {
  const value = headers[name];
  if (value === undefined) return null;
  return String(value).split(",").at(-1)?.trim() || null;
}

const HOST = /^(?:[a-z\d._-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** True for a Host header that names this machine. */
export const isLoopbackHost = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host);

/**
 * Checks the configured address. Null when there is none.
 * @throws SettingsError unless it is an http or https URL without a path, a query and credentials
 */
export function publicUrlOf(setting: string | undefined): string | null {
  if (setting === undefined) return null;
  const url = URL.canParse(setting) ? new URL(setting) : null;
  const isOrigin =
    url !== null &&
    // The URL parser also reads `https:pay.example` and `https:///pay.example`.
    /^\s*https?:\/\/[^/\\]+\/?\s*$/i.test(setting) &&
    HOST.test(url.host) &&
    `${url.username}${url.password}${url.search}${url.hash}` === "" &&
    url.pathname === "/" &&
    !/[?#]$/.test(setting);
  if (isOrigin) return url.origin;
  const shown = JSON.stringify(withoutCredentials(setting));
  throw new SettingsError(
    text(
      `invalid value for --public-url / DINGDAN_PUBLIC_URL: ${shown}. Use the address that people open, without a path: https://pay.example or http://192.168.1.10:8321.`,
      `--public-url / DINGDAN_PUBLIC_URL 取值无效：${shown}。请填写用户访问的地址，不含路径：https://pay.example 或 http://192.168.1.10:8321。`,
    ),
  );
}

const withoutCredentials = (url: string) => url.replace(/\/\/.*@/s, "//…@").replace(/\?.*/s, "?…");
