import { describe } from "vitest";
import { Platform } from "./platform.js";
import { createMigratedDatabase, describeOnPostgres } from "./postgres.js";

/** Starts a platform for a test; the test closes it. */
export type StartPlatform = () => Promise<Platform>;

/** The same tests on SQLite and on PostgreSQL. */
export function describeOnBothEngines(title: string, tests: (start: StartPlatform) => void): void {
  describe(`${title}, on SQLite,`, () =>
    tests(() => Platform.start({ databaseUrl: "sqlite::memory:" })));
  describeOnPostgres(`${title}, on PostgreSQL,`, () =>
    tests(async () => Platform.startOn(await createMigratedDatabase())),
  );
}
