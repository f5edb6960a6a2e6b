import { expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { anUpload, BUYER, merchantKey, PAID_AT_MS } from "../../domain/samples.conformance.js";
import { HOUR_MS } from "../../domain/statistics.js";
import { PostgresDatabase } from "./database.js";
import { PostgresOrderNames } from "./order-names.js";
import { openPostgresStore } from "./store.js";

describeOnPostgres("the index of names on PostgreSQL", () => {
  const withUploads = async (work: (database: PostgresDatabase) => Promise<void>) => {
    const created = await createMigratedDatabase();
    const { store } = await openPostgresStore(created.url);
    const database = new PostgresDatabase(created.url);
    for (const name of ["A", "B", "C"]) {
      const merchantOrderNos = [`no ${name}`];
      await store.orders.putUpload(anUpload({ orderKey: merchantKey(name), merchantOrderNos }));
    }
    await work(database);
    await store.orders.putUpload(
      anUpload({
        orderKey: merchantKey("A"),
        merchantOrderNos: ["new"],
        uploadTime: "2022-05-20T13:30:00+08:00",
      }),
    );
    const settled = new PostgresOrderNames(database, 0);
    expect(await settled.extend(5)).toBe(1);
    expect([...(await settled.numbersOf("new", undefined)).keys()]).toHaveLength(1);
    await database.close();
    await store.close();
    await created.remove();
  };

  test("goes on where it ended, and takes renamed uploads in anew", () =>
    withUploads(async (database) => {
      const names = new PostgresOrderNames(database, 0);
      expect(await names.extend(2)).toBe(2);
      expect(await names.extend(2)).toBe(1);
      expect(await names.extend(2)).toBe(0);
      const range = await names.rangeOf(PAID_AT_MS, PAID_AT_MS + HOUR_MS);
      const numbers = [...(await names.numbersOf(BUYER, undefined)).keys()].toSorted(
        (a, b) => a - b,
      );
      expect(range).toEqual({ first: numbers[0], last: numbers[2] });
    }));

  test("leaves what may still be overtaken by an earlier number", () =>
    withUploads(async (database) => {
      const hasty = new PostgresOrderNames(database);
      expect(await hasty.extend(9)).toBe(0);
      expect([...(await hasty.numbersOf("no B", undefined)).keys()]).toHaveLength(1);
      const settled = new PostgresOrderNames(database, 0);
      expect(await settled.extend(9)).toBe(3);
    }));
});
