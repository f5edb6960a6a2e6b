import type { IncomingMessage } from "node:http";
import { isIP, isIPv4, isIPv6 } from "node:net";
import { text } from "@dingdan/contract";
import proxyAddr from "@fastify/proxy-addr";
import { SettingsError } from "../settings-error.js";
import { plainAddress } from "./network-of.js";

/**
 * True for an address that is a proxy of the operator: hop 0 is the peer of the connection, hop 1 the
 * address that the peer reports, and so on. The first address that is not is the client's.
 */
export type TrustProxy = (address: string, hop: number) => boolean;

const HOPS_MAX = 32;
const NAMED_NETWORKS: ReadonlySet<string> = new Set(["loopback", "linklocal", "uniquelocal"]);

/**
 * Compiles the setting: a number of proxies in front, or their networks. Null trusts no proxy.
 * @throws SettingsError for a value that is neither
 */
export function trustProxyOf(setting: boolean | number | string): TrustProxy | null {
  const value = String(setting).trim();
  if (["", "0", "false"].includes(value)) return null;
  if (value === "true") return trustHops(1);
  if (/^\d+$/.test(value) && Number(value) <= HOPS_MAX) return trustHops(Number(value));
  const networks = value.split(",").map((entry) => entry.trim());
  const wrong = networks.find((entry) => !isNetwork(entry));
  if (wrong !== undefined) throw badSetting(wrong);
  return proxyAddr.compile(networks);
}

const trustHops =
  (count: number): TrustProxy =>
  (_address, hop) =>
    hop < count;

function isNetwork(entry: string): boolean {
  if (NAMED_NETWORKS.has(entry)) return true;
  const [address = "", bits, ...rest] = entry.split("/");
  if (isIP(address) === 0 || address.includes("%") || rest.length > 0) return false;
  if (bits === undefined) return true;
  return (
    /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (isIPv4(address) ? 32 : 128)
  );
}

const badSetting = (entry: string) =>
  new SettingsError(
    text(
      `invalid value for --trust-proxy / DINGDAN_TRUST_PROXY: ${JSON.stringify(entry)} is not a network. Use the number of proxies in front, such as 1 (at most ${HOPS_MAX}), or their networks: 10.0.0.0/8,loopback. The names loopback, linklocal and uniquelocal are known.`,
      `--trust-proxy / DINGDAN_TRUST_PROXY 取值无效：${JSON.stringify(entry)} 不是网络。请填写前置代理的层数，例如 1（最多 ${HOPS_MAX}），或其所在的网络：10.0.0.0/8,loopback。可用名称：loopback、linklocal、uniquelocal。`,
    ),
  );

/** The client's address: the rightmost one that is not a trusted proxy's. */
export const clientAddress = (request: IncomingMessage, trustProxy: TrustProxy | null): string =>
  (trustProxy === null ? request.socket.remoteAddress : proxyAddr(request, trustProxy)) ?? "";

/**
 * Removes from X-Forwarded-For what no trusted proxy can have meant: the rightmost entry that is not an
 * address, and everything to its left. The client is then the proxy that sent that entry. Ports are
 * removed: `203.0.113.9:52001` is `203.0.113.9`. Everything that reads the header later sees the same.
 */
export function cleanForwardedFor({ headers }: IncomingMessage): void {
  const header = headers["x-forwarded-for"];
  if (header === undefined) return;
  const addresses: string[] = [];
  for (const entry of String(header).split(",").slice(-HOPS_MAX).toReversed()) {
    const address = addressIn(entry.trim());
    if (address === null) break;
    addresses.unshift(address);
  }
  if (addresses.length === 0) delete headers["x-forwarded-for"];
  else headers["x-forwarded-for"] = addresses.join(", ");
}

/**
 * The address of an entry, in one spelling: `203.0.113.9`, `203.0.113.9:52001`, `2001:db8::1` or
 * `[2001:db8::1]:52001`.
 */
function addressIn(entry: string): string | null {
  if (isIP(entry) !== 0) return plainAddress(entry);
  const { v4, v6 } = WITH_PORT.exec(entry)?.groups ?? {};
  if (v4 !== undefined && isIPv4(v4)) return v4;
  return v6 !== undefined && isIPv6(v6) ? plainAddress(v6) : null;
}

const WITH_PORT = /^(?:(?<v4>[\d.]{7,15}):\d{1,5}|\[(?<v6>[\da-f:.]{2,45})\](?::\d{1,5})?)$/i;
