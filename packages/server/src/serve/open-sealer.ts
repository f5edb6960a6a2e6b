import { randomBytes } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import { Sealer } from "../secrets/seal.js";
import { sealFaultText } from "../secrets/seal-faults.js";
import type { SettingStore } from "../storage/store.js";
import type { PlatformOptions } from "./options.js";
import { parseSealKeys, refuseOtherKey, SEAL_CHECK, SEAL_CHECK_PLACE } from "./seal-check.js";
import { parseSealKey, SEAL_KEY_BYTES } from "./seal-key.js";
import { keyBesideDatabase } from "./seal-key-file.js";

/** The key of a sandbox on PostgreSQL. */
const SANDBOX_KEY = "sandbox_seal_key";

/**
 * Opens the sealer of the platform. Without a key, or with a key that is not the database's, the platform
 * starts, and what needs the sealer reports its fault.
 * @throws SettingsError for a key that cannot be used
 */
export async function openSealer(
  options: PlatformOptions & { readonly databaseUrl: string },
  settings: SettingStore,
  log: Pick<FastifyBaseLogger, "warn">,
): Promise<Sealer> {
  const { current: given, previous } = parseSealKeys(options);
  const ofSandbox = given === null && options.sandbox === true;
  const current = ofSandbox ? await sandboxKey(options.databaseUrl, settings) : given;
  const sealer = new Sealer(current, previous);
  if (current !== null) await check(sealer, settings);
  if (sealer.fault?.kind === "wrong_key") log.warn(sealer.fault, sealFaultText(sealer.fault).en);
  return sealer;
}

/** Compares the key with the one that sealed the database; the first key becomes the database's. */
async function check(sealer: Sealer, settings: SettingStore): Promise<void> {
  const before = await settings.get(SEAL_CHECK);
  if (before !== null && sealer.isCurrent(before)) return;
  const own = sealer.seal("dingdan", SEAL_CHECK_PLACE);
  // Of two processes that start with different keys, one is refused.
  const stored = await settings.change(SEAL_CHECK, (value) =>
    value === null || sealer.open(value, SEAL_CHECK_PLACE).kind === "opened" ? own : value,
  );
  refuseOtherKey(sealer, stored);
}

/**
 * The key that a sandbox has without being given one. On SQLite it is in a file beside the database. On
 * PostgreSQL it is in the database, since its processes share nothing else: it protects nothing there, as
 * a sandbox has nothing to protect.
 */
async function sandboxKey(databaseUrl: string, settings: SettingStore): Promise<Buffer> {
  if (databaseUrl === "sqlite::memory:") return randomBytes(SEAL_KEY_BYTES);
  if (databaseUrl.startsWith("sqlite:")) {
    return keyBesideDatabase(databaseUrl.slice("sqlite:".length));
  }
  const own = randomBytes(SEAL_KEY_BYTES).toString("base64");
  const stored =
    (await settings.get(SANDBOX_KEY)) ??
    (await settings.change(SANDBOX_KEY, (value) => value ?? own));
  return parseSealKey(stored, SANDBOX_KEY);
}
