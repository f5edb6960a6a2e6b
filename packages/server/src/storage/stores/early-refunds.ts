import { decideEarlyRefund, type EarlyRefund } from "../../payments/early-refund.js";
import { EARLY_REFUND } from "../rows/wechatpay-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { all, first, lock, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { EarlyRefundKey, EarlyRefundStore } from "../wechatpay-store.js";
import { isErasedTransaction, lockEarlyRefunds } from "./buyer-data/tombstones.js";

const PUT = insert("early_refunds", EARLY_REFUND.columns, { replace: ["refund_id", "mchid"] });

const refunds = ({ db }: Dialect) => db.selectFrom("early_refunds").select(EARLY_REFUND.columns);

const FIND = statement(
  (dialect, { refundId, mchid }: Given<EarlyRefundKey>) =>
    refunds(dialect).where("refund_id", "=", refundId).where("mchid", "=", mchid),
  EARLY_REFUND.of,
);

const LIST_OF_TRANSACTIONS = statement(
  (dialect, { transactionIds }: Given<{ transactionIds: readonly string[] }>) =>
    refunds(dialect)
      .where(({ ref }) => dialect.isIn(ref("transaction_id"), transactionIds))
      .orderBy("received_at_ms")
      .orderBy("refund_id"),
  EARLY_REFUND.of,
);

const PAGE = statement(
  (dialect, { refundId, mchid, limit }: Given<EarlyRefundKey & { limit: number }>) =>
    refunds(dialect)
      .where(({ eb, or, and }) =>
        or([
          eb("refund_id", ">", refundId),
          and([eb("refund_id", "=", refundId), eb("mchid", ">", mchid)]),
        ]),
      )
      .orderBy("refund_id")
      .orderBy("mchid")
      .limit(limit),
  EARLY_REFUND.of,
);

const FIND_PAID = statement(
  (dialect, { orderKeys }: Given<{ orderKeys: readonly string[] }>) =>
    dialect.db
      .selectFrom("payment_numbers")
      .select("order_key")
      .where(({ ref }) => dialect.isIn(ref("order_key"), orderKeys)),
  (row) => row.order_key,
);

const REMOVE = statement(
  ({ db }, { refundId, mchid, refund }: Given<EarlyRefundKey & { refund: string }>) =>
    db
      .deleteFrom("early_refunds")
      .where("refund_id", "=", refundId)
      .where("mchid", "=", mchid)
      .where("body", "=", refund),
);

const FIND_OLD = statement(
  (dialect, { beforeMs, limit }: Given<{ beforeMs: number; limit: number }>) =>
    refunds(dialect)
      .where("received_at_ms", "<", beforeMs)
      .orderBy("received_at_ms")
      .orderBy("refund_id")
      .limit(limit),
  EARLY_REFUND.of,
);

/** The order key under which the payment of a refund is found. */
const orderKeyOf = ({ transactionId }: { readonly transactionId: string }) => `2:${transactionId}`;

export const earlyRefundStore = (engine: Engine): EarlyRefundStore => {
  const find = sharedLookUp((transactionIds) =>
    engine.all(LIST_OF_TRANSACTIONS, { transactionIds }),
  );
  return {
    put: (incoming, erasureHash) =>
      engine.transaction(function* () {
        // There may be no row yet that could be locked.
        yield* lock("early refund", incoming.refundId);
        const { refundId, mchid } = incoming;
        yield* lockEarlyRefunds(incoming.transactionId);
        if (yield* isErasedTransaction(erasureHash)) return { kind: "erased" } as const;
        const decision = decideEarlyRefund(yield* first(FIND, { refundId, mchid }), incoming);
        if (decision.kind === "kept") yield* run(PUT, EARLY_REFUND.row(incoming));
        return decision;
      }),

    async ofTransactions(transactionIds) {
      if (transactionIds.length === 0) return [];
      const wanted = new Set(transactionIds);
      return (await find(transactionIds)).filter(({ transactionId }) => wanted.has(transactionId));
    },

    async findPaid({ after, limit }) {
      const { refundId = "", mchid = "" } = after ?? {};
      const page = await engine.all(PAGE, { refundId, mchid, limit });
      // Usually no refund waits.
      if (page.length === 0) return { paid: [], last: null };
      const orderKeys = page.map(orderKeyOf);
      const recorded = new Set(await engine.all(FIND_PAID, { orderKeys }));
      return {
        paid: page.filter((refund) => recorded.has(orderKeyOf(refund))),
        last: page.length < limit ? null : (page.at(-1) ?? null),
      };
    },

    async remove({ refundId, mchid, refund }) {
      await engine.run(REMOVE, { refundId, mchid, refund }, { isRepeatable: true });
    },

    sweep: (beforeMs, limit) =>
      engine.transaction(function* () {
        const old = yield* all(FIND_OLD, { beforeMs, limit });
        const removed: EarlyRefund[] = [];
        for (const early of old) {
          const { refundId, mchid, refund } = early;
          // Another process may have removed it in the meantime.
          if ((yield* run(REMOVE, { refundId, mchid, refund })) > 0) removed.push(early);
        }
        return removed;
      }),
  };
};

/** How many transactions one statement looks for at most. */
const SHARED_MAX = 500;

/**
 * Look-ups of one tick of the event loop share a statement: each payment makes one, right after its
 * commit, which it shares with others. No look-up joins a statement that has begun.
 */
function sharedLookUp(
  findAll: (transactionIds: readonly string[]) => Promise<EarlyRefund[]>,
): (transactionIds: readonly string[]) => Promise<EarlyRefund[]> {
  let waiting: { readonly ids: Set<string>; readonly found: Promise<EarlyRefund[]> } | null = null;
  const begin = () => {
    const ids = new Set<string>();
    const found = new Promise((resolve) => setImmediate(resolve)).then(() => {
      if (waiting?.ids === ids) waiting = null;
      return findAll([...ids]);
    });
    return { ids, found };
  };
  return (transactionIds) => {
    if (waiting === null || waiting.ids.size >= SHARED_MAX) waiting = begin();
    for (const id of transactionIds) waiting.ids.add(id);
    return waiting.found;
  };
}
