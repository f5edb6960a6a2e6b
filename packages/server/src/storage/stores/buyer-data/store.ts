import type { BuyerDataStore } from "../../buyer-data-store.js";
import type { Engine } from "../../statements/engine.js";
import { allBuyers, sealedCalls } from "./all-buyers.js";
import { eraseTrail } from "./erase.js";
import { receipts } from "./receipts.js";
import { rowsOfBuyer } from "./rows.js";
import { bury, buryPayment, listTombstones } from "./tombstones.js";
import { trailOf } from "./trail.js";
import { noteTrail } from "./unfinished.js";

export const buyerDataStore = (engine: Engine): BuyerDataStore => ({
  trail: (buyer) => trailOf(engine, buyer),
  rows: (table, trail, openidHashes) => rowsOfBuyer(engine, table, trail, openidHashes),
  bury: (tombstone) => bury(engine, tombstone),
  async buryPayment({ nameHashes, transactionIds, erasedAtMs }) {
    const script = () => buryPayment(nameHashes, transactionIds, erasedAtMs);
    await engine.transaction(script, { isRepeatable: true });
  },
  erase: (trail, work) => eraseTrail(engine, trail, work),
  listTombstones: () => listTombstones(engine),
  allBuyers: () => allBuyers(engine),
  sealedCalls: () => sealedCalls(engine),
  ...receipts(engine),
  noteTrail: noteTrail(engine),
});
