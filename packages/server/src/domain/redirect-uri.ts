/**
 * Where a consent page may lead back to: an http or https link to a host that the platform registered.
 * Anything else would let a stranger's link pick up authorization codes. A sandbox allows its own
 * machine, too.
 * @param hosts registered hosts: `platform.example.com`, with a port if only that one is meant
 * @returns null for a link that is not allowed
 */
export function allowedRedirect(
  redirectUri: string,
  hosts: readonly string[],
  isSandbox: boolean,
): URL | null {
  if (!URL.canParse(redirectUri)) return null;
  const url = new URL(redirectUri);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  if (url.username !== "" || url.password !== "") return null;
  if (isSandbox && isLoopback(url.hostname)) return url;
  const port = url.port || DEFAULT_PORTS[url.protocol];
  const isRegistered = hosts.includes(url.hostname) || hosts.includes(`${url.hostname}:${port}`);
  return isRegistered ? url : null;
}

/** A URL leaves its protocol's own port out. */
const DEFAULT_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

const isLoopback = (hostname: string) =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
