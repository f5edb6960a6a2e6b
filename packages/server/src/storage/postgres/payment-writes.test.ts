import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { untilOneWaits } from "../../../test/support/waiting-statements.js";
import type { Payment } from "../../domain/stored-order.js";
import {
  APPID,
  aPayment,
  aRefund,
  type GivenPayment,
  OTHER_APPID,
  recordedPayment,
  TRANSACTION_ID,
} from "../conformance/samples.js";
import { PAYMENT } from "../rows/order-rows.js";
import { PostgresDatabase } from "./database.js";
import { LoadedOrderRows } from "./order-rows.js";
import { commitOrderJobs } from "./order-writes.js";
import { writePayments } from "./payment-writes.js";
import { openPostgresStore } from "./store.js";

const CHANGED = { outTradeNo: "CHANGED", transactionId: "4CHANGED" };

describeOnPostgres("the names of a payment", () => {
  let made: PostgresTestDatabase;
  let database: PostgresDatabase;

  beforeEach(async () => {
    made = await createMigratedDatabase();
    database = new PostgresDatabase(made.url);
  });

  afterEach(async () => {
    await database.close();
    await made.remove();
  });

  const commit = (...given: GivenPayment[]) =>
    commitOrderJobs(
      database,
      given.map((payment) => ({ kind: "payment", payment: aPayment(payment) })),
      { isPatient: true },
    );

  /** The places to which the names lead, each with the names that lead there. */
  const places = async () =>
    made.query(`SELECT appid, transaction_id AS id, string_agg(order_key, ' ' ORDER BY order_key) AS names
      FROM payment_numbers GROUP BY appid, transaction_id ORDER BY appid, transaction_id`);

  test("stay with another app's payment that is recorded meanwhile, whatever else the batch changes", async () => {
    await commit(CHANGED);
    // given another process that is recording a payment
    const first = recordedPayment();
    const other = new Client(made.url);
    await other.connect();
    await other.query("BEGIN");
    const values = PAYMENT.values(first);
    const parameters = values.map((_, index) => `$${index + 1}`).join(", ");
    await other.query(`INSERT INTO payments (${PAYMENT.list}) VALUES (${parameters})`, values);
    for (const name of first.orderKeys) {
      const row = [name, first.appid, first.id];
      await other.query("INSERT INTO payment_numbers VALUES ($1, $2, $3)", row);
    }

    // when another app reports a payment with its numbers, together with a change of a known payment
    const reporting = commit(
      { ...CHANGED, report: { trade_state: "REFUND" } },
      { appid: OTHER_APPID },
    );
    await untilOneWaits(other);
    await other.query("COMMIT");
    await other.end();

    expect(await reporting).toMatchObject([
      { value: { kind: "recorded", isFirst: false } },
      { value: { kind: "conflict", contradiction: { path: "appid" } } },
    ]);
    expect(await places()).toMatchObject([
      { appid: APPID, id: TRANSACTION_ID },
      { appid: APPID, id: CHANGED.transactionId },
    ]);
  });

  test("follow it when it takes the places of others several times in one batch", async () => {
    const { store } = await openPostgresStore(made.url);
    await commit({});
    await store.refunds.put(aRefund());
    await store.close();
    const inApp = (appid: string): Payment => ({ ...recordedPayment(), appid });
    const [first, second, third] = [inApp(APPID), inApp("wx-b"), inApp("wx-a")] as const;

    const move = (...steps: readonly (readonly [Payment, Payment])[]) =>
      database.transaction(async (transaction) => {
        const rows = new LoadedOrderRows();
        for (const name of first.orderKeys) rows.loadPayment(name, steps[0]?.[1] as Payment);
        for (const [next, old] of steps) rows.writePayment(next, [old]);
        await writePayments(transaction, rows.written);
      });
    const rowsOfAll = async () => [
      await made.query("SELECT appid FROM payments"),
      await made.query("SELECT appid FROM refunds"),
      await made.query("SELECT appid FROM refund_ids"),
      (await places()).map(({ appid, names }) => ({ appid, names })),
    ];
    const names = [...first.orderKeys].toSorted().join(" ");
    const allIn = (appid: string) => [[{ appid }], [{ appid }], [{ appid }], [{ appid, names }]];

    await move([second, first], [third, second]);
    expect(await rowsOfAll()).toEqual(allIn("wx-a"));

    // and when it returns to its own row
    await move([second, third], [third, second]);
    expect(await rowsOfAll()).toEqual(allIn("wx-a"));
  });
});
