import { randomBytes } from "node:crypto";
import { makeNotification } from "@dingdan/wechatpay";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { makeCertificate } from "../../../wechatpay/test/certificate.js";
import { API_V3_KEY, makeKey, type TestKey } from "../../../wechatpay/test/keys.js";
import { ordinaryTransaction } from "../../../wechatpay/test/objects.js";
import { systemClock } from "../clock.js";
import type { StoredPlatformKey } from "../domain/wechatpay-merchant.js";
import { Sealer } from "../secrets/seal.js";
import { FaultCounts } from "../statistics/fault-counts.js";
import { NoticeCounts } from "../statistics/notice-counts.js";
import { Statistics } from "../statistics/statistics.js";
import { MCHID } from "../storage/conformance/samples.js";
import { weChatPayMerchant } from "../storage/conformance/wechatpay.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import type { Store } from "../storage/store.js";
import { KeyRing } from "../wechatpay/key-ring.js";
import { sealSecrets } from "../wechatpay/merchant-keys.js";
import { registerNoticeRoute } from "./routes.js";

/* The receiver when parts of the platform fail or hang. */

const DEADLINE_MS = 500;
const sealer = new Sealer(randomBytes(32));
let key: TestKey;
let store: Store;
let counts: NoticeCounts;
let faults: FaultCounts;
let hits: string[];
let causes: string[];
let server: FastifyInstance;
beforeAll(() => {
  key = makeKey();
});
beforeEach(async () => {
  ({ store } = await openSqliteStore(":memory:"));
  counts = new NoticeCounts();
  faults = new FaultCounts();
  hits = [];
  causes = [];
  await storeKey({ id: key.serial, pem: key.publicPem, expiresAtMs: null, isDownloaded: false });
});
afterEach(async () => {
  await server.close();
  await store.close();
});

async function storeKey(platformKey: StoredPlatformKey): Promise<void> {
  const secrets = { apiV3Keys: [{ key: API_V3_KEY, endsAtMs: null }], apiPrivateKey: null };
  const sealedSecrets = sealSecrets(MCHID, secrets, sealer);
  await store.wechatpay.change(MCHID, () =>
    weChatPayMerchant({ platformKeys: [platformKey], sealedSecrets, forward: null }),
  );
}

async function post(given: { readonly stores?: Partial<Store>; readonly sealer?: Sealer } = {}) {
  const stores = { ...store, ...given.stores };
  server = Fastify();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });
  await registerNoticeRoute(server, {
    keyRing: new KeyRing(stores.wechatpay, given.sealer ?? sealer),
    stores,
    statistics: new Statistics(store.statistics),
    clock: systemClock,
    timeOfDayMs: Date.now,
    forward: () => Promise.reject(new Error("there is no forward_url")),
    bodies: { bytesMax: 1_000_000, isSmall: () => true, reserve: () => undefined },
    onUnknownSerial: () => {},
    deadlineMs: DEADLINE_MS,
    counts,
    faults,
    limitHits: {
      hit: (limit, facts) => {
        hits.push(limit);
        causes.push(String(facts?.["cause"]));
      },
    },
  });
  const { headers, body } = makeNotification(
    { eventType: "TRANSACTION.SUCCESS", resource: ordinaryTransaction(), nowMs: Date.now() },
    API_V3_KEY,
    key,
  );
  const url = `/payments/wechatpay/${MCHID}/notify`;
  const answer = await server.inject({ method: "POST", url, headers: { ...headers }, body });
  const { code, message } = answer.body === "" ? {} : answer.json<Record<string, string>>();
  return { status: answer.statusCode, code, message };
}

test.each([
  ["until it expires", 60_000, 204, "recorded"],
  ["no longer than until it expires", -1, 401, "unknown_serial"],
] as const)("a certificate verifies notices %s", async (_, leftMs, status, outcome) => {
  const expiresAtMs = Date.now() + leftMs;
  const pem = makeCertificate({ ...key, serial: "5157", expiresAtMs });
  await storeKey({ id: key.serial, pem, expiresAtMs, isDownloaded: true });
  expect(await post()).toMatchObject({ status });
  expect(counts.of(outcome)).toBe(1);
});

const hanging = () => new Promise<never>(() => {});

test("a notice is recorded while everything works", async () => {
  expect(await post()).toMatchObject({ status: 204 });
  expect(counts.of("recorded")).toBe(1);
});

test.each([
  ["the look-up of the merchant", () => ({ wechatpay: { ...store.wechatpay, find: hanging } })],
  ["recording", () => ({ orders: { ...store.orders, putPayment: hanging } })],
])("when %s hangs, the answer comes at the deadline", async (_, stores) => {
  const startedAtMs = performance.now();
  const answer = await post({ stores: stores() as Partial<Store> });
  expect(performance.now() - startedAtMs).toBeLessThan(4_000);
  expect(answer).toMatchObject({ status: 503, code: "FAIL" });
  expect(answer.message).toContain("WeChat Pay sends it again");
  expect(hits).toEqual(["call_deadline"]);
  expect(counts.of("fault")).toBe(1);
});

test("the look-up of the merchant and recording share one deadline", async () => {
  const find = async (mchid: string) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return store.wechatpay.find(mchid);
  };
  const wechatpay = { ...store.wechatpay, find };
  const orders = { ...store.orders, putPayment: hanging };
  expect(await post({ stores: { wechatpay, orders } as unknown as Partial<Store> })).toMatchObject({
    status: 503,
  });
  const [, leftMs] =
    /^recording the notice did not end within (\d+) ms$/.exec(causes[0] ?? "") ?? [];
  expect(Number(leftMs)).toBeLessThanOrEqual(DEADLINE_MS - 99);
});

test.each([
  ["the database", Object.assign(new Error("database is locked"), { code: "ERR_SQLITE_ERROR" })],
  ["a defect", new TypeError("x is not a function")],
])("a fault of %s is answered 503, never 500, without its words", async (_, fault) => {
  const orders = { ...store.orders, putPayment: () => Promise.reject(fault) };
  const answer = await post({ stores: { orders } as unknown as Partial<Store> });
  expect(answer).toMatchObject({ status: 503, code: "FAIL" });
  expect(answer.message).not.toContain(fault.message);
  expect([...faults.all().values()]).toEqual([1]);
  expect(counts.of("fault")).toBe(1);
});

test("keys that cannot be opened are a fault here, not of the notice", async () => {
  const answer = await post({ sealer: new Sealer(randomBytes(32)) });
  expect(answer).toMatchObject({ status: 503, code: "FAIL" });
  expect(answer.message).toContain("cannot be opened");
  expect([counts.of("fault"), counts.of("undecryptable")]).toEqual([1, 0]);
});
