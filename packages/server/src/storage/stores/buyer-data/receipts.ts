import type { BuyerDataStore, StoredReceipt } from "../../buyer-data-store.js";
import type { Engine } from "../../statements/engine.js";
import { insert } from "../../statements/insert.js";
import { run } from "../../statements/script.js";
import { type Given, statement } from "../../statements/statement.js";
import { endErasure, lockRemoved } from "./unfinished.js";

const COLUMNS = ["id", "appid", "buyer_hash", "erased_at_ms", "receipt"] as const;

const PUT = insert("erasures", COLUMNS, "ignore");

type Page = { erasedAtMs: number; id: string; limit: number };

const LIST = statement(
  ({ db }, { erasedAtMs, id, limit }: Given<Page>) =>
    db
      .selectFrom("erasures")
      .select(COLUMNS)
      .where("erased_at_ms", "<=", erasedAtMs)
      .where(({ eb, or }) => or([eb("erased_at_ms", "<", erasedAtMs), eb("id", "<", id)]))
      .orderBy("erased_at_ms", "desc")
      .orderBy("id", "desc")
      .limit(limit),
  (row): StoredReceipt => ({
    id: row.id,
    appid: row.appid,
    buyerHash: row.buyer_hash,
    erasedAtMs: row.erased_at_ms,
    receipt: row.receipt,
  }),
);

/** The signed receipts of erasures. */
export const receipts = (engine: Engine): Pick<BuyerDataStore, "finish" | "listReceipts"> => ({
  finish(buyerHash, receiptOf) {
    return engine.transaction(
      function* () {
        const stored = receiptOf(yield* lockRemoved(buyerHash));
        const { id, appid, erasedAtMs, receipt } = stored;
        const row = { id, appid, buyer_hash: buyerHash, erased_at_ms: erasedAtMs, receipt };
        yield* run(PUT, row);
        yield* endErasure(buyerHash);
        return stored;
      },
      { isExact: true },
    );
  },
  listReceipts: ({ before, limit }) =>
    engine.all(LIST, {
      erasedAtMs: before?.erasedAtMs ?? Number.MAX_SAFE_INTEGER,
      id: before?.id ?? "~",
      limit,
    }),
});
