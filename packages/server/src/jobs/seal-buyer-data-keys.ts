import type { FastifyBaseLogger } from "fastify";
import { BUYER_DATA_KEYS, resealedBuyerDataKeys } from "../buyer-data/buyer-data-keys.js";
import type { Sealer } from "../secrets/seal.js";
import type { SettingStore } from "../storage/store.js";
import { type SealedAgain, sealAgain } from "./seal-again.js";

type Setting = Awaited<ReturnType<SettingStore["list"]>>[number];

/** The keys of erasures that the previous seal key sealed. */
export const sealBuyerDataKeys = (
  settings: SettingStore,
  sealer: Sealer,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): (() => Promise<void>) =>
  sealAgain<Setting>(
    {
      list: (page) => settings.list({ start: BUYER_DATA_KEYS, ...page }),
      nameOf: ({ name }) => name,
      seal: (setting) => sealOne(setting, settings, sealer),
      what: "keys of erasures",
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
  const resealed = resealedBuyerDataKeys(value, sealer);
  if (resealed === null) return "unreadable";
  await settings.change(name, (stored) =>
    stored === null || stored === value ? resealed : stored,
  );
  return "sealed";
}
