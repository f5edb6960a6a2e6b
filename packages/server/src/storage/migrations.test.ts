import { describe, expect, test } from "vitest";
import {
  type Migration,
  MigrationError,
  outstandingMigrations,
  readMigrations,
} from "./migrations.js";

const migration = (name: string): Migration => ({
  name,
  sql: `-- ${name}`,
  checksum: `of ${name}`,
});

const FIRST = migration("0001-initial");
const SECOND = migration("0002-shippings");
const KNOWN = [FIRST, SECOND];

describe("a database lacks", () => {
  test.each([
    ["everything when it is new", [], KNOWN],
    ["the migrations after its last one", [FIRST], [SECOND]],
    ["nothing when it is up to date", [FIRST, SECOND], []],
  ])("%s", (_, applied, outstanding) => {
    expect(outstandingMigrations(KNOWN, applied)).toEqual(outstanding);
  });
});

describe("a database is rejected", () => {
  test.each([
    ["of a newer version", [FIRST, SECOND, migration("0003-refunds")], "0003-refunds"],
    ["with a gap in its record", [SECOND], "0002-shippings"],
  ])("%s, and the message names the migration and the remedy", (_, applied, name) => {
    const check = () => outstandingMigrations(KNOWN, applied);

    expect(check).toThrow(MigrationError);
    expect(check).toThrow(
      `the database has the migration ${name}, which this version of Dingdan does not know: run the version that made it, or a newer one`,
    );
  });

  test("that was created with another text of a migration", () => {
    const changed = { ...FIRST, checksum: "of something else" };
    const check = () => outstandingMigrations(KNOWN, [changed, SECOND]);

    expect(check).toThrow(MigrationError);
    expect(check).toThrow(
      "the migration 0001-initial differs from the one that the database was made with: restore the released file",
    );
  });
});

test.each(["sqlite", "postgres"] as const)(
  "the migrations of %s are numbered from 1 without a gap, and each has a different checksum",
  (engine) => {
    const migrations = readMigrations(engine);

    expect(migrations.map(({ name }) => Number(/^(\d{4})-[a-z-]+$/.exec(name)?.[1]))).toEqual(
      migrations.map((_, index) => index + 1),
    );
    expect(new Set(migrations.map(({ checksum }) => checksum)).size).toBe(migrations.length);
  },
);
