import { expect, test } from "vitest";
import { KeyCheck } from "../admin-keys/key-check.js";
import { systemClock } from "../clock.js";
import { GuessLimit } from "../guesses/guess-limit.js";
import { LimitHits } from "../limits/limit-hits.js";
import { AddressGuard } from "../outbound/address-guard.js";
import { NO_REQUEST_LOG, RequestLog } from "../request-log/request-log.js";
import { Sealer } from "../secrets/seal.js";
import { Statistics } from "../statistics/statistics.js";
import { cacheLookups } from "../storage/cached-lookups.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import { buildServer } from "./build-server.js";
import { openLog } from "./log.js";
import { serverLimits } from "./server-limits.js";

test("a stalled client is disconnected: while it sends headers or a request, and on an idle connection", async () => {
  const opened = await openSqliteStore(":memory:");
  const { store, lookups } = cacheLookups(opened.store);
  const requestLog = new RequestLog(store.requests, () => {}, NO_REQUEST_LOG);
  const statistics = new Statistics(store.statistics);
  const limitHits = new LimitHits({ warn: () => {} });
  const guesses = new GuessLimit({ store: store.guesses, limitHits });
  const server = await buildServer({
    services: { store, lookups, clock: systemClock, requestLog, statistics, guesses },
    settings: {
      version: "0",
      database: "sqlite",
      isLocal: true,
      quotas: null,
      trustProxy: null,
      requestLogDays: 0,
    },
    limits: serverLimits(),
    isClosing: () => false,
    keys: new KeyCheck({
      givenHash: null,
      stored: lookups.adminKeys,
      uses: store.adminKeys,
      clock: systemClock,
      log: openLog(null).log,
    }),
    limitHits,
    sealer: new Sealer(null),
    addressGuard: new AddressGuard(true),
    advanceClock: null,
    wakePushes: () => {},
    publicOrigin: { urlFor: () => "", isHttps: () => false },
    demoApp: () => null,
    log: openLog(null).log,
  });

  const { headersTimeout, requestTimeout, keepAliveTimeout, timeout } = server.server;
  expect({ headersTimeout, requestTimeout, keepAliveTimeout, timeout }).toEqual({
    headersTimeout: 15_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    timeout: 60_000,
  });
  await server.close();
  await store.close();
});
