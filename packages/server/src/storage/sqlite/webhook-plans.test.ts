import { afterAll, beforeAll, expect, test } from "vitest";
import { SQLITE } from "../statements/dialect.js";
import { definedTexts } from "../statements/statement.js";
import "../stores/cold-stores.js";
import { SqliteDatabase } from "./database.js";
import { migrateSqlite } from "./migrate.js";

let database: SqliteDatabase;

beforeAll(async () => {
  database = await SqliteDatabase.open(":memory:");
  migrateSqlite(database);
});
afterAll(() => database.close());

/** The plan of the only statement whose text matches. */
function planOf(pattern: RegExp): string[] {
  const texts = definedTexts(SQLITE).filter((text) => pattern.test(text));
  expect(texts).toHaveLength(1);
  return database
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${texts[0]}`)
    .map(({ detail }) => detail);
}

test("what waits for endpoints is found without reading what was delivered", () => {
  const plan = planOf(/^select .*from "webhook_deliveries" as "delivery".* as "oldest"/).filter(
    (detail) => / delivery\b/.test(detail),
  );
  expect(plan).toHaveLength(2);
  for (const detail of plan) {
    expect(detail).toMatch(/webhook_deliveries_by_(state|due) \(endpoint_id=\?/);
    expect(detail).toMatch(/state=\?|by_due/);
  }
});

test("the end of some deliveries is recorded without reading the others", () => {
  const plan = planOf(/^update "webhook_deliveries" set "state" = "given"/);
  const outer = plan.find((detail) => detail.includes("SEARCH webhook_deliveries"));
  expect(outer).toMatch(/endpoint_id=\? AND position=\?/);
});
