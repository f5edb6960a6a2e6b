import { randomBytes } from "node:crypto";
import { Client } from "pg";

/** A database for one test. */
export interface PostgresTestDatabase {
  readonly name: string;
  readonly url: string;
  /** Runs a statement outside any store. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
}

/** A database for one test after another, which is much faster than a new one for each. */
export interface ReusedDatabase extends PostgresTestDatabase {
  /** Makes the rows and the sequences what they were at first. Its stores must be closed. */
  reset(): Promise<void>;
}

/** Creates a database as a copy of another on the same server. */
export async function createDatabase(
  serverUrl: string,
  template: string,
): Promise<PostgresTestDatabase> {
  const name = `dingdan_test_${randomBytes(8).toString("hex")}`;
  await queryOn(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const url = new URL(serverUrl);
  url.pathname = name;
  return {
    name,
    url: url.href,
    query: (sql) => queryOn(url.href, sql),
    remove: async () => {
      await queryOn(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Makes a database one that can be reset. Its tests may not change its tables. */
export async function reused(database: PostgresTestDatabase): Promise<ReusedDatabase> {
  await database.query(KEEP_ROWS);
  return {
    ...database,
    reset: async () => {
      await database.query(RESTORE_ROWS);
    },
  };
}

/** Copies the rows that migrations wrote into a schema of its own. */
const KEEP_ROWS = `
  CREATE SCHEMA at_first;
  DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
      EXECUTE format('CREATE TABLE at_first.%1$I AS TABLE public.%1$I', name);
    END LOOP;
  END $$`;

/**
 * DELETE is much faster than TRUNCATE on small tables, which makes new files. Triggers that refuse it are off
 * meanwhile.
 */
const RESTORE_ROWS = `
  DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
      EXECUTE format('DELETE FROM public.%I', name);
      EXECUTE format('INSERT INTO public.%1$I SELECT * FROM at_first.%1$I', name);
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
      FROM pg_sequences WHERE schemaname = 'public';
  END $$`;

async function queryOn(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
