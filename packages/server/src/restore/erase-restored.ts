import { text } from "@dingdan/contract";
import { BuyerDataKeys, BuyerDataKeysUnusable } from "../buyer-data/buyer-data-keys.js";
import { type ErasedAgain, eraseAgain, unknownErasures } from "../buyer-data/erase-again.js";
import { Sealer } from "../secrets/seal.js";
import { otherKeyText, sealFaultText } from "../secrets/seal-faults.js";
import { parseSealKeys, refuseOtherKey, SEAL_CHECK } from "../serve/seal-check.js";
import { SettingsError } from "../settings-error.js";
import { openStore } from "../storage/open-store.js";
import type { Store } from "../storage/store.js";
import type { ErasureList } from "./erasure-list.js";

/** The keys with which the server is started. */
export interface SealKeys {
  readonly sealKey?: string;
  readonly previousSealKey?: string;
}

/**
 * Carries out, in a restored database that nothing serves yet, the erasures that it does not know.
 * @throws SettingsError when the keys do not fit
 */
export async function eraseRestored(
  databaseUrl: string,
  list: ErasureList,
  keys: SealKeys,
): Promise<ErasedAgain> {
  const { store } = await openStore(databaseUrl);
  try {
    const unknown = await unknownErasures(store, list.erasures);
    // The seal key is not asked for when there is nothing to do with it.
    if (unknown.length === 0) return { newer: 0, buyers: 0 };
    return await withKeys(store, list, keys, (buyerKeys, sealer) =>
      eraseAgain(unknown, { store, keys: buyerKeys, sealer }),
    );
  } finally {
    await store.close();
  }
}

async function withKeys<T>(
  store: Store,
  { sealedKeys }: ErasureList,
  given: SealKeys,
  work: (keys: BuyerDataKeys, sealer: Sealer) => Promise<T>,
): Promise<T> {
  const { current, previous } = parseSealKeys(given);
  const sealer = new Sealer(current, previous);
  const check = await store.settings.get(SEAL_CHECK);
  if (current !== null && check !== null) refuseOtherKey(sealer, check);
  const keys = new BuyerDataKeys(store.settings, sealer);
  try {
    if (sealer.fault !== null) throw new BuyerDataKeysUnusable(sealer.fault);
    if (sealedKeys === null || !(await keys.adopt(sealedKeys))) throw otherInstallation();
    return await work(keys, sealer);
  } catch (error) {
    if (error instanceof BuyerDataKeysUnusable) throw unusable(error);
    throw error;
  }
}

const otherInstallation = () =>
  new SettingsError(
    text(
      "The list of erasures is of another installation than the backup: its keys differ. Export the list from the installation that the backup was made of.",
      "删除记录清单与备份不属于同一套系统：两者的密钥不同。请从创建该备份的系统导出清单。",
    ),
  );

function unusable({ reason }: BuyerDataKeysUnusable): SettingsError {
  const why =
    reason.kind === "other_key"
      ? otherKeyText(reason.sealedWith)
      : reason.kind === "damaged"
        ? text("The keys of the list are damaged.", "清单中的密钥已损坏。")
        : sealFaultText(reason);
  return new SettingsError(
    text(
      `Erasures were recorded after this backup, and they cannot be carried out in it without the seal key of the installation. ${why.en} Give it as serve gets it: DINGDAN_SEAL_KEY_FILE.`,
      `此备份之后记录过买家数据删除，没有系统的封存密钥就无法在备份中重新执行。${why.zh}请按 serve 的方式提供密钥：DINGDAN_SEAL_KEY_FILE。`,
    ),
  );
}
