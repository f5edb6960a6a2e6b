import { readFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";
import type { InheritedSettings } from "../settings/inherited.js";

/** The files of trusted certificates on common systems. */
const SYSTEM_BUNDLES = [
  "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Alpine, Arch
  "/etc/pki/tls/certs/ca-bundle.crt", // Fedora, RHEL
  "/etc/ssl/ca-bundle.pem", // openSUSE
  "/etc/ssl/cert.pem", // macOS, BSD
];

/**
 * The certificates that programs on this machine trust, plus one: for variables that replace the
 * trusted certificates. If the system has no such file, it contains those that come with Node.
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
      // Try the next one: a variable may name a file that does not exist.
    }
  }
  return null;
}
