import type { FastifyBaseLogger } from "fastify";
import type { Sealer } from "../secrets/seal.js";
import type { SettingStore } from "../storage/store.js";
import { mchidOfTestKeys, resealedTestKeys, TEST_KEYS } from "../test-notices/test-keys.js";
import { type SealedAgain, sealAgain } from "./seal-again.js";

type Setting = Awaited<ReturnType<SettingStore["list"]>>[number];

/** A sandbox's test keys that the previous seal key sealed. */
export const sealTestKeys = (
  settings: SettingStore,
  sealer: Sealer,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): (() => Promise<void>) =>
  sealAgain<Setting>(
    {
      list: (page) => settings.list({ start: TEST_KEYS, ...page }),
      nameOf: ({ name }) => name,
      seal: (setting) => sealOne(setting, settings, sealer),
      what: "test keys of WeChat Pay",
      facts: ({ name }) => ({ mchid: mchidOfTestKeys(name) }),
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
  const resealed = resealedTestKeys(name, value, sealer);
  if (resealed === null) return "unreadable";
  await settings.change(name, (stored) =>
    // Another process may have sealed it in the meantime.
    stored === null || stored === value ? resealed : stored,
  );
  return "sealed";
}
