import { expect, test } from "vitest";
import { SQLITE } from "../statements/dialect.js";
import { definedTexts } from "../statements/statement.js";
import "../stores/cold-stores.js";
import { SqliteDatabase } from "./database.js";
import { migrateSqlite } from "./migrate.js";

test("what waits for endpoints is found without reading what was delivered", async () => {
  const database = await SqliteDatabase.open(":memory:");
  migrateSqlite(database);
  const texts = definedTexts(SQLITE).filter((text) =>
    /^select .*from "webhook_deliveries" as "delivery".* as "oldest"/.test(text),
  );
  expect(texts).toHaveLength(1);
  const plan = database
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${texts[0]}`)
    .map(({ detail }) => detail)
    .filter((detail) => / delivery\b/.test(detail));
  expect(plan).toHaveLength(2);
  for (const detail of plan) {
    expect(detail).toMatch(/webhook_deliveries_by_(state|due) \(endpoint_id=\?/);
    expect(detail).toMatch(/state=\?|by_due/);
  }
  await database.close();
});
