import { isExpired, type OrderActivity } from "../../../domain/order-age.js";
import { orderIdOf } from "../../../domain/order-id.js";
import { transactionIdsIn } from "../../../domain/recorded-payment.js";
import type { TrailPayment, TrailUpload } from "../../buyer-data-store.js";
import type { DeleteWork, OldOrder, OldOrderStore } from "../../old-order-store.js";
import { APP } from "../../rows/app-rows.js";
import { fromJson } from "../../rows/json.js";
import { PAYMENT } from "../../rows/order-rows.js";
import { tradeOrderOf } from "../../rows/trade-rows.js";
import type { Dialect } from "../../statements/dialect.js";
import type { Engine } from "../../statements/engine.js";
import { all, first, run, type Script } from "../../statements/script.js";
import { type Given, statement } from "../../statements/statement.js";
import type { RowOf } from "../../statements/tables.js";
import { Counts } from "./counts.js";
import { DELETE_SEQUENCES } from "./erase-events.js";
import { erasePayment, eraseUploads } from "./erase-orders.js";
import { findOldOrders } from "./find-old-orders.js";
import { keysIn, trailPaymentOf } from "./trail.js";

type OfPayment = { appid: string; id: string };
type Keys = { appid: string; keys: readonly string[] };

const payment = ({ db }: Dialect, { appid, id }: Given<OfPayment>) =>
  db
    .selectFrom("payments")
    .select(PAYMENT.columns)
    .where("appid", "=", appid)
    .where("transaction_id", "=", id);

const FIND_PAYMENT = statement(payment, PAYMENT.of);

const LOCK_PAYMENT = statement(
  (dialect, given: Given<OfPayment>) => dialect.forUpdate(payment(dialect, given)),
  PAYMENT.of,
);

const UPLOAD = [
  "number",
  "appid",
  "order_key",
  "openid",
  "merchant_order_nos",
  "state",
  "received_at_ms",
  "matched_at_ms",
] as const;

/** On PostgreSQL also the rows that are held for uploads: those have no number. */
const LOCK_UPLOADS = statement((dialect, { appid, keys }: Given<Keys>) =>
  dialect.forUpdate(
    dialect.db
      .selectFrom("uploads")
      .select(UPLOAD)
      .where("appid", "=", appid)
      .where(({ ref }) => dialect.isIn(ref("order_key"), keys))
      .orderBy("order_key"),
  ),
);

type LockedUpload = Pick<RowOf<"uploads">, (typeof UPLOAD)[number]>;

const SHIPPED_AT = statement(
  (dialect, { appid, keys }: Given<Keys>) =>
    dialect.db
      .selectFrom("deliveries")
      .select("received_at_ms")
      .where("appid", "=", appid)
      .where(({ ref }) => dialect.isIn(ref("order_key"), keys)),
  (row) => row.received_at_ms,
);

const REFUNDS = statement(
  ({ db }, { appid, id }: Given<OfPayment>) =>
    db
      .selectFrom("refunds")
      .select(["state", "at_ms", "received_at_ms"])
      .where("appid", "=", appid)
      .where("transaction_id", "=", id),
  ({ state, at_ms: atMs, received_at_ms: receivedAtMs }) => ({ state, atMs, receivedAtMs }),
);

const LOCK_TRADE_ORDERS = statement(
  (dialect, { appid, keys }: Given<Keys>) =>
    dialect.forUpdate(
      dialect.db
        .selectFrom("trade_orders")
        .select("details")
        .where("appid", "=", appid)
        .where(({ ref }) => dialect.isIn(ref("transaction_id"), keys))
        .orderBy("transaction_id"),
    ),
  tradeOrderOf,
);

const FIND_APP = statement(
  ({ db }, { appid }: Given<{ appid: string }>) =>
    db.selectFrom("apps").select(APP.columns).where("appid", "=", appid),
  APP.of,
);

// What the power takes is deleted again: the next search finds it.
const STEP = { isRepeatable: true, isLong: true, isUnsynced: true } as const;

/** The orders that are deleted when they are old, with the same statements as an erasure. */
export const oldOrderStore = (engine: Engine): OldOrderStore => ({
  find: (beforeMs) => findOldOrders(engine, beforeMs),
  delete: (order, work) => engine.transaction(() => deleteOrder(order, work), STEP),
});

const deleteOrder = (order: OldOrder, work: DeleteWork) =>
  order.kind === "payment" ? deletePayment(order, work) : deleteWaiting(order, work);

/**
 * A report of the same payment that has looked for its erasure just before this records it again. Then it is
 * a new order, which is deleted at the next age. A lock against that would stop every payment.
 */
function* deletePayment(place: OfPayment, work: DeleteWork) {
  const known = yield* first(FIND_PAYMENT, place);
  if (known === null) return null;
  const trail = trailPaymentOf(known);
  // Every transaction locks uploads before their payments.
  const uploads: LockedUpload[] = [];
  const shippedAtMs: number[] = [];
  for (const given of keysByApp(trail.places)) {
    uploads.push(...(yield* lockUploads(given)));
    shippedAtMs.push(...(yield* all(SHIPPED_AT, given)));
  }
  const locked = yield* first(LOCK_PAYMENT, place);
  // It was replaced, or reported again, while its lock was awaited: the next search finds it.
  if (locked === null || locked.reports !== known.reports) return null;
  const ids = transactionIdsIn(trail.names);
  const tradeOrders: OrderActivity["tradeOrders"][number][] = [];
  for (const { appid } of trail.payers) {
    tradeOrders.push(...(yield* all(LOCK_TRADE_ORDERS, { appid, keys: ids })));
  }
  const order: OrderActivity = {
    payment: locked,
    uploads: uploads.map(activityOf),
    shippedAtMs,
    refunds: yield* all(REFUNDS, place),
    tradeOrders,
    apps: yield* appsOf(uploads),
  };
  if (!isExpired(order, work.beforeMs)) return null;
  const counts = new Counts();
  yield* erasePayment(trail, uploads.map(trailUploadOf), work, counts);
  for (const { appid, keys } of keysByApp(trail.places)) {
    yield* deleteSequences(appid, [
      ...keys.map((orderKey) => orderIdOf({ appid, orderKey })),
      ...ids,
    ]);
  }
  return counts.list();
}

/** Deletes an upload whose payment has not come. A payment that comes later is a new order. */
function* deleteWaiting(place: { appid: string; orderKey: string }, { beforeMs }: DeleteWork) {
  const given = { appid: place.appid, keys: [place.orderKey] };
  const uploads = yield* lockUploads(given);
  if (!uploads.every(({ state }) => state === "waiting") || uploads.length === 0) return null;
  const order: OrderActivity = {
    payment: null,
    uploads: uploads.map(activityOf),
    shippedAtMs: yield* all(SHIPPED_AT, given),
    refunds: [],
    tradeOrders: [],
    apps: [],
  };
  if (!isExpired(order, beforeMs)) return null;
  const counts = new Counts();
  const openids = uploads.map(({ openid }) => openid);
  yield* eraseUploads({ ...given, openids }, uploads.map(trailUploadOf), counts);
  yield* deleteSequences(place.appid, [orderIdOf(place)]);
  return counts.list();
}

function* lockUploads(given: Keys): Script<LockedUpload[]> {
  return (yield* all(LOCK_UPLOADS, given)).filter(({ number }) => number !== null);
}

/** Events are kept no longer than orders, so a new order under the same number begins at 1. */
function* deleteSequences(appid: string, keys: readonly string[]): Script<void> {
  yield* run(DELETE_SEQUENCES, { appid, keys });
}

function* appsOf(uploads: readonly LockedUpload[]): Script<OrderActivity["apps"]> {
  const apps: OrderActivity["apps"][number][] = [];
  for (const appid of new Set(uploads.map((upload) => upload.appid))) {
    const app = yield* first(FIND_APP, { appid });
    if (app !== null) apps.push(app);
  }
  return apps;
}

/** In the order in which other transactions lock them. */
const keysByApp = (places: TrailPayment["places"]): Keys[] =>
  [...new Set(places.map(({ appid }) => appid))]
    .toSorted()
    .map((appid) => ({ appid, keys: keysIn(places, appid) }));

const activityOf = (row: LockedUpload): OrderActivity["uploads"][number] => ({
  appid: row.appid,
  receivedAtMs: row.received_at_ms,
  matchedAtMs: row.matched_at_ms,
});

const trailUploadOf = (row: LockedUpload): TrailUpload => ({
  number: row.number,
  appid: row.appid,
  orderKey: row.order_key,
  names: [row.openid, ...fromJson(row.merchant_order_nos)],
});
