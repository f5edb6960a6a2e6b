import type { BuyerDataStore, ErasedCounts, UnfinishedErasure } from "../../buyer-data-store.js";
import type { Engine } from "../../statements/engine.js";
import { insert } from "../../statements/insert.js";
import { run, type Script } from "../../statements/script.js";
import { type Given, statement } from "../../statements/statement.js";

type OfBuyer = { buyerHash: string };

const FIND = statement(
  ({ db }, { buyerHash }: Given<OfBuyer>) =>
    db
      .selectFrom("unfinished_erasures")
      .select(["trail", "removed"])
      .where("buyer_hash", "=", buyerHash),
  ({ trail, removed }): UnfinishedErasure => ({
    sealedTrail: trail,
    removed: JSON.parse(removed) as ErasedCounts,
  }),
);

const ADD = insert("unfinished_erasures", ["buyer_hash", "trail", "removed"], "ignore");

const PUT_TRAIL = statement(({ db }, { buyerHash, trail }: Given<OfBuyer & { trail: string }>) =>
  db.updateTable("unfinished_erasures").set({ trail }).where("buyer_hash", "=", buyerHash),
);

const PUT_REMOVED = statement(
  ({ db }, { buyerHash, removed }: Given<OfBuyer & { removed: string }>) =>
    db.updateTable("unfinished_erasures").set({ removed }).where("buyer_hash", "=", buyerHash),
);

const END = statement(({ db }, { buyerHash }: Given<OfBuyer>) =>
  db.deleteFrom("unfinished_erasures").where("buyer_hash", "=", buyerHash),
);

/** What erasures that have no receipt yet have found and removed. */
export const unfinishedErasures = (
  engine: Engine,
): Pick<BuyerDataStore, "unfinished" | "noteTrail"> => ({
  unfinished: (buyerHash) => engine.first(FIND, { buyerHash }),
  async noteTrail(buyerHash, trail) {
    await engine.transaction(
      function* () {
        yield* run(ADD, { buyer_hash: buyerHash, trail, removed: "{}" });
        yield* run(PUT_TRAIL, { buyerHash, trail });
      },
      { isRepeatable: true },
    );
  },
});

/** Records how many rows an erasure has removed so far, inside the transaction that removes some. */
export function* noteRemoved(buyerHash: string, removed: ErasedCounts): Script<void> {
  yield* run(PUT_REMOVED, { buyerHash, removed: JSON.stringify(removed) });
}

/** An erasure has its receipt. */
export function* endErasure(buyerHash: string): Script<void> {
  yield* run(END, { buyerHash });
}
