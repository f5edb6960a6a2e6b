import type { Environment } from "./reading.js";

/** The settings for proxies and certificates that a program already has in its environment. */
export interface InheritedSettings {
  /** Hosts that programs reach without a proxy. */
  readonly directHosts: readonly string[];
  readonly nodeOptions: string | null;
  /** A file of certificates that Node trusts in addition to its own. */
  readonly extraCertificatesFile: string | null;
  /** Files of all certificates that programs trust, the preferred one first. */
  readonly certificateFiles: readonly string[];
}

export function inheritedSettings(environment: Environment): InheritedSettings {
  const value = (name: string) => environment[name] || null;
  const direct = value("NO_PROXY") ?? value("no_proxy") ?? "";
  return {
    directHosts: direct.split(/[\s,]+/).filter((entry) => entry !== ""),
    nodeOptions: value("NODE_OPTIONS"),
    extraCertificatesFile: value("NODE_EXTRA_CA_CERTS"),
    certificateFiles: ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]
      .map(value)
      .filter((file) => file !== null),
  };
}
