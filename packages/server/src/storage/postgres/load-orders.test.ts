import { afterEach, beforeEach, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import {
  APPID,
  aPayment,
  combinedInApps,
  type GivenPayment,
  MERCHANT_KEY,
  merchantKey,
  OTHER_APPID,
} from "../conformance/samples.js";
import { PostgresDatabase } from "./database.js";
import { askedBy, loadOrders } from "./load-orders.js";
import { commitOrderJobs } from "./order-writes.js";

describeOnPostgres("a report of a payment", () => {
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

  const jobsOf = (...given: GivenPayment[]) =>
    given.map((payment) => ({ kind: "payment", payment: aPayment(payment) }) as const);

  const commit = (...given: GivenPayment[]) =>
    commitOrderJobs(database, jobsOf(...given), { isPatient: true });

  test("of 50 parts in 50 apps reserves some hundreds of places", async () => {
    const report = combinedInApps(50);

    await commit({ report });
    await commit({ report: { ...report, combine_transaction_id: "4-C" } });

    // Two names of the whole in 51 apps, and three names of each part in two apps.
    const held = await made.query(
      "SELECT count(*)::int AS count FROM uploads WHERE number IS NULL",
    );
    expect(held).toEqual([{ count: 2 * 51 + 50 * 3 * 2 }]);
  });

  test("that comes again looks at no other app's uploads, whatever else its batch reports", async () => {
    const other = { appid: OTHER_APPID, outTradeNo: "OTHER", transactionId: "4OTHER" };
    await commit({}, other);

    const rows = await database.transaction((transaction) =>
      loadOrders(transaction, jobsOf({}, other).flatMap(askedBy), { isLocked: true }),
    );

    expect(rows.isLoaded({ appid: APPID, orderKey: MERCHANT_KEY })).toBe(true);
    expect(rows.isLoaded({ appid: APPID, orderKey: merchantKey("OTHER") })).toBe(false);
    expect(rows.isLoaded({ appid: OTHER_APPID, orderKey: MERCHANT_KEY })).toBe(false);
  });
});
