import {
  type OrderProgress,
  PAID_ORDER_STATUSES,
  paidOrderStatuses,
  type ShippingProgress,
  type ShippingShown,
  statusesInList,
} from "@dingdan/contract";
import { expect, test } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { TRADE_STATE, type TradeState } from "../../domain/trade/trade-order.js";
import { SqliteDatabase } from "../sqlite/database.js";
import { SHIPPING_SHOWN } from "./managed-shipping.js";
import { PAID_CONDITIONS, paidConditionOf } from "./status-condition.js";

const SHIPPINGS = ["none", "part", "all"] as const;

interface Case {
  /** What uploaded logistics say. */
  readonly stored: ShippingProgress;
  /** The states of the payment's parts under shipping information management. */
  readonly states: readonly TradeState[];
  /** What people see. */
  readonly progress: OrderProgress;
}

const { UNSHIPPED, SHIPPED, CONFIRMED, SETTLED, REFUNDED, UNSETTLED } = TRADE_STATE;

/** How far the goods are by the states of the parts, when no logistics were uploaded. */
const MANAGED: readonly (readonly [ShippingShown, ...TradeState[]])[] = [
  ["none"],
  ["none", UNSHIPPED],
  ["none", UNSHIPPED, REFUNDED],
  ["part", UNSHIPPED, SHIPPED],
  ["all", SHIPPED],
  ["all", SHIPPED, CONFIRMED],
  ["all", SHIPPED, REFUNDED],
  ["part", UNSHIPPED, SETTLED],
  ["received", CONFIRMED],
  ["received", UNSETTLED, SETTLED],
  ["received", SETTLED, REFUNDED],
];

const CASES = SHIPPINGS.flatMap((stored) =>
  (["none", "in_progress", "part", "all"] as const).flatMap((refund) =>
    MANAGED.map(([managed, ...states]): Case => {
      const shipping = stored === "none" || managed === "received" ? managed : stored;
      return { stored, states, progress: { shipping, refund, needsParcel: true } };
    }),
  ),
);

const ROWS = CASES.map(({ stored, progress: { refund } }, number) => {
  const timeOf = (progress: string) => (progress === "all" ? "1" : "NULL");
  return `SELECT ${number} AS number, CAST(${timeOf(stored)} AS bigint) AS shipped_at_ms,
    '${stored}' AS shipping_progress, CAST(${timeOf(refund)} AS bigint) AS refunded_at_ms,
    '${refund}' AS refund_progress, 'matched' AS state, 'wx' AS appid,
    '1900/${number}' AS transaction_id`;
}).join(" UNION ALL ");

const TRADE_ORDERS = [
  `CREATE TABLE trade_orders (appid text, transaction_id text, combined_key text,
    is_managed bigint, state bigint)`,
  `INSERT INTO trade_orders VALUES ${CASES.flatMap(({ states }, number) =>
    states.map((state, part) => `('wx', '42-${number}-${part}', '1900/${number}', 1, ${state})`),
  ).join(", ")}`,
  // A payment that is not under management is not shipped there.
  "INSERT INTO trade_orders VALUES ('wx', '42-0', '1900/0', 0, 2)",
];

/** The cases in the list of each status, by the contract. */
const expected = PAID_ORDER_STATUSES.map((filter) => ({
  filter,
  numbers: CASES.flatMap(({ progress }, number) =>
    paidOrderStatuses(progress).some((status) => statusesInList(filter).includes(status))
      ? [number]
      : [],
  ),
}));

const SHOWN = `SELECT ${SHIPPING_SHOWN} AS shipping FROM (${ROWS}) u ORDER BY number`;
const shown = CASES.map(({ progress }) => progress.shipping);

const statements = (filter: (typeof PAID_ORDER_STATUSES)[number]) =>
  [PAID_CONDITIONS[filter], paidConditionOf(`'${filter}'`)].map(
    (condition) => `SELECT number FROM (${ROWS}) u WHERE ${condition} ORDER BY number`,
  );

test("on SQLite a status lists the orders that the contract says", async () => {
  const database = await SqliteDatabase.open(":memory:");
  for (const statement of TRADE_ORDERS) database.run(statement);
  const progresses = database.all<{ shipping: string }>(SHOWN);
  expect(progresses.map(({ shipping }) => shipping)).toEqual(shown);
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
    for (const statement of TRADE_ORDERS) await database.query(statement);
    const progresses = (await database.query(SHOWN)) as { shipping: string }[];
    expect(progresses.map(({ shipping }) => shipping)).toEqual(shown);
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
