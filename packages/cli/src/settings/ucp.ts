import type { UcpVersion } from "@dingdan/contract";
import { type AdminSettings, readAdmin } from "./admin.js";
import { type Environment, Reading } from "./reading.js";
import type { WebhookFlags } from "./webhooks.js";

export interface PlatformFlags extends WebhookFlags {
  readonly publicKeys?: string;
  readonly orderVersion?: UcpVersion;
}

/** The settings that only platforms have. */
export interface PlatformSettings {
  readonly admin: AdminSettings;
  /** The file with the public keys; null without the flag. */
  readonly keysFile: string | null;
  readonly version: UcpVersion | null;
}

export function platformSettings(flags: PlatformFlags, environment: Environment): PlatformSettings {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const keysFile = reading.value(flags.publicKeys, "--public-keys", null);
  reading.throwIfBad();
  return { admin, keysFile, version: flags.orderVersion ?? null };
}
