import { afterEach, beforeEach, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { startPlatform } from "../../serve/platform.js";
import { SettingsError } from "../../settings-error.js";
import { openPostgresStore } from "./store.js";

describeOnPostgres("a server that does not sync to its disk", () => {
  let made: PostgresTestDatabase;

  beforeEach(async () => {
    made = await createMigratedDatabase();
  });

  afterEach(() => made.remove());

  test("is reported, with what to set", async () => {
    const [{ fsync, pages } = {}] = await made.query(
      "SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages",
    );
    const { store } = await openPostgresStore(made.url);
    const stateOf = (value: unknown) => (value === "on" ? "ok" : "failed");
    expect(await store.durability()).toMatchObject([
      { name: "fsync", value: fsync, state: stateOf(fsync) },
      { name: "full_page_writes", value: pages, state: stateOf(pages) },
      { name: "synchronous_commit", value: "on", state: "ok", advice: null },
    ]);
    await store.close();
  });

  test("starts a platform only in a sandbox, or when the operator allows it", async ({ skip }) => {
    const [{ fsync } = {}] = await made.query("SELECT current_setting('fsync') AS fsync");
    skip(fsync === "on", "this server syncs");
    const options = { databaseUrl: made.url, logStream: null };

    await expect(startPlatform(options)).rejects.toThrow(SettingsError);
    await expect(startPlatform(options)).rejects.toThrow("fsync = off");

    await (await startPlatform({ ...options, sandbox: true })).close();
    await (await startPlatform({ ...options, allowUnsafeDurability: true })).close();
  });
});
