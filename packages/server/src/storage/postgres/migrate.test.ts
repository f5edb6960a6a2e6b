import { Client } from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { Starter } from "../../../test/support/starter.js";
import { anApp } from "../conformance/samples.js";
import { MigrationError, readMigrations } from "../migrations.js";
import { openPostgresStore } from "./store.js";

const MIGRATIONS = readMigrations("postgres");

describeOnPostgres("a PostgreSQL database", () => {
  let database: PostgresTestDatabase;

  beforeEach(async () => {
    database = await createEmptyDatabase();
  });

  afterEach(() => database.remove());

  /** Opens and closes a store; returns the migrations that this applied. */
  async function migrate(url = database.url): Promise<string[]> {
    const { store, applied } = await openPostgresStore(url);
    await store.close();
    return applied;
  }

  /** Everything that a migration can create, except the record of migrations. */
  const schemaOf = async (of: PostgresTestDatabase) => ({
    columns: await of.query(
      `SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name
       FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> 'migrations' ORDER BY 1, ordinal_position`,
    ),
    compression: await of.query(
      `SELECT attrelid::regclass::text AS table, attname, attcompression FROM pg_attribute
       WHERE attcompression <> '' ORDER BY 1, 2`,
    ),
    indexes: await of.query(
      `SELECT indexdef FROM pg_indexes
       WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`,
    ),
    sequences: await of.query(
      "SELECT sequencename, start_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1",
    ),
  });

  const tableNames = (schema: string) =>
    database.query(`SELECT tablename FROM pg_tables WHERE schemaname = '${schema}' ORDER BY 1`);

  test("is migrated when it is new, and unchanged when it is up to date", async () => {
    expect(await migrate()).toEqual(MIGRATIONS.map(({ name }) => name));
    expect(await migrate()).toEqual([]);
  });

  test("receives the statements of a migration one by one, with the same schema as from entire files", async () => {
    const asked = vi.spyOn(Client.prototype, "query");
    await migrate();
    const texts = asked.mock.calls.map(([query]) => query as string | { readonly text: string });
    asked.mockRestore();

    // The server accepts several statements in one text only when the text is not prepared.
    expect(texts.filter((text) => typeof text === "string")).toEqual([
      // The settings of the connection.
      expect.stringContaining("synchronous_commit"),
      expect.stringContaining("client_connection_check_interval"),
      "BEGIN ISOLATION LEVEL READ COMMITTED",
      "COMMIT",
    ]);

    const other = await createEmptyDatabase();
    for (const { sql } of MIGRATIONS) await other.query(sql);
    expect(await schemaOf(database)).toEqual(await schemaOf(other));
    await other.remove();
  });

  test("that was created with another text of a migration is rejected with the reason", async () => {
    await migrate();
    await database.query("UPDATE migrations SET checksum = 'another'");

    await expect(migrate()).rejects.toThrow(MigrationError);
    await expect(migrate()).rejects.toThrow(
      "the migration 0001-initial differs from the one that the database was made with",
    );
  });

  test("of a newer version is rejected with the reason, and unchanged", async () => {
    await migrate();
    await database.query("INSERT INTO migrations VALUES ('9999-future', 'checksum')");
    const before = await tableNames("public");

    await expect(migrate()).rejects.toThrow(MigrationError);
    await expect(migrate()).rejects.toThrow("9999-future");
    expect(await tableNames("public")).toEqual(before);
  });

  test("that is new can be opened by many processes at the same time: one migrates, none fails", async () => {
    // given processes that run the built package and wait for a signal
    const starters = Array.from({ length: 6 }, () => new Starter(database.url));
    await Promise.all(starters.map((starter) => starter.isReady()));

    // when they all open the database at the same time
    for (const starter of starters) starter.go();
    const answers = await Promise.all(starters.map((starter) => starter.answer()));

    // then one of them has migrated it
    const migrated = MIGRATIONS.map(({ name }) => name).join();
    expect(answers.toSorted()).toEqual([...Array(5).fill("done "), `done ${migrated}`]);
  });

  test("can have several installations, each in a separate schema", async () => {
    const urls = ["north", "south"].map((schema) => {
      const url = new URL(database.url);
      url.searchParams.set("options", `-c search_path=${schema}`);
      return url.href;
    });
    await expect(migrate(urls[0])).rejects.toThrow("none of the schemas in its search_path exists");
    await database.query("CREATE SCHEMA north; CREATE SCHEMA south");

    await Promise.all(urls.map(migrate));

    const [north, south] = await Promise.all(urls.map((url) => openPostgresStore(url)));
    await north?.store.apps.create(anApp());
    expect(await north?.store.apps.find(anApp().appid)).toEqual(anApp());
    expect(await south?.store.apps.find(anApp().appid)).toBeNull();
    await Promise.all([north?.store.close(), south?.store.close()]);
    expect(await tableNames("public")).toEqual([]);
    expect(await tableNames("north")).toEqual(await tableNames("south"));
  });

  test("that is up to date can be opened by a user who may not create tables", async () => {
    await migrate();
    const user = `reader_${database.name}`;
    await database.query(`CREATE ROLE ${user} LOGIN PASSWORD 'known'`);
    await database.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${user}`);
    const url = new URL(database.url);
    url.username = user;
    url.password = "known";

    expect(await migrate(url.href)).toEqual([]);

    await database.query(`DROP OWNED BY ${user}`);
    await database.query(`DROP ROLE ${user}`);
  });

  test("has for every table a key that begins with the appid, or with the key of a look-up", async () => {
    await migrate();

    const keys = await database.query(
      `SELECT table_name || '.' || column_name AS key FROM information_schema.key_column_usage
       WHERE ordinal_position = 1 AND table_schema = 'public' ORDER BY 1`,
    );

    const others = keys.map(({ key }) => String(key)).filter((key) => !key.endsWith(".appid"));
    expect(others).toEqual([
      "access_tokens.token_hash",
      "admin_keys.key_hash",
      "audit_entries.sequence",
      "buyer_tokens.token_hash",
      "component_credentials.credential_hash",
      "component_events.component_appid",
      "components.component_appid",
      "console_sessions.token_hash",
      "early_refunds.refund_id",
      "erased_buyers.buyer_hash",
      "erased_orders.number",
      "erased_transactions.transaction_hash",
      "erasures.id",
      "event_feed.name",
      "event_outbox.number",
      "events.position",
      "known_networks.account",
      "migrations.name",
      "order_hours.hour_ms",
      "order_names.name",
      "payment_numbers.order_key",
      "refund_ids.refund_id",
      "renamed_uploads.number",
      "resource_package_ids.pkg_id",
      "service_provider_order_ids.order_id",
      "service_provider_skus.sku_id",
      "service_provider_spus.spu_id",
      "settings.name",
      "sub_payments.sub_transaction_id",
      "unfinished_erasures.buyer_hash",
      "webhook_attempts.endpoint_id",
      "webhook_deliveries.endpoint_id",
      "webhook_endpoints.id",
      "wechatpay_merchants.mchid",
      "wrong_guesses.account",
    ]);
  });

  test("compares and sorts indexed texts by their bytes", async () => {
    await migrate();

    const others = await database.query(
      `SELECT indexrelid::regclass::text AS index FROM pg_index
       WHERE indrelid::regclass::text IN
           (SELECT tablename FROM pg_tables WHERE schemaname = 'public')
         AND EXISTS (SELECT FROM unnest(indcollation) AS of(oid)
           WHERE oid NOT IN (0, '"C"'::regcollation))`,
    );

    expect(others).toEqual([]);
  });
});
