import { describe, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { PostgresDatabase } from "../postgres/database.js";
import { SqliteDatabase } from "../sqlite/database.js";
import { migrateSqlite } from "../sqlite/migrate.js";
import "../stores/cold-stores.js";
import { POSTGRES, SQLITE } from "./dialect.js";
import { insert } from "./insert.js";
import { definedTexts, type Given, statement } from "./statement.js";

const FIND = statement(({ db }, { name }: Given<{ name: string }>) =>
  db.selectFrom("settings").select("value").where("name", "=", name),
);

const LIST = statement(
  ({ db }, { side, limit }: Given<{ side?: "retail"; limit: number }>) => {
    const spus = db.selectFrom("service_provider_spus").select("name").limit(limit);
    return side === undefined ? spus : spus.where("side", "=", side);
  },
  ({ name }) => name,
  ["side"],
);

describe("a statement", () => {
  test("has a text for each engine, and its values in the order of the text", () => {
    expect(FIND.bind(SQLITE, { name: "port" })).toEqual({
      text: 'select "value" from "settings" where "name" = ?',
      values: ["port"],
    });
    expect(FIND.bind(POSTGRES, { name: "port" }).text).toMatch(/ = \$1$/);
  });

  test("is compiled once, so that its text is the same string for every call", () => {
    const { text } = FIND.bind(SQLITE, { name: "one" });
    expect(FIND.bind(SQLITE, { name: "other" })).toEqual({ text, values: ["other"] });
  });

  test("has another text when an optional parameter is absent", () => {
    expect(LIST.bind(SQLITE, { side: "retail", limit: 2 })).toEqual({
      text: 'select "name" from "service_provider_spus" where "side" = ? limit ?',
      values: ["retail", 2],
    });
    expect(LIST.bind(SQLITE, { limit: 2 })).toEqual({
      text: 'select "name" from "service_provider_spus" limit ?',
      values: [2],
    });
  });

  test("rejects a parameter that is undefined, and names it", () => {
    const parameters = { name: undefined } as unknown as { name: string };
    expect(() => FIND.bind(SQLITE, parameters)).toThrow("the parameter name is undefined");
  });
});

test("an insert replaces all other columns of the row that has its key", () => {
  const put = insert("settings", ["name", "value"], { replace: ["name"] });
  expect(put.bind(SQLITE, { name: "port", value: "80" })).toEqual({
    text:
      'insert into "settings" ("name", "value") values (?, ?)' +
      ' on conflict ("name") do update set "value" = "excluded"."value"',
    values: ["port", "80"],
  });
});

test("SQLite accepts every statement of the stores", async () => {
  const database = await SqliteDatabase.open(":memory:");
  migrateSqlite(database);
  const texts = definedTexts(SQLITE);
  expect(texts.length).toBeGreaterThan(60);
  for (const text of texts) {
    expect(() => database.all(`EXPLAIN ${text}`), text).not.toThrow();
  }
  await database.close();
});

describeOnPostgres("on a server,", () => {
  test("PostgreSQL accepts every statement of the stores", async () => {
    const created = await createMigratedDatabase();
    const database = new PostgresDatabase(created.url, { poolSize: 1 });
    for (const [index, text] of definedTexts(POSTGRES).entries()) {
      await expect(database.run(`PREPARE statement_${index} AS ${text}`), text).resolves.toBe(0);
    }
    await database.close();
    await created.remove();
  });
});
