import { readFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";
import type { InheritedSettings } from "../settings/inherited.js";

/** Where systems keep the certificates that their programs trust. */
const SYSTEM_BUNDLES = [
  "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Alpine, Arch
  "/etc/pki/tls/certs/ca-bundle.crt", // Fedora, RHEL
  "/etc/ssl/ca-bundle.pem", // openSUSE
  "/etc/ssl/cert.pem", // macOS, BSD
];

/**
 * What programs of this machine trust, and one certificate more: for the variables that replace what
 * is trusted. Without a file of the system, the certificates that come with Node take its place.
 */
export async function certificateBundle(
  certificate: string,
  { certificateFiles, extraCertificatesFile }: InheritedSettings,
): Promise<string> {
  const system = await firstReadable([...certificateFiles, ...SYSTEM_BUNDLES]);
  const extra = extraCertificatesFile && (await firstReadable([extraCertificatesFile]));
  const parts = [system ?? rootCertificates.join("\n"), extra ?? "", certificate];
  return `${parts.map((part) => part.trim()).join("\n")}\n`;
}

async function firstReadable(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    try {
      return await readFile(file, "utf8");
    } catch {
      // The next one, then: a variable may name a file that is gone.
    }
  }
  return null;
}
