import { once } from "node:events";
import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { afterEach, expect, test } from "vitest";
import { KeyCheck } from "../admin-keys/key-check.js";
import { AuditTrail } from "../audit/audit-trail.js";
import { systemClock } from "../clock.js";
import { entryOf } from "../domain/audit/chain.js";
import { EventRelay } from "../events/event-relay.js";
import { GuessLimit } from "../guesses/guess-limit.js";
import { LimitHits } from "../limits/limit-hits.js";
import { AddressGuard } from "../outbound/address-guard.js";
import { NO_REQUEST_LOG, RequestLog } from "../request-log/request-log.js";
import { Sealer } from "../secrets/seal.js";
import { hashSecret } from "../secrets/secret.js";
import { DeletedOrderCounts } from "../statistics/deleted-order-counts.js";
import { Statistics } from "../statistics/statistics.js";
import { WebhookCounts } from "../statistics/webhook-counts.js";
import type { AuditStore } from "../storage/audit-store.js";
import { type CallerLookups, cacheLookups } from "../storage/cached-lookups.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import type { Store } from "../storage/store.js";
import { WEBHOOK_FORMS } from "../webhooks/webhook-forms.js";
import { buildServer } from "./build-server.js";
import { openLog } from "./log.js";
import { serverLimits } from "./server-limits.js";

const closings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

const limitHits = new LimitHits({ warn: () => {} });

/** @param hang makes parts of the store hang */
async function start(
  callDeadlineMs: number,
  hang: (store: Store, lookups: CallerLookups) => [Store, CallerLookups] = (...parts) => parts,
) {
  const opened = await openSqliteStore(":memory:");
  const cached = cacheLookups(opened.store);
  const [store, lookups] = hang(cached.store, cached.lookups);
  const requestLog = new RequestLog(store.requests, () => {}, NO_REQUEST_LOG);
  const statistics = new Statistics(store.statistics);
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
      eventDays: 30,
      orderDays: null,
      backups: null,
    },
    limits: serverLimits({ callDeadlineMs }),
    installation: "i-1",
    isClosing: () => false,
    keys: new KeyCheck({
      givenHash: hashSecret(KEY),
      stored: cached.lookups.adminKeys,
      uses: store.adminKeys,
      clock: systemClock,
      log: openLog(null).log,
    }),
    trail: new AuditTrail({ store: store.audit, clock: systemClock, log: openLog(null).log }),
    limitHits,
    sealer: new Sealer(null),
    timeOfDayMs: Date.now,
    addressGuard: new AddressGuard(true),
    post: () => Promise.resolve({ kind: "timeout" }),
    advanceClock: null,
    wakePushes: () => {},
    noteUnknownSerial: () => {},
    relay: new EventRelay({
      events: store.events,
      clock: systemClock,
      hasEndpoints: () => Promise.resolve(false),
      isBusy: () => false,
    }),
    deletedOrders: new DeletedOrderCounts(),
    backupState: () => null,
    webhooks: {
      call: () => Promise.resolve({ kind: "timeout" }),
      limitHits,
      closing: new AbortController().signal,
      forms: WEBHOOK_FORMS,
      webhookCounts: new WebhookCounts(),
    },
    reconciling: null,
    publicOrigin: { urlFor: () => "", isHttps: () => false },
    demoApp: () => null,
    log: openLog(null).log,
  });
  closings.push(async () => {
    await server.close();
    await opened.store.close();
  });
  return server;
}

const KEY = "the-key-of-the-operator";

test("a stalled client is disconnected: while it sends headers or a request, and on an idle connection", async () => {
  const server = await start(5_000);
  const { headersTimeout, requestTimeout, keepAliveTimeout, timeout } = server.server;
  expect({ headersTimeout, requestTimeout, keepAliveTimeout, timeout }).toEqual({
    headersTimeout: 15_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    timeout: 60_000,
  });
});

test("calls and requests whose work hangs are answered at their deadline, and counted", async () => {
  const never = () => new Promise<never>(() => {});
  const server = await start(150, (store, lookups) => [
    { ...store, apps: Object.assign(Object.create(store.apps), { list: never, change: never }) },
    { ...lookups, accessTokens: { find: never } },
  ]);
  const url = await server.listen();

  const call = await fetch(`${url}/user-order/orders?access_token=1_token`, {
    method: "POST",
    body: "{}",
  });
  expect(await call.json()).toMatchObject({ errcode: -1 });
  const headers = { authorization: `Bearer ${KEY}` };
  for (const [method, path] of [
    ["GET", "/admin/v1/apps"],
    ["POST", "/admin/v1/apps/wx-1/agreement"],
  ] as const) {
    const body = method === "POST" ? { body: "{}" } : {};
    const answer = await fetch(url + path, { method, headers, ...body });
    expect(answer.status, path).toBe(503);
  }
  expect(limitHits.count("call_deadline").hits).toBe(3);
});

test("the export and the erasure of a buyer take as long as they take", async () => {
  const ends: (() => void)[] = [];
  const server = await start(150, (store, lookups) => {
    const find = () => new Promise<null>((resolve) => ends.push(() => resolve(null)));
    const list = () => new Promise<never>(() => {});
    return [{ ...store, apps: Object.assign(Object.create(store.apps), { find, list }) }, lookups];
  });
  const url = await server.listen();
  const headers = { authorization: `Bearer ${KEY}` };
  const body = JSON.stringify({ appid: "wx-1", openid: "o-1" });
  const answers = ["export", "erase"].map((act) =>
    fetch(`${url}/admin/v1/buyers/${act}`, { method: "POST", headers, body }),
  );
  await expect.poll(() => ends.length).toBe(2);
  // Another call reaches its deadline meanwhile.
  expect((await fetch(`${url}/admin/v1/apps`, { headers })).status).toBe(503);
  for (const end of ends) end();
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404]);
});

test("the audit trail says of a change that took too long how it ended", async () => {
  let audit: AuditStore | undefined;
  const ends: (() => void)[] = [];
  const server = await start(150, (store, lookups) => {
    audit = store.audit;
    const change = () => new Promise<null>((resolve) => ends.push(() => resolve(null)));
    return [{ ...store, apps: Object.assign(Object.create(store.apps), { change }) }, lookups];
  });
  const url = await server.listen();
  const headers = { authorization: `Bearer ${KEY}` };
  const answer = await fetch(`${url}/admin/v1/apps/wx-1/agreement`, { method: "POST", headers });
  expect(answer.status).toBe(503);
  const stages = async () =>
    (await audit?.after(0, 10))?.map((row) => {
      const { stage, status, is_late: isLate } = entryOf(row);
      return { stage, status, isLate };
    });
  expect(await stages()).toEqual([{ stage: "begun" }]);
  ends[0]?.();
  await expect
    .poll(stages)
    .toEqual([{ stage: "begun" }, { stage: "ended", status: 503, isLate: true }]);
});

test("work that fails after the deadline of its call does not cut off the next call on the connection", async () => {
  const failures: (() => void)[] = [];
  const failLater = () =>
    new Promise<never>((_resolve, reject) => failures.push(() => reject(new Error("too late"))));
  const server = await start(150, (store, lookups) => [
    store,
    { ...lookups, accessTokens: { find: failLater } },
  ]);
  const { port } = new URL(await server.listen());
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = async () => {
    const path = "/user-order/orders?access_token=1_token";
    const request = httpRequest({ port, path, method: "POST", agent }).end("{}");
    const [response] = (await once(request, "response")) as [IncomingMessage];
    const chunks = await response.toArray();
    return { isReused: request.reusedSocket, answer: Buffer.concat(chunks).toString() };
  };

  expect((await call()).answer).toContain('"errcode":-1');
  const next = call();
  await expect.poll(() => failures.length).toBe(2);
  failures[0]?.();
  expect(await next).toMatchObject({
    isReused: true,
    answer: expect.stringContaining('"errcode":-1'),
  });
  agent.destroy();
});
