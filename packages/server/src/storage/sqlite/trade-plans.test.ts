import { expect, test } from "vitest";
import { SQLITE } from "../statements/dialect.js";
import { definedTexts } from "../statements/statement.js";
import "../stores/cold-stores.js";
import { SqliteDatabase } from "./database.js";
import { migrateSqlite } from "./migrate.js";

test("no statement about trade orders reads all of an app, or all there are", async () => {
  const database = await SqliteDatabase.open(":memory:");
  migrateSqlite(database);
  const texts = definedTexts(SQLITE).filter((text) => /^select .*trade_orders/.test(text));
  expect(texts.length).toBeGreaterThan(10);

  for (const text of texts) {
    const plan = database
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
      .map(({ detail }) => detail)
      // It holds only the orders that were shipped, and the statement reads one.
      .filter((detail) => !detail.includes("trade_orders_shipped"));
    for (const detail of plan) expect(detail, text).not.toMatch(/^SCAN|\(appid=\?\)$/);
  }
  await database.close();
});
