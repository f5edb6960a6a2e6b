import { BlockList, isIP } from "node:net";

/** A network that is not on the public internet. */
export interface SpecialNetwork {
  /** `10.0.0.0/8` */
  readonly network: string;
  /** What the network is for: `private`. Ends the sentence "the address is …". */
  readonly use: string;
}

/**
 * The network of an address that a call by the server must not reach; null for a public address.
 * `("::ffff:10.0.0.5")` is the row of `10.0.0.0/8`.
 * @param address an IPv4 or IPv6 address, without brackets
 */
export function specialNetworkOf(address: string): SpecialNetwork | null {
  const plain = withoutIpv6Form(address);
  const family = isIP(plain) === 6 ? "ipv6" : "ipv4";
  const row = ROWS.find(({ list }) => list.check(plain, family));
  if (row !== undefined) return row;
  const isPublic = family === "ipv4" || PUBLIC_IPV6.check(plain, "ipv6");
  return isPublic ? null : { network: "::/0", use: "outside the public IPv6 networks" };
}

/**
 * The IPv4 address that an IPv4-mapped (`::ffff:a.b.c.d`) or NAT64 (`64:ff9b::a.b.c.d`) address reaches;
 * any other address without its zone.
 */
export function withoutIpv6Form(address: string): string {
  const [plain = ""] = address.split("%", 1);
  if (isIP(plain) !== 6) return plain;
  // The URL parser writes every IPv6 address in one way: the shortest form, in hexadecimal.
  const canonical = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  const [, high = "0", low] = MAPPED.exec(canonical) ?? NAT64.exec(canonical) ?? [];
  if (low === undefined) return canonical;
  const bits = Number.parseInt(high, 16) * 0x1_0000 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 0xff).join(".");
}

const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;
const NAT64 = /^64:ff9b::(?:([\da-f]{1,4}):)?([\da-f]{1,4})$/;

/**
 * IANA's special-purpose registries of IPv4 and IPv6, and the addresses at which clouds serve credentials
 * to their machines. The clouds' other metadata addresses are in these networks: 169.254.169.254,
 * 100.100.100.200, 192.0.0.192, fd00:ec2::254.
 */
const SPECIAL: readonly (readonly [network: string, use: string])[] = [
  ["0.0.0.0/8", "unspecified"],
  ["10.0.0.0/8", "private"],
  ["100.64.0.0/10", "shared by a carrier (CGNAT)"],
  ["127.0.0.0/8", "loopback"],
  ["168.63.129.16/32", "a cloud's metadata service"],
  ["169.254.0.0/16", "link-local"],
  ["172.16.0.0/12", "private"],
  ["192.0.0.0/24", "reserved for protocols"],
  ["192.0.2.0/24", "for documentation"],
  ["192.31.196.0/24", "reserved for protocols"],
  ["192.52.193.0/24", "reserved for protocols"],
  ["192.88.99.0/24", "a 6to4 relay"],
  ["192.168.0.0/16", "private"],
  ["192.175.48.0/24", "reserved for protocols"],
  ["198.18.0.0/15", "for benchmarks"],
  ["198.51.100.0/24", "for documentation"],
  ["203.0.113.0/24", "for documentation"],
  ["224.0.0.0/4", "multicast"],
  ["240.0.0.0/4", "reserved"],
  ["::/128", "unspecified"],
  ["::1/128", "loopback"],
  ["::/96", "an obsolete form of IPv4"],
  ["::ffff:0:0:0/96", "a translated form of IPv4"],
  ["64:ff9b:1::/48", "local NAT64"],
  ["100::/64", "discarded"],
  ["2001::/23", "reserved for protocols (Teredo and others)"],
  ["2001:db8::/32", "for documentation"],
  ["2002::/16", "a 6to4 form of IPv4"],
  ["2620:4f:8000::/48", "reserved for protocols"],
  ["3fff::/20", "for documentation"],
  ["5f00::/16", "for segment routing"],
  ["fc00::/7", "private"],
  ["fe80::/10", "link-local"],
  ["fec0::/10", "site-local"],
  ["ff00::/8", "multicast"],
];

/** The list of one network. @param network `10.0.0.0/8`, valid */
export function listOf(network: string): BlockList {
  const list = new BlockList();
  const [address = "", bits] = network.split("/");
  list.addSubnet(address, Number(bits), isIP(address) === 6 ? "ipv6" : "ipv4");
  return list;
}

const ROWS = SPECIAL.map(([network, use]) => ({ network, use, list: listOf(network) }));
/** All IPv6 addresses that are assigned for the public internet. */
const PUBLIC_IPV6 = listOf("2000::/3");
