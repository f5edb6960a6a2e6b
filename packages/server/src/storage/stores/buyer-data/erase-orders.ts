import { sql } from "kysely";
import { transactionIdsIn } from "../../../domain/recorded-payment.js";
import type { EraseWork, TrailPayment, TrailUpload } from "../../buyer-data-store.js";
import type { Dialect } from "../../statements/dialect.js";
import { run, type Script } from "../../statements/script.js";
import { type Given, type Statement, statement } from "../../statements/statement.js";
import { anyTable } from "./any-table.js";
import type { Counts } from "./counts.js";
import { buryPayment } from "./tombstones.js";
import { keysIn } from "./trail.js";

type Keys = { keys: readonly string[] };
type OfApp = Keys & { appid: string };
type OfPayment = { appid: string; id: string };
type Uploads = OfApp & { openids: readonly string[] };

/** Uploads of an app under these keys and of these buyers; on PostgreSQL also the places that are held for them. */
const ofBuyer = (dialect: Dialect, { keys, openids }: Pick<Given<Uploads>, "keys" | "openids">) =>
  sql<boolean>`${dialect.isIn(sql.ref("order_key"), keys)}
    and (openid is null or ${dialect.isIn(sql.ref("openid"), openids)})`;

const COUNTED = ["appid", "state", "received_at_ms", "matched_at_ms", "paid_at_ms"] as const;

const KEEP_COUNTS = statement((dialect, given: Given<Uploads>) =>
  anyTable(dialect)
    .insertInto("erased_orders")
    .columns([...COUNTED])
    .expression((from) =>
      from
        .selectFrom("uploads")
        .select([...COUNTED])
        .where("appid", "=", given.appid)
        .where("state", "is not", null)
        .where(ofBuyer(dialect, given)),
    ),
);

const DELETE_UPLOADS = statement((dialect, given: Given<Uploads>) =>
  dialect.db.deleteFrom("uploads").where("appid", "=", given.appid).where(ofBuyer(dialect, given)),
);

const DELETE_DELIVERIES = statement((dialect, { appid, keys }: Given<OfApp>) =>
  dialect.db
    .deleteFrom("deliveries")
    .where("appid", "=", appid)
    .where(({ ref }) => dialect.isIn(ref("order_key"), keys)),
);

/** Another buyer's upload that names the payment waits again, as if the payment had not come. */
const RESET_UPLOADS = statement((dialect, { appid, keys, id }: Given<OfApp & { id: string }>) =>
  anyTable(dialect)
    .updateTable("uploads")
    .set({
      state: "waiting",
      mismatch: null,
      transaction_id: null,
      paid_at_ms: null,
      summary: null,
    })
    .where("appid", "=", appid)
    .where("transaction_id", "=", id)
    .where(() => dialect.isIn(sql.ref("order_key"), keys)),
);

const DELETE_NAMES = statement(
  (dialect, { appid, keys, number }: Given<OfApp & { number: number }>) =>
    dialect.db
      .deleteFrom("order_names")
      .where("appid", "=", appid)
      .where("number", "=", number)
      .where(({ ref }) => dialect.isIn(ref("name"), keys)),
);

const DELETE_REFUND_IDS = statement(({ db }, { appid, id }: Given<OfPayment>) =>
  db
    .deleteFrom("refund_ids")
    .where("refund_id", "in", (from) =>
      from
        .selectFrom("refunds")
        .select("refund_id")
        .where("appid", "=", appid)
        .where("transaction_id", "=", id),
    ),
);

const ofPayment = (table: "refunds" | "payments"): Statement<OfPayment, unknown> =>
  statement((dialect, { appid, id }: Given<OfPayment>) =>
    anyTable(dialect).deleteFrom(table).where("appid", "=", appid).where("transaction_id", "=", id),
  );

const DELETE_REFUNDS = ofPayment("refunds");
const DELETE_PAYMENT = ofPayment("payments");

const namedOfPayment = (
  table: "payment_numbers" | "sub_payments",
  column: string,
): Statement<OfPayment & Keys, unknown> =>
  statement((dialect, { appid, id, keys }: Given<OfPayment & Keys>) =>
    anyTable(dialect)
      .deleteFrom(table)
      .where("appid", "=", appid)
      .where("transaction_id", "=", id)
      .where(() => dialect.isIn(sql.ref(column), keys)),
  );

const DELETE_NUMBERS = namedOfPayment("payment_numbers", "order_key");
const DELETE_PARTS = namedOfPayment("sub_payments", "sub_transaction_id");

const DELETE_TRADE_ORDERS = statement((dialect, { appid, keys }: Given<OfApp>) =>
  dialect.db
    .deleteFrom("trade_orders")
    .where("appid", "=", appid)
    .where(({ ref }) => dialect.isIn(ref("transaction_id"), keys)),
);

/** Erases a payment with its uploads and all that belongs to them, in one commit. */
export function* erasePayment(
  payment: TrailPayment,
  uploads: readonly TrailUpload[],
  work: Pick<EraseWork, "hashOf" | "erasedAtMs">,
  counts: Counts,
): Script<void> {
  const { appid, id, names, payers, places } = payment;
  const transactionIds = transactionIdsIn(names);
  const { hashOf, erasedAtMs } = work;
  // Every transaction locks uploads before their payments.
  const openids = payers.map(({ openid }) => openid);
  const apps = [...new Set(places.map((place) => place.appid))];
  for (const ofApp of apps) {
    const keys = keysIn(places, ofApp);
    yield* eraseUploads({ appid: ofApp, keys, openids }, uploads, counts);
    yield* run(RESET_UPLOADS, { appid: ofApp, keys, id });
  }
  yield* run(DELETE_REFUND_IDS, { appid, id });
  // The row of the payment, before its refunds: a refund holds its lock while it is recorded.
  counts.add("payments", yield* run(DELETE_PAYMENT, { appid, id }));
  counts.add("refunds", yield* run(DELETE_REFUNDS, { appid, id }));
  // After the rows: who holds their locks may wait for these.
  counts.add("early_refunds", yield* buryPayment(names.map(hashOf), transactionIds, erasedAtMs));
  yield* run(DELETE_NUMBERS, { appid, id, keys: names });
  yield* run(DELETE_PARTS, { appid, id, keys: [...transactionIds, ...names] });
  for (const { appid: ofApp } of payers) {
    counts.add(
      "trade_orders",
      yield* run(DELETE_TRADE_ORDERS, { appid: ofApp, keys: transactionIds }),
    );
  }
}

/** Erases uploads with their deliveries and the names that they are found by. */
export function* eraseUploads(
  given: Uploads,
  known: readonly TrailUpload[],
  counts: Counts,
): Script<void> {
  const { appid, keys } = given;
  const named = new Set(keys);
  yield* deleteNames(known.filter((one) => one.appid === appid && named.has(one.orderKey)));
  counts.add("uploads", yield* run(KEEP_COUNTS, given));
  counts.add("deliveries", yield* run(DELETE_DELIVERIES, { appid, keys }));
  yield* run(DELETE_UPLOADS, given);
}

/** Deletes the names that uploads are found by. */
export function* deleteNames(uploads: readonly TrailUpload[]): Script<void> {
  for (const { appid, names, number } of uploads) {
    yield* run(DELETE_NAMES, { appid, keys: names, number });
  }
}
