import type { Tombstone } from "../../buyer-data-store.js";
import type { Engine } from "../../statements/engine.js";
import { insert } from "../../statements/insert.js";
import { first, lock, run, type Script } from "../../statements/script.js";
import { type Given, statement } from "../../statements/statement.js";

const PUT = insert("erased_buyers", ["buyer_hash", "appid", "erased_at_ms"], {
  replace: ["buyer_hash"],
});

const LIST = statement(
  ({ db }) => db.selectFrom("erased_buyers").select(["buyer_hash", "appid", "erased_at_ms"]),
  (row): Tombstone => ({
    buyerHash: row.buyer_hash,
    appid: row.appid,
    erasedAtMs: row.erased_at_ms,
  }),
);

export const listTombstones = (engine: Engine): Promise<Tombstone[]> => engine.all(LIST, {});

const FIND_TRANSACTION = statement(({ db }, { hash }: Given<{ hash: string }>) =>
  db.selectFrom("erased_transactions").select("erased_at_ms").where("transaction_hash", "=", hash),
);

/** Waits for the payments in progress, and keeps others from being recorded until the transaction ends. */
function* lockPayments(): Script<void> {
  yield { kind: "run", bind: ({ lockWrites }) => ({ text: lockWrites("payments"), values: [] }) };
}

export const bury = (engine: Engine, { appid, buyerHash, erasedAtMs }: Tombstone): Promise<void> =>
  engine.transaction(
    function* () {
      yield* lockPayments();
      yield* run(PUT, { buyer_hash: buyerHash, appid, erased_at_ms: erasedAtMs });
    },
    { isRepeatable: true },
  );

const PUT_TRANSACTION = insert(
  "erased_transactions",
  ["transaction_hash", "erased_at_ms"],
  "ignore",
);

/** Records that a payment is erased, by the keyed hashes of its names. */
export function* buryNames(nameHashes: readonly string[], erasedAtMs: number): Script<void> {
  for (const hash of nameHashes) {
    yield* run(PUT_TRANSACTION, { transaction_hash: hash, erased_at_ms: erasedAtMs });
  }
}

const DELETE_EARLY_REFUNDS = statement(
  (dialect, { transactionIds }: Given<{ transactionIds: readonly string[] }>) =>
    dialect.db
      .deleteFrom("early_refunds")
      .where(({ ref }) => dialect.isIn(ref("transaction_id"), transactionIds)),
);

/** A refund whose payment has not come, and the erasure of that payment, take turns. */
export const lockEarlyRefunds = (transactionId: string): Script<void> =>
  lock("early refunds of", transactionId);

/**
 * Records that a payment is erased, and deletes the refunds that came before it; returns how many. One that is
 * being recorded is deleted, or sees that its payment is erased.
 */
export function* buryPayment(
  nameHashes: readonly string[],
  transactionIds: readonly string[],
  erasedAtMs: number,
): Script<number> {
  yield* buryNames(nameHashes, erasedAtMs);
  for (const id of transactionIds.toSorted()) yield* lockEarlyRefunds(id);
  return yield* run(DELETE_EARLY_REFUNDS, { transactionIds });
}

/** Whether a payment was erased. */
export function* isErasedTransaction(hash: string | undefined): Script<boolean> {
  return hash !== undefined && (yield* first(FIND_TRANSACTION, { hash })) !== null;
}
