import { GroupCommit } from "../group-commit.js";
import type { Store } from "../store.js";
import { appidOf, type OrderJob, type OrderOutcome } from "../write-job.js";
import { PostgresAccessTokenStore } from "./access-tokens.js";
import { PostgresAppStore } from "./apps.js";
import { PostgresAuthorizationStore } from "./authorizations.js";
import { PostgresBuyerTokenStore } from "./buyer-tokens.js";
import { PostgresComponentCredentialStore } from "./component-credentials.js";
import { PostgresComponentEventStore } from "./component-events.js";
import { PostgresComponentStore } from "./components.js";
import { refuseHalfCopied } from "./copy-progress.js";
import { PostgresDatabase, type PostgresOptions } from "./database.js";
import { distributedTables } from "./distribute.js";
import { PostgresGoodsStore } from "./goods.js";
import { migratePostgres } from "./migrate.js";
import { commitOrderJobs } from "./order-writes.js";
import { PostgresOrderStore } from "./orders.js";
import { PostgresQuotaStore } from "./quotas.js";
import { PostgresRequestStore } from "./requests.js";
import { PostgresResourcePackageStore } from "./resource-packages.js";
import { PostgresServiceProviderOrderStore } from "./service-provider-orders.js";
import { PostgresSettingStore } from "./settings.js";

/**
 * Opens a Store on a PostgreSQL database, brought up to date. Any number of processes may use one
 * database.
 * @returns the store, and the names of the migrations that were applied
 */
export async function openPostgresStore(
  databaseUrl: string,
  { batchSizeMax, ...options }: PostgresOptions & { readonly batchSizeMax?: number } = {},
): Promise<{ store: Store; applied: string[] }> {
  const { applied, isDistributed } = await prepared(databaseUrl);
  const database = new PostgresDatabase(databaseUrl, { isDistributed, ...options });
  return { applied, store: storeOn(database, batchSizeMax) };
}

/** Few lanes of middling batches: measured best of all that keep a commit short. */
const BATCH_SIZE_MAX = 32;
const LANES = 4;
const QUEUE_SIZE_MAX = 10_000;

/** On a connection of its own: a migration may take as long as it needs. */
async function prepared(
  databaseUrl: string,
): Promise<{ readonly applied: string[]; readonly isDistributed: boolean }> {
  const database = new PostgresDatabase(databaseUrl, { poolSize: 1, statementTimeoutMs: 0 });
  try {
    const applied = await migratePostgres(database);
    await refuseHalfCopied(database);
    const isDistributed = (await distributedTables(database))?.has("uploads") ?? false;
    return { applied, isDistributed };
  } finally {
    await database.close();
  }
}

function storeOn(database: PostgresDatabase, batchSizeMax = BATCH_SIZE_MAX): Store {
  const commits = new GroupCommit<OrderJob, OrderOutcome>(
    (jobs) => commitOrderJobs(database, jobs),
    { batchSizeMax, queueSizeMax: QUEUE_SIZE_MAX, lanes: batchSizeMax === 1 ? 2 * LANES : LANES },
  );
  return {
    isShared: true,
    apps: new PostgresAppStore(database),
    accessTokens: new PostgresAccessTokenStore(database),
    orders: new PostgresOrderStore(database, (job) => commits.submit(job, appidOf(job))),
    serviceProviderOrders: new PostgresServiceProviderOrderStore(database),
    goods: new PostgresGoodsStore(database),
    resourcePackages: new PostgresResourcePackageStore(database),
    buyerTokens: new PostgresBuyerTokenStore(database),
    components: new PostgresComponentStore(database),
    componentCredentials: new PostgresComponentCredentialStore(database),
    authorizations: new PostgresAuthorizationStore(database),
    componentEvents: new PostgresComponentEventStore(database),
    quotas: new PostgresQuotaStore(database),
    settings: new PostgresSettingStore(database),
    requests: new PostgresRequestStore(database),
    ping: async () => {
      await database.first("SELECT 1");
    },
    close: async () => {
      await commits.drain();
      await database.close();
    },
  };
}
