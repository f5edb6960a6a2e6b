import { text } from "@dingdan/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "./problem.js";
import type { PublicOrigin } from "./public-origin.js";

/**
 * Rejects unsafe requests that a browser sends for a page of another site: such a page could sign its
 * reader in as another person, or use the reader's session. It covers pages and interfaces alike, because
 * a browser adds the cookie to both. Register it after the cookies, which error pages read.
 */
export function guardUnsafeRequests(server: FastifyInstance, publicOrigin: PublicOrigin): void {
  server.addHook("onRequest", (request, _reply, done) => {
    if (SAFE_METHODS.has(request.method) || request.routeOptions.url === undefined) return done();
    const fault = foreignHeaderOf(request, publicOrigin);
    done(fault === null ? undefined : new ForeignRequest(fault));
  });
}

/**
 * The same for a safe request that costs something, such as a stream.
 * @throws ForeignRequest when a browser sends it for a page of another site
 */
export function requireOwnSite(request: FastifyRequest, publicOrigin: PublicOrigin): void {
  const fault = foreignHeaderOf(request, publicOrigin);
  if (fault !== null) throw new ForeignRequest(fault);
}

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The referrer policy of pages with forms. Other sites learn no address. With `no-referrer` browsers would
 * send `Origin: null` with the page's own forms, as for a page of another site.
 */
export const PAGE_REFERRER_POLICY = "same-origin";

/** The answer to a request from a page of another site. */
export class ForeignRequest extends Problem {
  /** @param header the header that says where the request comes from, with its value */
  constructor(header: string) {
    super(
      403,
      text(
        `This request came from a page of another site (${header}). Open the page at the platform's own address. Behind a proxy, let it pass on the Host header, or set --public-url.`,
        `该请求来自其他网站的页面（${header}）。请在平台自身的地址打开页面；位于代理之后时，请让代理传递 Host 请求头，或设置 --public-url。`,
      ),
    );
  }
}

/**
 * The header by which a browser says that the request is for a page of another site; null when it is for
 * one of this site. A client that sends neither header is not a browser, so it has no user who could be
 * tricked.
 */
function foreignHeaderOf(request: FastifyRequest, publicOrigin: PublicOrigin): string | null {
  const { origin, "sec-fetch-site": site } = request.headers;
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    return describe("Sec-Fetch-Site", site);
  }
  if (origin === undefined || isOwnOrigin(origin, request, publicOrigin)) return null;
  return describe("Origin", origin);
}

const describe = (name: string, value: string) => `${name}: ${value.slice(0, 100)}`;

/** True for the public address, and for the host that the request itself names. Never for `null`. */
function isOwnOrigin(origin: string, { raw }: FastifyRequest, publicOrigin: PublicOrigin): boolean {
  if (origin === publicOrigin.urlFor(raw)) return true;
  const host = (raw.headers.host ?? "").toLowerCase();
  // A proxy that does not report HTTPS hides it. No other site can make its http page an https one.
  if (origin === `https://${host.replace(/:443$/, "")}`) return host !== "";
  return !publicOrigin.isHttps(raw) && origin === `http://${host.replace(/:80$/, "")}`;
}
