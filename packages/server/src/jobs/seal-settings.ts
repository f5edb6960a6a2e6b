import type { FastifyBaseLogger } from "fastify";
import { BUYER_DATA_KEYS, resealedBuyerDataKeys } from "../buyer-data/buyer-data-keys.js";
import type { Sealer } from "../secrets/seal.js";
import type { SettingStore } from "../storage/store.js";
import { mchidOfTestKeys, resealedTestKeys, TEST_KEYS } from "../test-notices/test-keys.js";
import { resealedUcpKeys, UCP_KEYS } from "../ucp/ucp-keys.js";
import { type SealedAgain, sealAgain } from "./seal-again.js";

type Setting = Awaited<ReturnType<SettingStore["list"]>>[number];

/** Sealed settings of one kind. */
interface SealedSettings {
  /** How their names begin. */
  readonly start: string;
  /** How log lines name them. */
  readonly what: string;
  /** Names one of them in a log line. @default its name */
  readonly facts?: (setting: Setting) => object;
  /** The value, sealed with the current seal key; null when it cannot be opened. */
  readonly reseal: (setting: Setting, sealer: Sealer) => string | null;
}

const KINDS: readonly SealedSettings[] = [
  {
    start: UCP_KEYS,
    what: "keys of the Universal Commerce Protocol",
    reseal: ({ value }, sealer) => resealedUcpKeys(value, sealer),
  },
  {
    start: BUYER_DATA_KEYS,
    what: "keys of erasures",
    reseal: ({ value }, sealer) => resealedBuyerDataKeys(value, sealer),
  },
  {
    start: TEST_KEYS,
    what: "test keys of WeChat Pay",
    facts: ({ name }) => ({ mchid: mchidOfTestKeys(name) }),
    reseal: ({ name, value }, sealer) => resealedTestKeys(name, value, sealer),
  },
];

/** The jobs that seal settings again: keys that the previous seal key sealed. */
export const sealSettings = (
  settings: SettingStore,
  sealer: Sealer,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): { readonly what: string; readonly run: () => Promise<void> }[] =>
  KINDS.map(({ start, what, facts = ({ name }) => ({ name }), reseal }) => ({
    what,
    run: sealAgain<Setting>(
      {
        list: (page) => settings.list({ start, ...page }),
        nameOf: ({ name }) => name,
        seal: (setting) => sealOne(setting, reseal, { settings, sealer }),
        what,
        facts,
      },
      sealer,
      log,
    ),
  }));

async function sealOne(
  setting: Setting,
  reseal: SealedSettings["reseal"],
  { settings, sealer }: { readonly settings: SettingStore; readonly sealer: Sealer },
): Promise<SealedAgain> {
  const { name, value } = setting;
  if (sealer.isCurrent(value)) return "current";
  const resealed = reseal(setting, sealer);
  if (resealed === null) return "unreadable";
  await settings.change(name, (stored) =>
    // Another process may have sealed it, or made a new key, in the meantime.
    stored === null || stored === value ? resealed : stored,
  );
  return "sealed";
}
