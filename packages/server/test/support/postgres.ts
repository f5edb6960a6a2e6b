import { describe, inject, test } from "vitest";
import { createDatabase, type PostgresTestDatabase } from "./postgres-database.js";
import type { HandedOut } from "./postgres-setup.js";

/**
 * Tests on PostgreSQL. Without a server they are skipped, with the reason in the title; if CI=true,
 * they fail, because CI must run all tests.
 * @param missing why they cannot run on a server either; null when they can
 */
export function describeOnPostgres(
  title: string,
  tests: () => void,
  missing: () => string | null = () => null,
): void {
  const postgres = inject("postgres");
  const reason = "absent" in postgres ? postgres.absent : missing();
  if (reason === null) {
    describe(title, tests);
  } else if (process.env["CI"] === "true") {
    test(title, () => Promise.reject(new Error(reason)));
  } else {
    describe.skip(`${title} (${reason})`, tests);
  }
}

/** A new database without tables, as a store finds it on its first start. */
export async function createEmptyDatabase(): Promise<PostgresTestDatabase> {
  const { url } = await askForServer();
  return createDatabase(url, "template0");
}

/** A new database with all migrations. */
export async function createMigratedDatabase(): Promise<PostgresTestDatabase> {
  const { url, template } = await askForServer();
  return createDatabase(url, template);
}

async function askForServer(): Promise<HandedOut> {
  const postgres = inject("postgres");
  if ("absent" in postgres) throw new Error(postgres.absent);
  const answer = await fetch(postgres.askAt);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as HandedOut;
}
