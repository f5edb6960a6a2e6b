import { hkdfSync } from "node:crypto";
import { Sealer } from "../secrets/seal.js";
import type { BuyerTrail } from "../storage/buyer-data-store.js";

/**
 * Seals what an erasure has found until it is finished. The key is derived from that of the hashes: a change
 * of the seal key does not lock an unfinished erasure.
 */
export class SealedTrails {
  readonly #sealer: Sealer;

  constructor(hashKey: Buffer) {
    this.#sealer = new Sealer(Buffer.from(hkdfSync("sha256", hashKey, "", PURPOSE, KEY_BYTES)));
  }

  seal(trail: BuyerTrail, buyerHash: string): string {
    return this.#sealer.seal(JSON.stringify(trail), placeOf(buyerHash));
  }

  /** @throws Error when it was changed */
  open(sealed: string, buyerHash: string): BuyerTrail {
    const opened = this.#sealer.open(sealed, placeOf(buyerHash));
    if (opened.kind !== "opened") throw new Error(`${placeOf(buyerHash)} is ${opened.kind}`);
    return JSON.parse(opened.value) as BuyerTrail;
  }
}

const PURPOSE = "dingdan unfinished erasures";
const KEY_BYTES = 32;

const placeOf = (buyerHash: string) => `unfinished_erasures/${buyerHash}/trail`;

/** What two searches for a buyer have found, the later one's rows in place of the same of the earlier one. */
export const unitedTrail = (earlier: BuyerTrail, later: BuyerTrail): BuyerTrail => ({
  buyer: later.buyer,
  uploads: united(earlier.uploads, later.uploads, ({ number }) => String(number)),
  payments: united(earlier.payments, later.payments, ({ appid, id }) => `${appid} ${id}`),
  tradeOrders: united(
    earlier.tradeOrders,
    later.tradeOrders,
    ({ appid, transactionId }) => `${appid} ${transactionId}`,
  ),
});

const united = <T>(earlier: readonly T[], later: readonly T[], nameOf: (row: T) => string): T[] => [
  ...new Map([...earlier, ...later].map((row) => [nameOf(row), row])).values(),
];
