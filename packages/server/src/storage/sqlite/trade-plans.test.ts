import { expect, test } from "vitest";
import { ANY_BY_MANAGEMENT, withShippedIndex } from "../rows/managed-shipping.js";
import { SUMMARY_COLUMNS } from "../rows/order-rows.js";
import { PAID_CONDITIONS } from "../rows/status-condition.js";
import { SQLITE } from "../statements/dialect.js";
import { definedTexts } from "../statements/statement.js";
import "../stores/cold-stores.js";
import { SqliteDatabase } from "./database.js";
import { migrateSqlite } from "./migrate.js";

test("no statement about trade orders reads all of an app, or all there are, but for totals", async () => {
  const database = await SqliteDatabase.open(":memory:");
  migrateSqlite(database);
  const texts = definedTexts(SQLITE)
    .filter((text) => /^select .*trade_orders/.test(text))
    // The counts of new orders, which only a sandbox asks for.
    .filter((text) => !/count\(\*\).*"visible_at_ms" > /.test(text));
  expect(texts.length).toBeGreaterThan(10);

  for (const text of texts) {
    const plan = database
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
      .map(({ detail }) => detail)
      // The totals read this index alone, and no row.
      .filter((detail) => !/ COVERING INDEX trade_orders_by_state\b/.test(detail))
      // The numbers that were asked for.
      .filter((detail) => !detail.startsWith("SCAN json_each "));
    for (const detail of plan) expect(detail, text).not.toMatch(/^SCAN|\(appid=\?\)$/);
  }
  await database.close();
});

test("the lists of orders read of trade orders only indexes of those that are shipped, or the parts of one payment", async () => {
  const database = await SqliteDatabase.open(":memory:");
  migrateSqlite(database);
  const ofBuyer = (condition: string) => `SELECT ${SUMMARY_COLUMNS} FROM uploads u
    WHERE u.appid = 'a' AND u.openid = 'b' AND u.state = 'matched' AND ${condition}`;
  const plans = [ANY_BY_MANAGEMENT, ...Object.values(PAID_CONDITIONS).map(ofBuyer)].flatMap(
    (text) => database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${withShippedIndex(text)}`),
  );
  const ofTrade = plans.map(({ detail }) => detail).filter((detail) => / t /.test(detail));
  expect(new Set(ofTrade)).toEqual(
    new Set([
      "SCAN t USING INDEX trade_orders_shipped",
      "SEARCH t USING INDEX trade_orders_shipped (appid=? AND transaction_id=?)",
      "SEARCH t USING INDEX trade_orders_combined (appid=? AND combined_key=?)",
    ]),
  );
  await database.close();
});
