import { expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { distributeDatabase } from "../distribute-database.js";
import { distributionStatements, readDistribution } from "./distribution.js";

const UNIQUE_INDEXES = `SELECT table_class.relname AS table, index_class.relname AS index,
    attname AS "firstColumn"
  FROM pg_index
  JOIN pg_class AS table_class ON table_class.oid = indrelid
  JOIN pg_class AS index_class ON index_class.oid = indexrelid
  JOIN pg_namespace ON pg_namespace.oid = table_class.relnamespace AND nspname = 'public'
  LEFT JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
  WHERE indisunique`;

describeOnPostgres("the tables can be distributed:", () => {
  test("the description names each of them, and no other table", async () => {
    const database = await createMigratedDatabase();
    const tables = await database.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
       ORDER BY tablename COLLATE "C"`,
    );
    await database.remove();

    expect(Object.keys(readDistribution())).toEqual(tables.map(({ name }) => name));
  });

  test("each unique index begins with the key that its table is distributed by", async () => {
    const database = await createMigratedDatabase();
    const indexes = await database.query(UNIQUE_INDEXES);
    await database.remove();

    const distribution = readDistribution();
    const checked = indexes.filter(({ table, index, firstColumn }) => {
      const how = distribution[String(table)];
      if (typeof how !== "object") return false;
      expect(firstColumn, `${String(index)} of ${String(table)}`).toBe(how.key);
      return true;
    });
    expect(checked.length).toBeGreaterThan(15);
  });

  test("a server without Citus distributes nothing, and says so", async () => {
    const database = await createMigratedDatabase();

    expect(await distributeDatabase(database.url)).toBeNull();

    await database.remove();
  });
});

test("the apps come first, and the rows of one app stay together", () => {
  const statements = distributionStatements(new Set());

  expect(statements.slice(0, 4)).toEqual([
    "SELECT create_distributed_table('apps', 'appid', colocate_with => 'none')",
    "SELECT truncate_local_data_after_distributing_table('apps')",
    "SELECT create_distributed_table('access_tokens', 'token_hash', colocate_with => 'none')",
    "SELECT truncate_local_data_after_distributing_table('access_tokens')",
  ]);
  expect(statements).toContain(
    "SELECT create_distributed_table('uploads', 'appid', colocate_with => 'apps')",
  );
  expect(statements).toContain(
    "SELECT create_distributed_table('payment_numbers', 'order_key', colocate_with => 'none')",
  );
  expect(statements).toContain("SELECT create_reference_table('settings')");
  expect(statements.join()).not.toContain("'requests'");
});

test("tables that are distributed already stay as they are", () => {
  const all = Object.keys(readDistribution());

  expect(distributionStatements(new Set(all.filter((table) => table !== "uploads")))).toEqual([
    "SELECT create_distributed_table('uploads', 'appid', colocate_with => 'apps')",
    "SELECT truncate_local_data_after_distributing_table('uploads')",
  ]);
});
