import { expect, test } from "vitest";
import { OTHER_APPID, recordedPayment } from "../conformance/samples.js";
import { SqliteDatabase } from "./database.js";
import { migrateSqlite } from "./migrate.js";
import { SqliteWrites } from "./writes.js";

test("a payment does not take the names of another payment on SQLite", async () => {
  const database = await SqliteDatabase.open(":memory:");
  migrateSqlite(database);
  const rows = new SqliteWrites(database);
  const payment = recordedPayment();
  rows.writePayment(payment, []);

  const other = recordedPayment({ appid: OTHER_APPID, transactionId: "4200009999" });

  expect(() => rows.writePayment(other, [])).toThrow(/UNIQUE/);
  for (const name of payment.orderKeys) expect(rows.paymentNamed(name)?.id).toBe(payment.id);
  await database.close();
});
