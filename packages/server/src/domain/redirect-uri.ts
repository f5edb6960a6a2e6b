/**
 * The URL to which a consent page may redirect: an http or https URL of a host that the platform
 * registered. Any other URL could give authorization codes to a stranger. A sandbox also allows its own
 * machine.
 * @param hosts registered hosts: `platform.example.com`, with a port to allow only that port
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

/** `URL.port` is empty for the default port of the protocol. */
const DEFAULT_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

const isLoopback = (hostname: string) =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
