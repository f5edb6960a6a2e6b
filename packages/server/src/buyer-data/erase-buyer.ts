import { randomBytes } from "node:crypto";
import {
  ERASURE_KEPT_TEXTS,
  type ERASURE_REMAINS_TEXTS,
  type ErasureReceipt,
} from "@dingdan/contract";
import { openidHashes } from "../request-log/sealed-openids.js";
import type { Sealer } from "../secrets/seal.js";
import type { BuyerTrail, ErasedCounts } from "../storage/buyer-data-store.js";
import type { Buyer, Store } from "../storage/store.js";
import type { BuyerDataKeys } from "./buyer-data-keys.js";

export interface EraseParts {
  readonly store: Pick<
    Store,
    "buyerData" | "buyerTokens" | "requests" | "isShared" | "overwriteDeleted"
  >;
  readonly keys: BuyerDataKeys;
  readonly sealer: Sealer;
  readonly nowMs: number;
}

/** A payment that was being recorded when the erasure began is found by the second pass. */
const PASSES_MAX = 5;

/**
 * Erases everything that is stored about a buyer, and returns the signed receipt. When it is interrupted,
 * the next call erases the rest.
 * @throws BuyerDataKeysUnusable without the seal key
 */
export async function eraseBuyer(buyer: Buyer, parts: EraseParts): Promise<ErasureReceipt> {
  const { store, keys, sealer, nowMs } = parts;
  const hashes = await keys.hashes();
  const { appid } = buyer;
  const tombstone = { appid, buyerHash: hashes.buyer(buyer), erasedAtMs: nowMs };
  await store.buyerData.bury(tombstone);
  // The calls of the buyer that wait in memory are written first.
  await store.requests.lastNumber();
  const work = {
    openidHashes: openidHashes(buyer.openid, sealer),
    hashOf: hashes.name,
    erasedAtMs: nowMs,
  };
  const removed = new Map<string, number>();
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const trail = await store.buyerData.trail(buyer);
    if (pass > 0 && isEmpty(trail)) break;
    addAll(removed, await store.buyerData.erase(trail, work));
  }
  const tokens = await store.buyerTokens.deleteOfBuyer(buyer);
  if (tokens > 0) removed.set("buyer_tokens", tokens);
  const isOverwritten = await store.overwriteDeleted();
  const receipt = {
    id: `erasure_${randomBytes(12).toString("hex")}`,
    appid,
    buyer_hash: tombstone.buyerHash,
    erased_at: new Date(nowMs).toISOString(),
    removed: Object.fromEntries(removed),
    kept: Object.keys(ERASURE_KEPT_TEXTS),
    remains: [...REMAINS, ...remainsOn(store.isShared, isOverwritten)],
  };
  const signed = { ...receipt, signature: await keys.signed(JSON.stringify(receipt)) };
  const { id } = receipt;
  await store.buyerData.putReceipt({ ...tombstone, id, receipt: JSON.stringify(signed) });
  return signed;
}

type Remains = keyof typeof ERASURE_REMAINS_TEXTS;

/** What this platform cannot erase, or not at once. */
const REMAINS: readonly Remains[] = ["earlier_backups", "webhook_receivers"];

/** The bytes in the database's own files. */
const remainsOn = (isShared: boolean, isOverwritten: boolean): Remains[] => [
  isShared ? "write_ahead_log" : "slack_of_earlier_versions",
  ...(isOverwritten ? [] : [isShared ? ("dead_rows" as const) : ("write_ahead_log" as const)]),
];

const isEmpty = ({ uploads, payments, tradeOrders }: BuyerTrail) =>
  uploads.length + payments.length + tradeOrders.length === 0;

function addAll(removed: Map<string, number>, counts: ErasedCounts): void {
  for (const [table, count] of Object.entries(counts)) {
    removed.set(table, (removed.get(table) ?? 0) + count);
  }
}
