import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/**
 * This machine and private networks. Link-local addresses are none of them: clouds serve credentials there.
 */
const LOCAL: readonly string[] = [
  "0.0.0.0/32",
  "127.0.0.0/8",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "::/128",
  "::1/128",
  "fc00::/7",
];

const LOCAL_LIST = new BlockList();
for (const network of LOCAL) {
  const [address = "", bits] = network.split("/");
  LOCAL_LIST.addSubnet(address, Number(bits), isIP(address) === 6 ? "ipv6" : "ipv4");
}

/**
 * The first address of a host that is neither of this machine nor private; null if there is none.
 * @param host as in a URL: an IPv6 address has brackets
 * @throws Error of the resolver
 */
export async function findPublicAddress(host: string): Promise<string | null> {
  const name = host.startsWith("[") ? host.slice(1, -1) : host;
  const addresses = await lookup(name, { all: true });
  return addresses.find(({ address }) => !isLocal(address))?.address ?? null;
}

/** Whether an address is of this machine or private. An IPv4-mapped IPv6 address counts as its IPv4 address. */
export const isLocal = (address: string): boolean =>
  LOCAL_LIST.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
