import type { Store } from "../store.js";
import { SqliteAccessTokenStore } from "./access-tokens.js";
import { SqliteAppStore } from "./apps.js";
import { SqliteAuthorizationStore } from "./authorizations.js";
import { SqliteBuyerTokenStore } from "./buyer-tokens.js";
import { SqliteComponentCredentialStore } from "./component-credentials.js";
import { SqliteComponentEventStore } from "./component-events.js";
import { SqliteComponentStore } from "./components.js";
import { SqliteConsoleSessionStore } from "./console-sessions.js";
import { SqliteDatabase } from "./database.js";
import { SqliteGoodsStore } from "./goods.js";
import { migrateSqlite } from "./migrate.js";
import { SqliteOrderListStore } from "./order-lists.js";
import { SqliteOrderStore } from "./orders.js";
import { SqliteRequestStore } from "./requests.js";
import { SqliteResourcePackageStore } from "./resource-packages.js";
import { SqliteReviewStore } from "./reviews.js";
import { SqliteServiceProviderOrderStore } from "./service-provider-orders.js";
import { SqliteSettingStore } from "./settings.js";
import { SqliteStatisticsStore } from "./statistics.js";

/**
 * Opens a Store on a SQLite file (or `:memory:`), brought up to date.
 * @returns the store, and the names of the migrations that were applied
 */
export async function openSqliteStore(path: string): Promise<{ store: Store; applied: string[] }> {
  const database = await SqliteDatabase.open(path);
  try {
    return { applied: migrateSqlite(database), store: storeOn(database) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function storeOn(database: SqliteDatabase): Store {
  return {
    apps: new SqliteAppStore(database),
    accessTokens: new SqliteAccessTokenStore(database),
    orders: new SqliteOrderStore(database),
    serviceProviderOrders: new SqliteServiceProviderOrderStore(database),
    goods: new SqliteGoodsStore(database),
    resourcePackages: new SqliteResourcePackageStore(database),
    buyerTokens: new SqliteBuyerTokenStore(database),
    components: new SqliteComponentStore(database),
    componentCredentials: new SqliteComponentCredentialStore(database),
    authorizations: new SqliteAuthorizationStore(database),
    componentEvents: new SqliteComponentEventStore(database),
    settings: new SqliteSettingStore(database),
    requests: new SqliteRequestStore(database),
    consoleSessions: new SqliteConsoleSessionStore(database),
    statistics: new SqliteStatisticsStore(database),
    reviews: new SqliteReviewStore(database),
    orderLists: new SqliteOrderListStore(database),
    ping: async () => {
      database.first("SELECT 1");
    },
    close: () => database.close(),
  };
}
