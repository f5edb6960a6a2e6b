import { randomBytes } from "node:crypto";
import {
  ERASURE_KEPT_TEXTS,
  type ERASURE_REMAINS_TEXTS,
  type ErasureReceipt,
} from "@dingdan/contract";
import { openidHashes as hashesOfOpenid } from "../request-log/sealed-openids.js";
import type { Sealer } from "../secrets/seal.js";
import type { BuyerTrail } from "../storage/buyer-data-store.js";
import type { Buyer, Store } from "../storage/store.js";
import type { BuyerDataKeys } from "./buyer-data-keys.js";
import { unitedTrail } from "./sealed-trails.js";

export interface EraseParts {
  readonly store: Pick<Store, "buyerData" | "buyerTokens" | "requests" | "overwriteDeleted">;
  readonly keys: BuyerDataKeys;
  readonly sealer: Sealer;
  readonly nowMs: number;
}

/** A payment that was being recorded when the erasure began is found by the second pass. */
const PASSES_MAX = 5;

/**
 * Erases everything that is stored about a buyer, and returns the signed receipt. When it is interrupted,
 * the next call erases the rest, and its receipt counts both.
 * @throws BuyerDataKeysUnusable without the seal key
 */
export async function eraseBuyer(buyer: Buyer, parts: EraseParts): Promise<ErasureReceipt> {
  const { store, keys, nowMs } = parts;
  const { appid } = buyer;
  const buyerHash = (await keys.hashes()).buyer(buyer);
  const tombstone = { appid, buyerHash, erasedAtMs: nowMs };
  await store.buyerData.bury(tombstone);
  await eraseInPasses(buyer, buyerHash, parts);
  // Those that were read a moment ago are forgotten, too.
  await store.buyerTokens.deleteOfBuyer(buyer);
  const deletedBytes = await store.overwriteDeleted();
  const id = `erasure_${randomBytes(12).toString("hex")}`;
  const sign = await keys.signer();
  const stored = await store.buyerData.finish(buyerHash, (removed) => {
    const receipt = {
      id,
      appid,
      buyer_hash: buyerHash,
      erased_at: new Date(nowMs).toISOString(),
      removed,
      kept: Object.keys(ERASURE_KEPT_TEXTS),
      remains: [...REMAINS, ...deletedBytes],
    };
    const signed = { ...receipt, signature: sign(JSON.stringify(receipt)) };
    return { ...tombstone, id, receipt: JSON.stringify(signed) };
  });
  return JSON.parse(stored.receipt) as ErasureReceipt;
}

async function eraseInPasses(
  buyer: Buyer,
  buyerHash: string,
  { store: { buyerData, requests }, keys, sealer, nowMs: erasedAtMs }: EraseParts,
): Promise<void> {
  const { name: hashOf } = await keys.hashes();
  const trails = await keys.trails();
  const openidHashes = hashesOfOpenid(buyer.openid, sealer);
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    // The calls of the buyer that wait in memory are written first.
    await requests.lastNumber();
    const found = await buyerData.trail(buyer);
    if (pass > 0 && isEmpty(found)) break;
    // What an interrupted call has found: its orders may be gone, and what they led to may be left.
    const sealedTrail = await buyerData.noteTrail(buyerHash, (sealed) => {
      const before = sealed === null ? null : trails.open(sealed, buyerHash);
      return trails.seal(before === null ? found : unitedTrail(before, found), buyerHash);
    });
    const work = { buyerHash, openidHashes, hashOf, erasedAtMs, sealedTrail };
    await buyerData.erase(trails.open(sealedTrail, buyerHash), work);
  }
}

/** What this platform cannot erase. */
const REMAINS: readonly (keyof typeof ERASURE_REMAINS_TEXTS)[] = [
  "earlier_backups",
  "webhook_receivers",
];

const isEmpty = ({ uploads, payments, tradeOrders }: BuyerTrail) =>
  uploads.length + payments.length + tradeOrders.length === 0;
