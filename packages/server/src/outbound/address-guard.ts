import { type BlockList, isIP } from "node:net";
import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import { listOf, specialNetworkOf, withoutIpv6Form } from "./address-classes.js";

/** Why the server does not call an address. */
export interface AddressRefusal {
  /** The address, or the name of this machine: `10.0.0.5`, `localhost`. */
  readonly address: string;
  /** What the network of the address is for: `private`. */
  readonly use: string;
  /** The smallest network that allows the address: `10.0.0.5/32`. */
  readonly allow: string;
}

/**
 * Decides which addresses the server may call. A URL that someone else chose must not reach the database
 * beside the server, the cloud's metadata service or another machine of the operator.
 */
export class AddressGuard {
  /** True in a sandbox. */
  readonly allowsAll: boolean;
  readonly #allowed: readonly BlockList[];

  /**
   * @param isSandbox true allows every address
   * @param allowedNetworks `10.1.0.0/16`, `fd00::/8` or one address
   * @throws SettingsError for an invalid network
   */
  constructor(isSandbox: boolean, allowedNetworks: readonly string[] = []) {
    this.allowsAll = isSandbox;
    this.#allowed = allowedNetworks.map((network) => listOf(parseNetwork(network)));
  }

  /** @returns null when the server may call the address */
  refusalOf(address: string): AddressRefusal | null {
    if (this.allowsAll) return null;
    const special = specialNetworkOf(address);
    if (special === null) return null;
    const reached = withoutIpv6Form(address);
    const family = isIP(reached) === 6 ? "ipv6" : "ipv4";
    if (this.#allowed.some((list) => list.check(reached, family))) return null;
    return { address, use: special.use, allow: `${reached}/${family === "ipv6" ? 128 : 32}` };
  }

  /**
   * Checks a URL without a resolver: an address in any spelling (`127.1`, `0x7f000001`, `[::1]`), and the
   * names of this machine. Another name is checked when it is resolved for a call.
   * @param url a valid http or https URL
   */
  refusalOfUrl(url: string): AddressRefusal | null {
    const host = new URL(url).hostname;
    const address = host.startsWith("[") ? host.slice(1, -1) : host;
    if (isIP(address) !== 0) return this.refusalOf(address);
    if (!/(?:^|\.)localhost\.?$/.test(host)) return null;
    const refusal = this.refusalOf("127.0.0.1");
    return refusal && { ...refusal, address: host };
  }
}

/** @throws SettingsError */
function parseNetwork(network: string): string {
  const [, address = "", bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(network) ?? [];
  const bitsMax = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (bitsMax === 0 || Number(bits ?? 0) > bitsMax) {
    throw new SettingsError(
      text(
        `invalid value for --allow-callback-network / DINGDAN_ALLOW_CALLBACK_NETWORKS: ${JSON.stringify(network)} is not a network. Write an address and the number of its leading bits, such as 10.1.0.0/16, fd00::/8 or 10.0.0.5/32.`,
        `--allow-callback-network / DINGDAN_ALLOW_CALLBACK_NETWORKS 取值无效：${JSON.stringify(network)} 不是网络。请写地址与前缀长度，例如 10.1.0.0/16、fd00::/8 或 10.0.0.5/32。`,
      ),
    );
  }
  return `${address}/${bits ?? bitsMax}`;
}
