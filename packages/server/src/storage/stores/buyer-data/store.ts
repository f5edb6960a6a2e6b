import type { BuyerDataStore } from "../../buyer-data-store.js";
import type { Engine } from "../../statements/engine.js";
import { eraseTrail } from "./erase.js";
import { receipts } from "./receipts.js";
import { rowsOfBuyer } from "./rows.js";
import { bury, buryNames } from "./tombstones.js";
import { trailOf } from "./trail.js";
import { unfinishedErasures } from "./unfinished.js";

export const buyerDataStore = (engine: Engine): BuyerDataStore => ({
  trail: (buyer) => trailOf(engine, buyer),
  rows: (table, trail, openidHashes) => rowsOfBuyer(engine, table, trail, openidHashes),
  bury: (tombstone) => bury(engine, tombstone),
  buryPayment: (hashes, erasedAtMs) =>
    engine.transaction(() => buryNames(hashes, erasedAtMs), { isRepeatable: true }),
  erase: (trail, work) => eraseTrail(engine, trail, work),
  ...receipts(engine),
  ...unfinishedErasures(engine),
});
