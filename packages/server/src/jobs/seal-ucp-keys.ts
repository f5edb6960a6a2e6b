import type { FastifyBaseLogger } from "fastify";
import type { Sealer } from "../secrets/seal.js";
import type { SettingStore } from "../storage/store.js";
import { resealedUcpKeys, UCP_KEYS } from "../ucp/ucp-keys.js";
import { type SealedAgain, sealAgain } from "./seal-again.js";

type Setting = Awaited<ReturnType<SettingStore["list"]>>[number];

/** The keys of the Universal Commerce Protocol that the previous seal key sealed. */
export const sealUcpKeys = (
  settings: SettingStore,
  sealer: Sealer,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): (() => Promise<void>) =>
  sealAgain<Setting>(
    {
      list: (page) => settings.list({ start: UCP_KEYS, ...page }),
      nameOf: ({ name }) => name,
      seal: (setting) => sealOne(setting, settings, sealer),
      what: "keys of the Universal Commerce Protocol",
      facts: ({ name }) => ({ name }),
    },
    sealer,
    log,
  );

async function sealOne(
  { name, value }: Setting,
  settings: SettingStore,
  sealer: Sealer,
): Promise<SealedAgain> {
  if (sealer.isCurrent(value)) return "current";
  const resealed = resealedUcpKeys(value, sealer);
  if (resealed === null) return "unreadable";
  await settings.change(name, (stored) =>
    // Another process may have sealed it, or made a new key, in the meantime.
    stored === null || stored === value ? resealed : stored,
  );
  return "sealed";
}
