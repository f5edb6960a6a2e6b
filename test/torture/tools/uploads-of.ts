import { createHash } from "node:crypto";
import { Client } from "pg";
import { SqliteDatabase } from "../../../packages/server/src/storage/sqlite/database.js";

const UPLOADS = "SELECT * FROM uploads WHERE number IS NOT NULL";

/** A hash of each stored upload, by its order number. No server may have the database open. */
export async function uploadsOf(databaseUrl: string): Promise<ReadonlyMap<string, string>> {
  const rows = databaseUrl.startsWith("sqlite:")
    ? await rowsOfFile(databaseUrl.slice("sqlite:".length))
    : await rowsOfServer(databaseUrl);
  return new Map(rows.map((row) => [outTradeNoOf(row), hashOf(row)]));
}

type Row = Readonly<Record<string, unknown>>;

async function rowsOfFile(path: string): Promise<Row[]> {
  const database = await SqliteDatabase.open(path);
  try {
    return database.all(UPLOADS);
  } finally {
    await database.close();
  }
}

async function rowsOfServer(url: string): Promise<Row[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(UPLOADS)).rows;
  } finally {
    await client.end();
  }
}

/** `1:1900000109:ORDER-1` */
const outTradeNoOf = (row: Row): string => String(row["order_key"]).split(":")[2] ?? "";

const hashOf = (row: Row): string => createHash("sha256").update(JSON.stringify(row)).digest("hex");
