import { fileURLToPath } from "node:url";
import type { InheritedSettings } from "../settings/inherited.js";
import { WECHAT_API_HOSTS } from "./wechat-hosts.js";

export interface ProxyFiles {
  /** The certificate of the proxy's authority. */
  readonly certificateFile: string;
  /** The same certificate and all others that programs on this machine trust. */
  readonly bundleFile: string;
}

/**
 * The variables that route unmodified programs through the proxy: its address and its certificate.
 * Some certificate variables add to the trusted certificates, others replace them.
 * @param inherited the settings that programs already have; they are kept where possible
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
    // The bundle contains the certificates of an inherited file.
    NODE_EXTRA_CA_CERTS: inherited.extraCertificatesFile === null ? certificateFile : bundleFile,
    // For Node 24 and later. node-preload.cts covers older versions and clients with their own agents.
    NODE_USE_ENV_PROXY: "1",
    NODE_OPTIONS: `${inherited.nodeOptions ?? ""} --require ${quoted(NODE_PRELOAD)}`.trim(),
    DINGDAN_PROXY: proxyUrl,
  };
}

const NODE_PRELOAD = fileURLToPath(new URL("./node-preload.cjs", import.meta.url));

const LOOPBACK = ["localhost", "127.0.0.1", "::1"];

/** Inherited direct hosts stay direct, except WeChat's API hosts. */
function directHosts(inherited: InheritedSettings): string[] {
  const hosts = [...WECHAT_API_HOSTS];
  const others = inherited.directHosts.filter((entry) => !hosts.some((host) => names(entry, host)));
  return [...new Set([...LOOPBACK, ...others])];
}

/** Whether an entry of NO_PROXY matches a host, by its name or its suffix. */
function names(entry: string, host: string): boolean {
  const suffix = entry
    .toLowerCase()
    .replace(/:\d+$/, "")
    .replace(/^\*?\.?/, "");
  return suffix === "" || host === suffix || host.endsWith(`.${suffix}`);
}

/** Quotes a path for NODE_OPTIONS, because it may contain spaces. */
const quoted = (path: string): string => `"${path.replaceAll(/["\\]/g, "\\$&")}"`;
