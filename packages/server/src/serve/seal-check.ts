import type { Sealer } from "../secrets/seal.js";
import type { PlatformOptions } from "./options.js";
import { parseSealKey } from "./seal-key.js";

/** The setting with a value that is sealed with the key of the database: another key cannot open it. */
export const SEAL_CHECK = "seal_check";
export const SEAL_CHECK_PLACE = "settings/seal_check/value";

/** Where the keys may come from, for errors. */
const SOURCES = "--seal-key-file / DINGDAN_SEAL_KEY_FILE / DINGDAN_SEAL_KEY";
const PREVIOUS_SOURCES =
  "--previous-seal-key-file / DINGDAN_PREVIOUS_SEAL_KEY_FILE / DINGDAN_PREVIOUS_SEAL_KEY";

type SealOptions = Pick<PlatformOptions, "sealKey" | "previousSealKey">;

/** @throws SettingsError for a key that cannot be used */
export function parseSealKeys({ sealKey, previousSealKey }: SealOptions) {
  return {
    current: sealKey === undefined ? null : parseSealKey(sealKey, SOURCES),
    previous:
      previousSealKey === undefined ? null : parseSealKey(previousSealKey, PREVIOUS_SOURCES),
  };
}

/** A key does not open what the database was sealed with: the sealer then seals nothing. */
export function refuseOtherKey(sealer: Sealer, stored: string): void {
  const opened = sealer.open(stored, SEAL_CHECK_PLACE);
  if (opened.kind !== "opened") {
    sealer.refuse(opened.kind === "other_key" ? opened.sealedWith : "?");
  }
}
