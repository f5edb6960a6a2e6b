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

async function queryOn(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
