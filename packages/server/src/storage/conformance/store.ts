import { afterEach, beforeEach, describe, it } from "vitest";
import type { Store } from "../store.js";
import { accessTokenPromises } from "./access-tokens.js";
import { adminKeyPromises } from "./admin-keys.js";
import { appMessagePromises } from "./app-messages.js";
import { appPromises } from "./apps.js";
import { auditPromises } from "./audit.js";
import { buyerListPromises } from "./buyer-lists.js";
import { buyerTokenPromises } from "./buyer-tokens.js";
import { componentPromises } from "./component-stores.js";
import { consolePromises } from "./console-stores.js";
import { eventPromises } from "./events.js";
import { goodsPromises } from "./goods.js";
import { guessPromises } from "./guesses.js";
import { hardTextPromises } from "./hard-texts.js";
import { managedOrderPromises } from "./managed-orders.js";
import { matchPromises } from "./matches.js";
import { oldOrderPromises } from "./old-orders.js";
import { orderListPromises } from "./order-lists.js";
import { orderSearchPromises } from "./order-search.js";
import { orderStatusPromises } from "./order-statuses.js";
import { orderPromises } from "./orders.js";
import { paymentNamePromises } from "./payment-names.js";
import { refundPromises } from "./refunds.js";
import { requestPromises } from "./requests.js";
import { resourcePackagePromises } from "./resource-packages.js";
import { reviewFigurePromises } from "./review-figures.js";
import { serviceProviderOrderPromises } from "./service-provider-orders.js";
import { shippingPromises } from "./shippings.js";
import type { StorePromise } from "./store-promise.js";
import { tradeChangePromises } from "./trade-changes.js";
import { tradeOrderPromises } from "./trade-orders.js";
import { webhookPromises } from "./webhooks.js";
import { weChatPayPromises } from "./wechatpay.js";
import { wholeStorePromises } from "./whole-store.js";

/** The database of one test, empty at first. */
export interface TestDatabase {
  /** Opens a store on it, which sees everything that earlier stores have written. */
  open(): Promise<Store>;
  /** Deletes the database. Its stores must be closed. */
  remove(): Promise<void>;
}

/** A promise that an adapter cannot keep. */
export interface Skip {
  /** The complete title of the promise. */
  readonly test: string;
  readonly reason: string;
}

const PROMISES: Readonly<Record<string, readonly StorePromise[]>> = {
  apps: appPromises,
  "access tokens": accessTokenPromises,
  orders: orderPromises,
  "uploads and payments": matchPromises,
  "names of payments": paymentNamePromises,
  "lists of orders": orderListPromises,
  "lists of a buyer's orders": buyerListPromises,
  "orders under shipping information management": managedOrderPromises,
  "figures for a review": reviewFigurePromises,
  "the operator's lists of orders": orderSearchPromises,
  "the statuses of orders": orderStatusPromises,
  refunds: refundPromises,
  "old orders": oldOrderPromises,
  logistics: shippingPromises,
  "uploads of shipping information management": tradeOrderPromises,
  "changes of trade orders": tradeChangePromises,
  "service providers' orders": serviceProviderOrderPromises,
  "the service market's goods": goodsPromises,
  "resource packages": resourcePackagePromises,
  "third-party platforms": componentPromises,
  "messages to apps": appMessagePromises,
  events: eventPromises,
  webhooks: webhookPromises,
  "the request log": requestPromises,
  "the console": consolePromises,
  "admin keys": adminKeyPromises,
  "the audit trail": auditPromises,
  "buyers' tokens": buyerTokenPromises,
  "WeChat Pay's merchants and early refunds": weChatPayPromises,
  "wrong guesses": guessPromises,
  "texts that are hard to store": hardTextPromises,
  "the store as a whole": wholeStorePromises,
};

/**
 * Tests every promise of a Store. A new adapter is finished when this passes.
 * @throws Error when a skip names no promise: the promise may have been renamed or removed
 */
export function storeConformance(
  name: string,
  createDatabase: () => Promise<TestDatabase>,
  skips: readonly Skip[] = [],
): void {
  refuseUnknownSkips(skips);
  describe(`a store on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;

    beforeEach(async () => {
      database = await createDatabase();
      store = await database.open();
    });

    afterEach(async () => {
      await store.close();
      await database.remove();
    });

    const reopen = async () => {
      await store.close();
      return (store = await database.open());
    };

    for (const [subject, promises] of Object.entries(PROMISES)) {
      describe(subject, () => {
        for (const { title, check } of promises) {
          const skip = skips.find(({ test }) => test === title);
          if (skip === undefined) it(title, () => check(store, reopen));
          else it.skip(`${title} (${skip.reason})`);
        }
      });
    }
  });
}

function refuseUnknownSkips(skips: readonly Skip[]): void {
  const titles = new Set(Object.values(PROMISES).flatMap((list) => list.map(({ title }) => title)));
  for (const { test } of skips) {
    if (!titles.has(test)) throw new Error(`a skip names no promise of a store: ${test}`);
  }
}
