import type { BuyerDataStore } from "../../buyer-data-store.js";
import type { Engine } from "../../statements/engine.js";
import { rowsOfBuyer } from "./rows.js";
import { trailOf } from "./trail.js";

export const buyerDataStore = (engine: Engine): BuyerDataStore => ({
  trail: (buyer) => trailOf(engine, buyer),
  rows: (table, trail, openidHashes) => rowsOfBuyer(engine, table, trail, openidHashes),
});
