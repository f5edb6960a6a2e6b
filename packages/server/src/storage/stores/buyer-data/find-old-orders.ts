import type { OldOrder } from "../../old-order-store.js";
import type { Engine } from "../../statements/engine.js";
import { type Given, statement } from "../../statements/statement.js";
import { isInSlice, type PaymentSlice, paymentSlices, slicesOf } from "./slices.js";

const PAYMENTS = statement(
  ({ db }, given: Given<PaymentSlice & { beforeMs: number }>) =>
    db
      .selectFrom("payments")
      .select(["appid", "transaction_id"])
      .where(isInSlice(given))
      .where("paid_at_ms", "<", given.beforeMs)
      .where("received_at_ms", "<", given.beforeMs),
  (row): OldOrder => ({ kind: "payment", appid: row.appid, id: row.transaction_id }),
);

const UPLOADS = statement(
  ({ db }, { after, upTo, beforeMs }: Given<{ after: number; upTo: number; beforeMs: number }>) =>
    db
      .selectFrom("uploads")
      .select(["appid", "order_key"])
      .where("number", ">", after)
      .where("number", "<=", upTo)
      .where("state", "=", "waiting")
      .where("received_at_ms", "<", beforeMs),
  (row): OldOrder => ({ kind: "upload", appid: row.appid, orderKey: row.order_key }),
);

/**
 * Finds what is old, some at a time. No index serves the age of an order, and none should: it would cost
 * every payment, while this search runs once a day.
 */
export async function* findOldOrders(
  engine: Engine,
  beforeMs: number,
): AsyncGenerator<readonly OldOrder[], undefined> {
  yield* paymentSlices(engine, (slice) => engine.all(PAYMENTS, { ...slice, beforeMs }));
  // After the payments: deleting one may leave the upload of another buyer without a payment.
  yield* slicesOf(engine, "uploads", (slice) => engine.all(UPLOADS, { ...slice, beforeMs }));
}
