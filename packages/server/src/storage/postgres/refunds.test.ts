import { Client } from "pg";
import { expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { untilOneWaits } from "../../../test/support/waiting-statements.js";
import { APPID, aPayment, aRefund, OTHER_APPID, recordedPayment } from "../conformance/samples.js";
import { PAYMENT } from "../rows/order-rows.js";
import { openPostgresStore } from "./store.js";

describeOnPostgres("a refund", () => {
  test("is recorded for a payment that moves to another app while its lock is awaited", async () => {
    const database = await createMigratedDatabase();
    const { store } = await openPostgresStore(database.url);
    const other = new Client(database.url);
    await other.connect();
    await store.orders.putPayment(aPayment());
    // given another process that is moving the payment
    await other.query("BEGIN");
    await other.query("SELECT 1 FROM payments FOR UPDATE");

    const refunding = store.refunds.put(aRefund());
    await untilOneWaits(other);
    const moved = PAYMENT.values({ ...recordedPayment(), appid: OTHER_APPID });
    await other.query("DELETE FROM payments WHERE appid = $1", [APPID]);
    await other.query(
      `INSERT INTO payments (${PAYMENT.list}) VALUES (${moved.map((_, index) => `$${index + 1}`).join(", ")})`,
      moved,
    );
    await other.query("UPDATE payment_numbers SET appid = $1", [OTHER_APPID]);
    await other.query("COMMIT");

    expect(await refunding).toMatchObject({ kind: "recorded", refund: { appid: OTHER_APPID } });
    await other.end();
    await store.close();
    await database.remove();
  });
});
