import {
  ORDER_STATUSES,
  type OrderProgress,
  orderStatuses,
  statusesInList,
} from "@dingdan/contract";
import { expect, test } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { SqliteDatabase } from "../sqlite/database.js";
import { STATUS_CONDITIONS, statusConditionOf } from "./status-condition.js";

const PROGRESSES = (["none", "part", "all"] as const).flatMap((shipping) =>
  (["none", "in_progress", "part", "all"] as const).map(
    (refund): OrderProgress => ({ shipping, refund, needsParcel: true }),
  ),
);

const ROWS = PROGRESSES.map(({ shipping, refund }, number) => {
  const timeOf = (progress: string) => (progress === "all" ? "1" : "NULL");
  return `SELECT ${number} AS number, CAST(${timeOf(shipping)} AS bigint) AS shipped_at_ms,
    '${shipping}' AS shipping_progress, CAST(${timeOf(refund)} AS bigint) AS refunded_at_ms,
    '${refund}' AS refund_progress`;
}).join(" UNION ALL ");

/** The progresses in the list of each status, by the contract. */
const expected = ORDER_STATUSES.map((filter) => ({
  filter,
  numbers: PROGRESSES.flatMap((progress, number) =>
    orderStatuses(progress).some((status) => statusesInList(filter).includes(status))
      ? [number]
      : [],
  ),
}));

const statements = (filter: (typeof ORDER_STATUSES)[number]) =>
  [STATUS_CONDITIONS[filter], statusConditionOf(`'${filter}'`)].map(
    (condition) => `SELECT number FROM (${ROWS}) u WHERE ${condition} ORDER BY number`,
  );

test("on SQLite a status lists the orders that the contract says", async () => {
  const database = await SqliteDatabase.open(":memory:");
  for (const { filter, numbers } of expected) {
    for (const statement of statements(filter)) {
      const rows = database.all<{ number: number }>(statement);
      expect(
        rows.map(({ number }) => number),
        filter,
      ).toEqual(numbers);
    }
  }
  await database.close();
});

describeOnPostgres("on PostgreSQL", () => {
  test("a status lists the orders that the contract says", async () => {
    const database = await createEmptyDatabase();
    for (const { filter, numbers } of expected) {
      for (const statement of statements(filter)) {
        const rows = (await database.query(statement)) as { number: number }[];
        expect(
          rows.map(({ number }) => number),
          filter,
        ).toEqual(numbers);
      }
    }
    await database.remove();
  });
});
