import {
  ATTENTION_REASONS,
  attentionReasons,
  MATCH_STATES,
  MISMATCHES,
  ORDER_STATUSES,
  type OrderStatus,
  UPLOAD_DELAY_MAX_MS,
} from "@dingdan/contract";
import { expect, test } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { SqliteDatabase } from "../sqlite/database.js";
import { REASON_CONDITIONS, statusCondition, statusCounts } from "./status-condition.js";

const CASES = MATCH_STATES.flatMap((match) =>
  (match === "mismatched" ? MISMATCHES : [null]).flatMap((mismatch) =>
    (["none", "part", "all"] as const).flatMap((refund) =>
      [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
        match,
        mismatch,
        refund,
        isContradicted: (bits & 1) > 0,
        isAppApproved: (bits & 2) > 0,
        isLate: (bits & 4) > 0,
      })),
    ),
  ),
);

const text = (value: string | null) => (value === null ? "NULL" : `'${value}'`);

const ROWS = CASES.map(
  ({ match, mismatch, refund, isContradicted, isAppApproved, isLate }, number) => {
    const isPaid = match !== "waiting";
    return `SELECT ${number} AS number, '${isAppApproved ? "approved" : "reviewing"}' AS appid,
      '${match}' AS state, CAST(${text(mismatch)} AS text) AS mismatch,
      '${isPaid && isContradicted ? "contradicted" : "plain"}' AS transaction_id,
      CAST(${refund === "all" ? "1" : "NULL"} AS bigint) AS refunded_at_ms,
      '${refund}' AS refund_progress, CAST(NULL AS bigint) AS shipped_at_ms,
      'none' AS shipping_progress, CAST(${isPaid ? 1000 : "NULL"} AS bigint) AS paid_at_ms,
      ${1000 + UPLOAD_DELAY_MAX_MS + (isLate ? 1 : 0)} AS received_at_ms`;
  },
).join(" UNION ALL ");

const TABLES = [
  "CREATE TABLE apps (appid text, permission text)",
  "INSERT INTO apps VALUES ('approved', 'approved'), ('reviewing', 'reviewing')",
  "CREATE TABLE payments (appid text, transaction_id text, contradiction text)",
  ...["approved", "reviewing"].map(
    (appid) =>
      `INSERT INTO payments VALUES ('${appid}', 'contradicted', '{}'), ('${appid}', 'plain', NULL)`,
  ),
];

/** The cases with each reason, by the contract. An order without a payment is never contradicted. */
const reasonsOf = CASES.map((facts) =>
  attentionReasons({ ...facts, isContradicted: facts.isContradicted && facts.match !== "waiting" }),
);
const numbersWith = (isIn: (index: number) => boolean) =>
  CASES.flatMap((_facts, index) => (isIn(index) ? [index] : []));

const LISTS = [
  ...ATTENTION_REASONS.map((reason) => ({
    name: reason,
    condition: REASON_CONDITIONS[reason],
    numbers: numbersWith((index) => reasonsOf[index]?.includes(reason) ?? false),
  })),
  {
    name: "needs_attention",
    condition: statusCondition("needs_attention", false),
    numbers: numbersWith((index) => reasonsOf[index]?.length !== 0),
  },
  {
    name: "to_pay",
    condition: statusCondition("to_pay", false),
    numbers: numbersWith((index) => CASES[index]?.match === "waiting"),
  },
];

const select = (condition: string) =>
  `SELECT number FROM (${ROWS}) u WHERE ${condition} ORDER BY number`;
const COUNTS = `SELECT ${statusCounts(false)} FROM (${ROWS}) u`;

type Counts = Readonly<Record<OrderStatus | "all_orders", number | bigint>>;

function checkCounts(counts: Counts): void {
  const isMatched = (index: number) => CASES[index]?.match === "matched";
  const expected = {
    all_orders: CASES.length,
    needs_attention: reasonsOf.filter(({ length }) => length > 0).length,
    to_pay: numbersWith((index) => CASES[index]?.match === "waiting").length,
    to_ship: numbersWith((index) => isMatched(index) && CASES[index]?.refund !== "all").length,
    partly_refunded: numbersWith((index) => isMatched(index) && CASES[index]?.refund === "part")
      .length,
    refunded: numbersWith((index) => isMatched(index) && CASES[index]?.refund === "all").length,
  };
  for (const [status, count] of Object.entries(expected)) {
    expect(Number(counts[status as OrderStatus]), status).toBe(count);
  }
  expect(Object.keys(counts).toSorted()).toEqual([...ORDER_STATUSES, "all_orders"].toSorted());
}

test("on SQLite the orders with a reason are those that the contract says", async () => {
  const database = await SqliteDatabase.open(":memory:");
  for (const statement of TABLES) database.run(statement);
  for (const { name, condition, numbers } of LISTS) {
    const rows = database.all<{ number: number }>(select(condition));
    expect(
      rows.map(({ number }) => number),
      name,
    ).toEqual(numbers);
  }
  checkCounts(database.first<Counts>(COUNTS) as Counts);
  await database.close();
});

describeOnPostgres("on PostgreSQL", () => {
  test("the orders with a reason are those that the contract says", async () => {
    const database = await createEmptyDatabase();
    for (const statement of TABLES) await database.query(statement);
    for (const { name, condition, numbers } of LISTS) {
      const rows = (await database.query(select(condition))) as { number: number }[];
      expect(
        rows.map(({ number }) => number),
        name,
      ).toEqual(numbers);
    }
    const [counts] = (await database.query(COUNTS)) as Counts[];
    checkCounts(counts as Counts);
    await database.remove();
  });
});
