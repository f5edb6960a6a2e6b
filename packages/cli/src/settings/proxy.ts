import { type Address, type AddressFlags, PROXY_ADDRESS } from "./address.js";
import { type Environment, Reading } from "./reading.js";

export const DEFAULT_CA_FOLDER = "./data/ca";

export interface ProxyFlags extends AddressFlags {
  readonly url?: string;
  readonly caDir?: string;
}

export interface ProxySettings extends Address {
  readonly url: string;
  readonly caFolder: string;
}

export function proxySettings(flags: ProxyFlags, environment: Environment): ProxySettings {
  const reading = new Reading(environment);
  const settings = {
    ...reading.address(flags, PROXY_ADDRESS),
    url: reading.url(flags.url),
    caFolder: reading.value(flags.caDir, "--ca-dir", "DINGDAN_CA_DIR") ?? DEFAULT_CA_FOLDER,
  };
  reading.throwIfBad();
  return settings;
}
