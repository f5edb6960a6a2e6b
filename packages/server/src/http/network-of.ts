import { isIPv4, isIPv6 } from "node:net";

/**
 * The network of which one owner has every address: an IPv4 address by itself, the /64 of an IPv6
 * address. Sample: `::ffff:203.0.113.9` and `203.0.113.9` give `203.0.113.9`; `2001:db8:1:2::7` gives
 * `2001:db8:1:2::/64`. A text that is no address is its own network.
 */
export function networkOf(address: string): string {
  const place = placeOf(address);
  if (typeof place === "string") return place;
  return `${place.slice(0, 4).map(hex).join(":")}::/64`;
}

/**
 * The network that counts when too many single ones are counted: the /16 of an IPv4 address, the /32 of
 * an IPv6 address.
 */
export function widerNetworkOf(address: string): string {
  const place = placeOf(address);
  if (typeof place === "string") {
    return isIPv4(place) ? `${place.split(".").slice(0, 2).join(".")}.0.0/16` : place;
  }
  return `${place.slice(0, 2).map(hex).join(":")}::/32`;
}

/**
 * The one spelling of an address: `2001:DB8::0001%eth0` gives `2001:db8::1`, and `::ffff:cb00:7109` gives
 * `203.0.113.9`. A zone means something only on the machine that wrote it.
 */
export function plainAddress(address: string): string {
  const place = placeOf(address);
  // The URL parser writes every IPv6 address in one way.
  return typeof place === "string"
    ? place
    : new URL(`http://[${place.map(hex).join(":")}]`).hostname.slice(1, -1);
}

/** A server that listens on IPv6 sees an IPv4 client as an IPv6 address of this network. */
const MAPPED_IPV4 = [0, 0, 0, 0, 0, 0xffff];

/** The eight groups of an IPv6 address; the text of an IPv4 address, or of no address. */
function placeOf(address: string): readonly number[] | string {
  const [plain = ""] = address.split("%", 1);
  if (!isIPv6(plain)) return plain.slice(0, 64);
  const groups = groupsOf(plain);
  if (!MAPPED_IPV4.every((group, index) => groups[index] === group)) return groups;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function groupsOf(address: string): number[] {
  const [before = "", after] = address.split("::", 2);
  const first = partsOf(before);
  if (after === undefined) return first;
  const last = partsOf(after);
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => 0);
  return [...first, ...zeros, ...last];
}

/** The groups of a part without `::`, whose end may be written as IPv4. */
const partsOf = (part: string): number[] =>
  part === ""
    ? []
    : part.split(":").flatMap((group) => {
        if (!isIPv4(group)) return [Number.parseInt(group, 16)];
        const [a = 0, b = 0, c = 0, d = 0] = group.split(".").map(Number);
        return [a * 256 + b, c * 256 + d];
      });

const hex = (group: number) => group.toString(16);
