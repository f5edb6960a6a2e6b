import { text } from "@dingdan/contract";
import type { Client } from "pg";
import { connect } from "../backup/postgres-backup.js";
import { requireTool, runTool, toolDatabaseOf } from "../backup/postgres-tools.js";
import { SettingsError } from "../settings-error.js";
import { shownUrl } from "../storage/postgres/open-fault.js";
import { endRestore, noteRestore } from "../storage/unfinished-restore.js";
import { eraseRestored } from "./erase-restored.js";
import { hasFeed, newEpoch, RENEW_FEED } from "./renew-feed.js";
import type { RestoreOutcome, RestoreWork } from "./restore-sqlite.js";
import { inUse, notEmptyDatabase, otherSchema, stoppedRestore } from "./target-faults.js";

interface TargetRow {
  readonly major: number;
  readonly schema: string | null;
  readonly tables: number;
}

const TARGET = `SELECT current_setting('server_version_num')::int / 10000 AS major,
  current_schema()::text AS schema,
  (SELECT count(*)::int FROM pg_class WHERE relnamespace = current_schema()::regnamespace
    AND relkind IN ('r', 'p', 'v', 'm', 'S')) AS tables`;

interface UserRow {
  readonly pid: number;
  readonly name: string;
}

/** Parallel workers and the like belong to this command. */
const USERS = `SELECT pid, concat_ws(' ', usename, application_name, client_addr::text) AS name
  FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;

/** Restores a dump into an empty database, in one transaction, and then carries out erasures. */
export async function restorePostgres(work: RestoreWork): Promise<RestoreOutcome> {
  const { databaseUrl, manifest, given, onProgress } = work;
  const client = await connect(databaseUrl, "dingdan restore");
  try {
    await requireEmpty(client, work);
    onProgress?.({ step: "restore", bytes: 0, ofBytes: manifest.bytes });
    await restore(work);
    // From here on, no server starts before the erasures are carried out.
    if (given !== null) await noteRestore(client);
    if (hasFeed(manifest.migrations)) await client.query(RENEW_FEED.postgres, [newEpoch()]);
  } finally {
    await client.end().catch(() => undefined);
  }
  if (given === null) return { keptFile: null, erased: null };
  onProgress?.({ step: "erase", bytes: 0, ofBytes: 0 });
  const erased = await eraseRestored(databaseUrl, given, work);
  const ending = await connect(databaseUrl, "dingdan restore");
  try {
    await endRestore(ending);
  } finally {
    await ending.end().catch(() => undefined);
  }
  return { keptFile: null, erased };
}

async function requireEmpty(client: Client, { databaseUrl, manifest }: RestoreWork): Promise<void> {
  const [target] = (await client.query<TargetRow>(TARGET)).rows;
  const shown = shownUrl(databaseUrl);
  if (target === undefined || target.tables > 0) throw notEmptyDatabase(shown);
  const { schema = "public" } = manifest;
  if (target.schema !== schema) throw otherSchema(shown, schema);
  const { rows } = await client.query<UserRow>(USERS);
  if (rows.length > 0) {
    throw inUse(
      shown,
      rows.map(({ pid, name }) => `${pid} (${name})`),
    );
  }
  await requireTool("pg_restore", target.major);
}

async function restore({ databaseUrl, file, manifest, signal }: RestoreWork): Promise<void> {
  const { url, environment } = toolDatabaseOf(databaseUrl);
  const outcome = await runTool(
    "pg_restore",
    [
      "--single-transaction",
      "--exit-on-error",
      "--no-owner",
      "--no-privileges",
      "--no-password",
      // The schema itself exists in every database.
      `--schema=${manifest.schema ?? "public"}`,
      `--dbname=${url}`,
      file,
    ],
    { environment, signal },
  );
  if (outcome?.isDone === true) return;
  if (signal?.aborted === true) throw stoppedRestore();
  throw new SettingsError(
    text(
      `pg_restore into ${shownUrl(databaseUrl)} failed: ${outcome?.error ?? "it is not installed"}. Nothing was changed: correct the cause and restore again.`,
      `pg_restore 恢复到 ${shownUrl(databaseUrl)} 失败：${outcome?.error ?? "未安装"}。未做任何改动：请排除原因后重新恢复。`,
    ),
  );
}
