import { Client } from "pg";
import { expect, test } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { splitStatements } from "./split-statements.js";

test("a file is split into its statements, without the semicolons between them", () => {
  expect(splitStatements("CREATE TABLE a (b text);\nSELECT 1 ; SELECT 2")).toEqual([
    "CREATE TABLE a (b text)",
    "SELECT 1",
    "SELECT 2",
  ]);
});

test.each([
  ["nothing", ""],
  ["blanks", " \n\t"],
  ["semicolons alone", " ;; ;"],
  ["comments alone", "-- a; b\n/* c; d */"],
])("%s make no statement", (_, sql) => {
  expect(splitStatements(sql)).toEqual([]);
});

const SAMPLES = [
  ["a text", "SELECT 'a;b'"],
  ["a text with quotes in it", "SELECT 'it''s; this', '''', ';'"],
  ["a text over several lines", "SELECT 'a\n;\nb'"],
  ["a text that ends with a backslash", "SELECT 'a\\', ';'"],
  ["a text with escapes", "SELECT E'it\\'s; \\\\', e'\\'', ';'"],
  ["a quoted name", 'SELECT 1 AS "a;b"'],
  ["a quoted name with quotes in it", 'SELECT 1 AS "a"";b", 2 AS "\'"'],
  ["a dollar quote", "DO $$ BEGIN PERFORM 1; END $$"],
  ["a dollar quote with a tag", "DO $body$ BEGIN EXECUTE $$ SELECT 1; $$; END; $body$"],
  ["a dollar quote with another tag in it", "DO $a$ ; $b$ ; $a$"],
  ["a dollar quote with a Chinese tag", "DO $订$ ; $订$"],
  ["a quote in a dollar quote", "DO $$ it's; $$"],
  ["a comment in a dollar quote", "DO $$ -- ; $$"],
  ["a line comment", "SELECT 1 -- a;b, it's $$ /*\n, 2"],
  ["a block comment", "SELECT /* a;b, it's $$ -- */ 1"],
  ["a block comment in another", "SELECT /* a; /* b; */ c; */ 1"],
  ["block comments that only look nested", "SELECT /*/**/;*/ 1 /***/"],
  ["a comment in a text", "SELECT '--', ';', '/*', ';'"],
  ["a parameter", "PREPARE a AS SELECT $1"],
  ["a name with dollars in it", "SELECT a$b$c FROM d"],
] as const;

test.each(SAMPLES)(
  "a semicolon in or after %s ends no statement before its own end",
  (_, statement) => {
    expect(splitStatements(`${statement};SELECT 'next'`)).toEqual([statement, "SELECT 'next'"]);
    expect(splitStatements(`SELECT 'before';${statement}`)).toEqual(["SELECT 'before'", statement]);
  },
);

test("a name with dollars in it does not begin a quote, so the semicolon after it counts", () => {
  expect(splitStatements("SELECT a$b$; SELECT c$b$")).toEqual(["SELECT a$b$", "SELECT c$b$"]);
});

test("a comment stays with the statement after it", () => {
  expect(splitStatements("SELECT 1;\n-- the second\nSELECT 2; -- the end")).toEqual([
    "SELECT 1",
    "-- the second\nSELECT 2",
  ]);
});

test.each([
  ["text", "SELECT 'a; SELECT 1"],
  ["quoted name", 'SELECT "a; SELECT 1'],
  ["dollar quote", "DO $$ a; SELECT 1"],
  ["block comment", "SELECT 1 /* a; /* */ SELECT 2"],
])("what follows a %s without an end belongs to its statement", (_, sql) => {
  expect(splitStatements(sql)).toEqual([sql]);
});

describeOnPostgres("PostgreSQL", () => {
  test("takes each of these for one statement, and two of them for two", async () => {
    const database = await createEmptyDatabase();
    const client = new Client(database.url);
    await client.connect();
    let names = 0; // A query with a name is prepared.
    const answer = (text: string) =>
      client.query({ name: String(names++), text }).then(
        () => "done",
        (error: Error) => error.message,
      );
    const TWO = "cannot insert multiple commands into a prepared statement";

    for (const [, statement] of SAMPLES) {
      expect(await answer(statement), statement).not.toBe(TWO);
      expect(await answer(`${statement};SELECT 'next'`), statement).toBe(TWO);
    }
    await client.end();
    await database.remove();
  });
});
