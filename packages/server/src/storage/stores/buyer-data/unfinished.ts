import type { BuyerDataStore, ErasedCounts, EraseWork } from "../../buyer-data-store.js";
import type { Engine } from "../../statements/engine.js";
import { insert } from "../../statements/insert.js";
import { first, lock, run, type Script } from "../../statements/script.js";
import { type Given, statement } from "../../statements/statement.js";

type OfBuyer = { buyerHash: string };

const FIND_TRAIL = statement(
  ({ db }, { buyerHash }: Given<OfBuyer>) =>
    db.selectFrom("unfinished_erasures").select("trail").where("buyer_hash", "=", buyerHash),
  ({ trail }) => trail,
);

const FIND_REMOVED = statement(
  ({ db }, { buyerHash }: Given<OfBuyer>) =>
    db.selectFrom("unfinished_erasures").select("removed").where("buyer_hash", "=", buyerHash),
  ({ removed }) => JSON.parse(removed) as ErasedCounts,
);

const PUT = insert("unfinished_erasures", ["buyer_hash", "trail", "removed"], {
  replace: ["buyer_hash"],
});

const PUT_REMOVED = statement(
  ({ db }, { buyerHash, removed }: Given<OfBuyer & { removed: string }>) =>
    db.updateTable("unfinished_erasures").set({ removed }).where("buyer_hash", "=", buyerHash),
);

const END = statement(({ db }, { buyerHash }: Given<OfBuyer>) =>
  db.deleteFrom("unfinished_erasures").where("buyer_hash", "=", buyerHash),
);

/**
 * What was removed of a buyer since the last receipt. Processes that erase the same buyer take turns, so each
 * sees what the others have removed.
 */
export function* lockRemoved(buyerHash: string): Script<ErasedCounts> {
  yield* lock("erasure", buyerHash);
  return (yield* first(FIND_REMOVED, { buyerHash })) ?? {};
}

/** Records how many rows were removed so far, inside the transaction that removes some. */
export function* noteRemoved(
  { buyerHash, sealedTrail }: EraseWork,
  counts: ErasedCounts,
): Script<void> {
  const removed = JSON.stringify(counts);
  if ((yield* run(PUT_REMOVED, { buyerHash, removed })) > 0) return;
  // Another process has finished meanwhile: this is the beginning of the next erasure.
  yield* run(PUT, { buyer_hash: buyerHash, trail: sealedTrail, removed });
}

export const noteTrail =
  (engine: Engine): BuyerDataStore["noteTrail"] =>
  (buyerHash, unite) =>
    engine.transaction(
      function* () {
        const removed = JSON.stringify(yield* lockRemoved(buyerHash));
        const trail = unite(yield* first(FIND_TRAIL, { buyerHash }));
        yield* run(PUT, { buyer_hash: buyerHash, trail, removed });
        return trail;
      },
      { isRepeatable: true },
    );

/** An erasure has its receipt. */
export function* endErasure(buyerHash: string): Script<void> {
  yield* run(END, { buyerHash });
}
