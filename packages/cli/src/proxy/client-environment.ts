import { fileURLToPath } from "node:url";
import type { InheritedSettings } from "../settings/inherited.js";
import { WECHAT_API_HOSTS } from "./wechat-hosts.js";

export interface ProxyFiles {
  /** The certificate of the proxy's authority. */
  readonly certificateFile: string;
  /** The same with all others that programs of this machine trust. */
  readonly bundleFile: string;
}

/**
 * The variables by which programs are led through the proxy, unchanged: those for its address, and
 * those for its certificate, of which some add to what a program trusts and others replace it.
 * @param inherited what the program would have been told: it is kept where it can be
 */
export function clientEnvironment(
  proxyUrl: string,
  { certificateFile, bundleFile }: ProxyFiles,
  inherited: InheritedSettings,
): Readonly<Record<string, string>> {
  const direct = directHosts(inherited).join(",");
  return {
    HTTPS_PROXY: proxyUrl,
    https_proxy: proxyUrl,
    HTTP_PROXY: proxyUrl,
    http_proxy: proxyUrl,
    NO_PROXY: direct,
    no_proxy: direct,
    SSL_CERT_FILE: bundleFile,
    REQUESTS_CA_BUNDLE: bundleFile,
    CURL_CA_BUNDLE: bundleFile,
    // A file that was to be added is in the bundle.
    NODE_EXTRA_CA_CERTS: inherited.extraCertificatesFile === null ? certificateFile : bundleFile,
    // Node 24 and later; see node-preload.cts for those before, and for clients with agents of their own.
    NODE_USE_ENV_PROXY: "1",
    NODE_OPTIONS: `${inherited.nodeOptions ?? ""} --require ${quoted(NODE_PRELOAD)}`.trim(),
    DINGDAN_PROXY: proxyUrl,
  };
}

const NODE_PRELOAD = fileURLToPath(new URL("./node-preload.cjs", import.meta.url));

const LOOPBACK = ["localhost", "127.0.0.1", "::1"];

/** Hosts that were not to be proxied stay so, unless they are those that the proxy is for. */
function directHosts(inherited: InheritedSettings): string[] {
  const hosts = [...WECHAT_API_HOSTS];
  const others = inherited.directHosts.filter((entry) => !hosts.some((host) => names(entry, host)));
  return [...new Set([...LOOPBACK, ...others])];
}

/** Whether an entry of NO_PROXY stands for a host: by its name, or by the end of it. */
function names(entry: string, host: string): boolean {
  const suffix = entry
    .toLowerCase()
    .replace(/:\d+$/, "")
    .replace(/^\*?\.?/, "");
  return suffix === "" || host === suffix || host.endsWith(`.${suffix}`);
}

/** As NODE_OPTIONS wants a path that may hold blanks. */
const quoted = (path: string): string => `"${path.replaceAll(/["\\]/g, "\\$&")}"`;
