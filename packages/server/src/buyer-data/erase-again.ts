import { openidsOf } from "../request-log/sealed-openids.js";
import type { Tombstone } from "../storage/buyer-data-store.js";
import type { Buyer } from "../storage/store.js";
import { type EraseParts, eraseBuyer } from "./erase-buyer.js";

/** What was done about the erasures since a backup. */
export interface ErasedAgain {
  /** Erasures that the database did not know. */
  readonly newer: number;
  /** The buyers among them of whom the database had something. */
  readonly buyers: number;
}

/**
 * The erasures that a database does not know. One that it knows was made before the backup: what the buyer
 * bought afterwards is not to be erased.
 */
export async function unknownErasures(
  store: Pick<EraseParts["store"], "buyerData">,
  erasures: readonly Tombstone[],
): Promise<readonly Tombstone[]> {
  const known = new Map(
    (await store.buyerData.listTombstones()).map((one) => [one.buyerHash, one.erasedAtMs]),
  );
  return erasures.filter(
    ({ buyerHash, erasedAtMs }) => (known.get(buyerHash) ?? Number.NEGATIVE_INFINITY) < erasedAtMs,
  );
}

/**
 * Carries out erasures that were made after the backup that a database comes from. The openid of an erased
 * buyer is stored nowhere, so the keyed hash of each buyer in the database is compared with theirs.
 */
export async function eraseAgain(
  unknown: readonly Tombstone[],
  parts: Omit<EraseParts, "nowMs">,
): Promise<ErasedAgain> {
  const byHash = new Map(unknown.map((one) => [one.buyerHash, one]));
  const found = await buyersAmong(byHash, parts);
  // A later report of a payment of theirs is refused, also when nothing of them is left.
  for (const tombstone of unknown) await parts.store.buyerData.bury(tombstone);
  for (const [buyerHash, buyer] of found) {
    const { erasedAtMs } = byHash.get(buyerHash) as Tombstone;
    await eraseBuyer(buyer, { ...parts, nowMs: erasedAtMs });
  }
  return { newer: unknown.length, buyers: found.size };
}

async function buyersAmong(
  wanted: ReadonlyMap<string, Tombstone>,
  { store: { buyerData }, keys, sealer }: Omit<EraseParts, "nowMs">,
): Promise<ReadonlyMap<string, Buyer>> {
  const found = new Map<string, Buyer>();
  if (wanted.size === 0) return found;
  const { buyer: hashOf } = await keys.hashes();
  const look = (buyer: Buyer) => {
    const hash = hashOf(buyer);
    if (wanted.has(hash)) found.set(hash, buyer);
  };
  for await (const buyers of buyerData.allBuyers()) buyers.forEach(look);
  for await (const calls of buyerData.sealedCalls()) {
    for (const { appid, ...call } of calls) {
      for (const openid of openidsOf(call, sealer)) look({ appid, openid });
    }
  }
  return found;
}
