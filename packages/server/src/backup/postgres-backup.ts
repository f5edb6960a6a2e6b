import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { text } from "@dingdan/contract";
import { Client } from "pg";
import { SettingsError } from "../settings-error.js";
import { openFaultOf, shownUrl } from "../storage/postgres/open-fault.js";
import { requireSpace } from "./backup-files.js";
import { COUNTED_TABLES, type CountedTable } from "./manifest.js";
import { requireTool, runTool, toolDatabaseOf } from "./postgres-tools.js";
import type { Watching } from "./progress.js";
import { stopped } from "./sqlite-backup.js";

const CONNECT_TIMEOUT_MS = 5_000;
const PROGRESS_EVERY_MS = 500;
/** A dump is compressed and has no indexes, so it is far smaller than its database. This is an estimate. */
const SPACE_SHARE = 0.25;

export interface PostgresContents {
  readonly migrations: readonly string[];
  readonly rows: Readonly<Record<CountedTable, number>>;
  readonly schema: string;
}

interface DatabaseRow {
  readonly major: number;
  readonly bytes: string;
  readonly schema: string | null;
  readonly is_there: boolean;
}

const DATABASE = `SELECT current_setting('server_version_num')::int / 10000 AS major,
  pg_database_size(current_database())::text AS bytes, current_schema()::text AS schema,
  to_regclass('migrations') IS NOT NULL AS is_there`;

/**
 * Dumps a PostgreSQL database, which may be served meanwhile, in the custom format of pg_dump. What is
 * counted and what is dumped are one snapshot.
 * @throws SettingsError
 */
export async function dumpPostgres(
  databaseUrl: string,
  copy: string,
  { signal, onProgress }: Watching,
): Promise<PostgresContents> {
  const client = await connect(databaseUrl, "dingdan backup");
  try {
    await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    const [row] = (await client.query<DatabaseRow>(DATABASE)).rows;
    if (row === undefined || !row.is_there) throw noInstallation(databaseUrl);
    await requireTool("pg_dump", row.major);
    await requireSpace(dirname(resolve(copy)), Number(row.bytes) * SPACE_SHARE);
    const schema = row.schema ?? "public";
    const snapshot = await snapshotOf(client);
    const watch = setInterval(() => {
      const bytes = statSync(copy, { throwIfNoEntry: false })?.size ?? 0;
      onProgress?.({ step: "copy", bytes, ofBytes: 0 });
    }, PROGRESS_EVERY_MS);
    try {
      await dump(databaseUrl, { copy, snapshot, schema, signal });
      return { ...(await contentsOf(client)), schema };
    } finally {
      clearInterval(watch);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function snapshotOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>("SELECT pg_export_snapshot() AS id");
  return rows[0]?.id ?? "";
}

interface Dump {
  readonly copy: string;
  readonly snapshot: string;
  readonly schema: string;
  readonly signal: AbortSignal | undefined;
}

async function dump(databaseUrl: string, { copy, snapshot, schema, signal }: Dump): Promise<void> {
  const { url, environment } = toolDatabaseOf(databaseUrl);
  const outcome = await runTool(
    "pg_dump",
    [
      "--format=custom",
      // Owners and rights belong to a server; the user who restores owns what is restored.
      "--no-owner",
      "--no-privileges",
      // The server may keep statistics and publications that a user of the platform cannot read.
      "--no-publications",
      "--no-subscriptions",
      "--no-password",
      // Writers are not waited for: a table that is being changed by a migration is an error soon.
      "--lock-wait-timeout=10000",
      `--schema=${quoted(schema)}`,
      `--snapshot=${snapshot}`,
      `--file=${copy}`,
      `--dbname=${url}`,
    ],
    { environment, signal },
  );
  if (signal?.aborted === true) throw stopped();
  if (outcome?.isDone === true) return;
  throw new SettingsError(
    text(
      `pg_dump of ${shownUrl(databaseUrl)} failed: ${outcome?.error ?? "it is not installed"}. Correct the cause and make the backup again.`,
      `pg_dump 备份 ${shownUrl(databaseUrl)} 失败：${outcome?.error ?? "未安装"}。请排除原因后重新备份。`,
    ),
  );
}

/** A name that pg_dump takes literally, and not as a pattern. */
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

async function contentsOf(client: Client): Promise<Omit<PostgresContents, "schema">> {
  const applied = await client.query<{ name: string }>("SELECT name FROM migrations ORDER BY name");
  const rows: Record<string, number> = {};
  for (const table of COUNTED_TABLES) {
    const there = await client.query<{ is_there: boolean }>(
      "SELECT to_regclass($1) IS NOT NULL AS is_there",
      [table],
    );
    // PostgreSQL keeps rows without a number for payments whose uploads have not arrived.
    const where = table === "uploads" ? " WHERE number IS NOT NULL" : "";
    const counted =
      there.rows[0]?.is_there === true
        ? await client.query<{ count: string }>(`SELECT count(*) FROM ${table}${where}`)
        : null;
    rows[table] = Number(counted?.rows[0]?.count ?? 0);
  }
  return {
    migrations: applied.rows.map(({ name }) => name),
    rows: rows as PostgresContents["rows"],
  };
}

/** @throws SettingsError when it cannot be opened */
export async function connect(databaseUrl: string, name: string): Promise<Client> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: name,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A connection that is lost between two statements rejects the next one.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const reason = openFaultOf(error);
    throw new SettingsError(`The database ${shownUrl(databaseUrl)} cannot be used: ${reason}`, {
      cause: error,
    });
  }
}

export const noInstallation = (databaseUrl: string) =>
  new SettingsError(
    text(
      `${shownUrl(databaseUrl)} holds no installation of Dingdan. Name the database of the server with --database.`,
      `${shownUrl(databaseUrl)} 中没有 Dingdan 的数据。请用 --database 指定服务所用的数据库。`,
    ),
  );
