import type { RefundProgress } from "@dingdan/contract";
import { sql } from "kysely";
import { refundEvent } from "../../domain/events/order-events.js";
import type { OrderPlace } from "../../domain/order-id.js";
import { decideRefund, type StoredRefund } from "../../domain/refund.js";
import type { Payment } from "../../domain/stored-order.js";
import { refundedParts } from "../../domain/trade/refunded-parts.js";
import { fromJson } from "../rows/json.js";
import { PAYMENT } from "../rows/order-rows.js";
import { REFUND } from "../rows/refund-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { all, first, lock, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { RefundPosition, RefundStore } from "../store.js";
import { isErasedTransaction } from "./buyer-data/tombstones.js";
import { recordEvents } from "./events.js";
import { refundTradeOrders } from "./trade-orders.js";

const PUT = insert("refunds", REFUND.columns, {
  replace: ["appid", "transaction_id", "refund_id"],
});
const INSERT_ID = insert("refund_ids", ["refund_id", "appid", "transaction_id"], "ignore");

/** Where a payment is stored. */
type Place = { appid: string; transaction_id: string };

const PLACE = ["appid", "transaction_id"] as const;

const FIND_PLACE = statement(({ db }, { orderKey }: Given<{ orderKey: string }>) =>
  db.selectFrom("payment_numbers").select(PLACE).where("order_key", "=", orderKey),
);

const FIND_PLACE_OF_REFUND = statement(({ db }, { refundId }: Given<{ refundId: string }>) =>
  db.selectFrom("refund_ids").select(PLACE).where("refund_id", "=", refundId),
);

const FIND_ORDER_KEYS = statement(
  ({ db }, place: Given<Place>) =>
    db
      .selectFrom("payments")
      .select("order_keys")
      .where("appid", "=", place.appid)
      .where("transaction_id", "=", place.transaction_id),
  (row) => fromJson(row.order_keys),
);

const LOCK_UPLOADS = statement(
  (dialect, given: Given<{ appid: string; orderKeys: readonly string[] }>) =>
    dialect.forUpdate(
      dialect.db
        .selectFrom("uploads")
        .select("order_key")
        .where("appid", "=", given.appid)
        .where(({ ref }) => dialect.isIn(ref("order_key"), given.orderKeys))
        .orderBy("order_key"),
    ),
);

// While it holds the payment's lock, no other transaction matches its uploads or decides its refunds.
const LOCK_PAYMENT = statement(
  (dialect, place: Given<Place>) =>
    dialect.forUpdate(
      dialect.db
        .selectFrom("payments")
        .select(PAYMENT.columns)
        .where("appid", "=", place.appid)
        .where("transaction_id", "=", place.transaction_id),
    ),
  PAYMENT.of,
);

const FIND_PAYMENT = statement(
  ({ db }, place: Given<Place>) =>
    db
      .selectFrom("payments")
      .select(PAYMENT.columns)
      .where("appid", "=", place.appid)
      .where("transaction_id", "=", place.transaction_id),
  PAYMENT.of,
);

type Progress = { atMs: number | null; progress: RefundProgress };

const MARK_PAYMENT = statement(({ db }, given: Given<Place & Progress>) =>
  db
    .updateTable("payments")
    .set({ refunded_at_ms: given.atMs, refund_progress: given.progress })
    .where("appid", "=", given.appid)
    .where("transaction_id", "=", given.transaction_id),
);

// The payment's keys name the uploads, since no index leads from a payment to its uploads.
const MARK_UPLOADS = statement(
  (dialect, given: Given<Place & Progress & { orderKeys: readonly string[] }>) =>
    dialect.db
      .updateTable("uploads")
      .set({ refunded_at_ms: given.atMs, refund_progress: given.progress })
      .where("appid", "=", given.appid)
      .where(({ ref }) => dialect.isIn(ref("order_key"), given.orderKeys))
      .where("transaction_id", "=", given.transaction_id)
      .where("state", "=", "matched")
      .returning(["appid", "order_key"]),
  ({ appid, order_key: orderKey }) => ({ appid, orderKey }),
);

const refunds = ({ db }: Dialect) => db.selectFrom("refunds").select(REFUND.columns);

const FIND = statement(
  (dialect, given: Given<Place & { refundId: string }>) =>
    refunds(dialect)
      .where("appid", "=", given.appid)
      .where("transaction_id", "=", given.transaction_id)
      .where("refund_id", "=", given.refundId),
  REFUND.of,
);

const LIST_OF_PAYMENTS = statement(
  (dialect, given: Given<{ appid: string; paymentIds: readonly string[] }>) =>
    refunds(dialect)
      .where("appid", "=", given.appid)
      .where(({ ref }) => dialect.isIn(ref("transaction_id"), given.paymentIds))
      .orderBy("received_at_ms")
      .orderBy("refund_id"),
  REFUND.of,
);

// The condition on the state is that of the index refunds_unfinished.
const UNFINISHED = statement(
  (dialect, { receivedAtMs, refundId, limit }: Given<RefundPosition & { limit: number }>) =>
    refunds(dialect)
      .where("state", "in", [sql.lit("processing" as const), sql.lit("abnormal" as const)])
      .where("received_at_ms", ">=", receivedAtMs)
      .where(({ eb, or }) =>
        or([eb("received_at_ms", ">", receivedAtMs), eb("refund_id", ">", refundId)]),
      )
      .orderBy("received_at_ms")
      .orderBy("refund_id")
      .limit(limit),
  REFUND.of,
);

export const refundStore = (engine: Engine): RefundStore => ({
  put: (incoming) =>
    engine.transaction(function* () {
      // When two notices of one refund arrive at the same time, the second waits here for the first.
      yield* lock("refund", incoming.refundId);
      const payment = yield* lockPayment(incoming.ofTransactionId);
      // After the payment is locked: an erasure that has not deleted it waits, and deletes the refund too.
      if (yield* isErasedTransaction(incoming.erasureHash)) return { kind: "erased" } as const;
      const known = yield* findRefund(incoming.refundId);
      const stored = payment === null ? [] : yield* refundsOf(payment);
      const decision = decideRefund({ payment, refunds: stored, known }, incoming);
      if (decision.kind === "recorded") {
        const { refund } = decision;
        yield* run(PUT, REFUND.row(refund));
        yield* run(INSERT_ID, {
          refund_id: refund.refundId,
          appid: refund.appid,
          transaction_id: refund.paymentId,
        });
        const orders = yield* markProgress(decision.payment);
        const others = stored.filter(({ refundId }) => refundId !== refund.refundId);
        yield* refundTradeOrders(refundedParts(decision.payment, [...others, refund], refund));
        if (refund.state === "succeeded" && known?.state !== "succeeded") {
          yield* recordEvents(
            orders.map((order) =>
              refundEvent(order, decision.payment, refund, decision.refundedMinor),
            ),
          );
        }
      }
      return decision;
    }),

  ofPayments: async (appid, paymentIds) =>
    paymentIds.length === 0 ? [] : engine.all(LIST_OF_PAYMENTS, { appid, paymentIds }),

  async unfinished({ after: { receivedAtMs, refundId }, limit }) {
    const page = await engine.all(UNFINISHED, { receivedAtMs, refundId, limit });
    const found: { refund: StoredRefund; payment: Payment }[] = [];
    for (const refund of page) {
      const place = { appid: refund.appid, transaction_id: refund.paymentId };
      const payment = await engine.first(FIND_PAYMENT, place);
      // A payment that was replaced meanwhile is found with its refunds in the next run.
      if (payment !== null) found.push({ refund, payment });
    }
    return { found, next: page.length < limit ? null : (page.at(-1) ?? null) };
  },
});

/** A payment can be replaced while its lock is awaited; its names then lead to another row. */
const ATTEMPTS_MAX = 3;

/** The payment of a transaction, or of one part of a combined payment. */
function* lockPayment(transactionId: string): Script<Payment | null> {
  let place: Place | null = null;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const last: Place | null = place;
    place = yield* first(FIND_PLACE, { orderKey: `2:${transactionId}` });
    if (place === null || isSamePlace(place, last)) return null;
    // Every transaction locks uploads before their payments.
    const orderKeys = yield* first(FIND_ORDER_KEYS, place);
    if (orderKeys !== null) yield* all(LOCK_UPLOADS, { appid: place.appid, orderKeys });
    const payment = yield* first(LOCK_PAYMENT, place);
    if (payment !== null) return payment;
  }
  // An internal error, so that the sender repeats the refund: the payment is not unknown.
  throw new Error(`the payment of ${transactionId} was moved ${ATTEMPTS_MAX} times meanwhile`);
}

const isSamePlace = (one: Place, other: Place | null) =>
  one.appid === other?.appid && one.transaction_id === other.transaction_id;

function* findRefund(refundId: string): Script<StoredRefund | null> {
  const place = yield* first(FIND_PLACE_OF_REFUND, { refundId });
  return place && (yield* first(FIND, { ...place, refundId }));
}

const refundsOf = ({ appid, id }: Payment) => all(LIST_OF_PAYMENTS, { appid, paymentIds: [id] });

/** @returns the orders of the payment that their buyers see */
function* markProgress(payment: Payment): Script<OrderPlace[]> {
  const { appid, id, orderKeys, refundedAtMs: atMs, refundProgress: progress } = payment;
  const place = { appid, transaction_id: id };
  yield* run(MARK_PAYMENT, { ...place, atMs, progress });
  return yield* all(MARK_UPLOADS, { ...place, orderKeys, atMs, progress });
}
