import type { Environment } from "./reading.js";

/** What is said of proxies and certificates already, to a program that is to be led through ours. */
export interface InheritedSettings {
  /** Hosts that are reached without a proxy. */
  readonly directHosts: readonly string[];
  readonly nodeOptions: string | null;
  /** Certificates that Node trusts besides its own. */
  readonly extraCertificatesFile: string | null;
  /** Files of all certificates that programs trust, the one to prefer first. */
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
