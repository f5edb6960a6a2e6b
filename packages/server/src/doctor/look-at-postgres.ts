import { Client } from "pg";
import { toolVersion } from "../backup/postgres-tools.js";
import type { AppliedMigration } from "../storage/migrations.js";
import { SYNCED_COMMITS } from "../storage/postgres/connections.js";
import { durabilityOnPostgres } from "../storage/postgres/durability.js";
import { openFaultOf, shownUrl } from "../storage/postgres/open-fault.js";
import { tablesFault } from "../storage/postgres/tables.js";
import { within } from "../within.js";
import { plain } from "./check.js";
import {
  checkDatabase,
  checkDump,
  checkDurability,
  checkMigrations,
  checkPrimary,
  checkTables,
  checkTls,
  reportedFault,
} from "./database-checks.js";
import { type DatabaseView, databaseView, SETTINGS, type SettingRow } from "./database-view.js";
import { checkClock } from "./machine-checks.js";
import { pendingMigrations } from "./pending-migrations.js";
import { MERCHANTS, type MerchantRow } from "./wechatpay-checks.js";

const TIMEOUT_MS = 3_000;
const CLOSE_TIMEOUT_MS = 300;

interface ServerRow {
  readonly version: string;
  readonly major: number;
  readonly is_standby: boolean;
  readonly is_read_only: boolean;
  readonly is_encrypted: boolean | null;
  readonly is_local: boolean;
  readonly now_ms: number;
  readonly has_migrations: boolean;
  readonly has_settings: boolean;
  readonly has_merchants: boolean;
}

const SERVER = `SELECT current_setting('server_version') AS version,
  current_setting('server_version_num')::int / 10000 AS major,
  pg_is_in_recovery() AS is_standby,
  current_setting('default_transaction_read_only')::boolean AS is_read_only,
  (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS is_encrypted,
  coalesce(inet_client_addr() = inet_server_addr() OR inet_client_addr() << '127.0.0.0/8', true) AS is_local,
  (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now_ms,
  to_regclass('migrations') IS NOT NULL AS has_migrations,
  to_regclass('settings') IS NOT NULL AS has_settings,
  to_regclass('wechatpay_merchants') IS NOT NULL AS has_merchants`;

/** Looks at a PostgreSQL database without writing to it. */
export async function lookAtPostgres(databaseUrl: string): Promise<DatabaseView> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: "dingdan doctor",
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  // A connection that is lost between two statements rejects the next one.
  client.on("error", () => undefined);
  try {
    await client.connect();
    // As every connection of the platform does.
    await client.query(SYNCED_COMMITS);
    const dump = toolVersion("pg_dump");
    const sentAtMs = Date.now();
    const { rows } = await client.query<ServerRow>(SERVER);
    const middleMs = (sentAtMs + Date.now()) / 2;
    const server = rows[0] as ServerRow;
    const applied = server.has_migrations
      ? await client.query<AppliedMigration>("SELECT name, checksum FROM migrations ORDER BY name")
      : null;
    const { pending, problem } = pendingMigrations("postgres", applied?.rows ?? []);
    const settings = server.has_settings ? await client.query<SettingRow>(SETTINGS) : null;
    const merchants = server.has_merchants ? await client.query<MerchantRow>(MERCHANTS) : null;
    const checks = [
      checkDatabase(null, plain(`PostgreSQL ${server.version}, ${shownUrl(databaseUrl)}`)),
      checkPrimary(server.is_standby, server.is_read_only),
      checkMigrations(pending, problem),
      // A database that is not migrated yet has no tables.
      ...(pending.length > 0 || problem !== null
        ? []
        : [checkTables(await tablesFault(asDatabase(client)))]),
      ...checkDurability(await durabilityOnPostgres(asDatabase(client))),
      checkTls(server.is_encrypted === true, server.is_local),
      checkClock(server.now_ms - middleMs, "database"),
      checkDump(await dump, server.major),
    ];
    return databaseView(checks, settings?.rows, merchants?.rows);
  } catch (error) {
    const fault = reportedFault(`${shownUrl(databaseUrl)}: ${openFaultOf(error)}`);
    return databaseView([checkDatabase(fault, plain(""))]);
  } finally {
    await closeNow(client);
  }
}

const asDatabase = (client: Client) => ({
  first: async <Row>(statement: string): Promise<Row | null> => {
    const { rows } = await client.query(statement);
    return (rows[0] as Row | undefined) ?? null;
  },
  all: async <Row>(statement: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
    const { rows } = await client.query(statement, [...parameters]);
    return rows as Row[];
  },
});

/** Closes a connection that may no longer answer. */
async function closeNow(client: Client): Promise<void> {
  await within(client.end(), CLOSE_TIMEOUT_MS, "closing").catch(() => undefined);
  const { connection } = client as unknown as {
    connection?: { stream?: { destroy?: () => void } };
  };
  connection?.stream?.destroy?.();
}
