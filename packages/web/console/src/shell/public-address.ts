/**
 * True when the console is open under another address than the one that links lead to. The names of this
 * machine are one address: a developer may open any of them.
 */
export function isOtherAddress(openedOrigin: string, publicUrl: string): boolean {
  if (!URL.canParse(publicUrl)) return false;
  const [opened, published] = [new URL(openedOrigin), new URL(publicUrl)];
  if (opened.origin === published.origin) return false;
  const isSameMachine = isLoopback(opened.hostname) && isLoopback(published.hostname);
  return !(isSameMachine && opened.port === published.port);
}

const isLoopback = (hostname: string) =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
