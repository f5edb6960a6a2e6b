import { BlockList, isIP } from "node:net";

/** True when an address is on a list of addresses and ranges; an empty list allows every address. */
export function isWhitelisted(address: string, whitelist: readonly string[]): boolean {
  if (whitelist.length === 0) return true;
  const list = new BlockList();
  for (const entry of whitelist) {
    const [network, prefix] = entry.split("/") as [string, string?];
    const family = isIP(network) === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(network, family);
    else list.addSubnet(network, Number(prefix), family);
  }
  // A server that listens on IPv6 sees an IPv4 client as ::ffff:203.0.113.9.
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  return list.check(plain, isIP(plain) === 6 ? "ipv6" : "ipv4");
}

/** True when a text is an address or a range that {@link isWhitelisted} accepts. */
export function isAddressOrRange(entry: string): boolean {
  const [network = "", prefix, ...rest] = entry.split("/");
  const bits = isIP(network) === 6 ? 128 : 32;
  if (isIP(network) === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}
