import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeCertificate } from "../../../wechatpay/test/certificate.js";
import { API_V3_KEY, makeKey, type TestKey } from "../../../wechatpay/test/keys.js";
import { FakeWeChatPay } from "../../test/support/fake-wechatpay.js";
import type { StoredPlatformKey, WeChatPayMerchant } from "../domain/wechatpay-merchant.js";
import { AddressGuard } from "../outbound/address-guard.js";
import { callUrl } from "../outbound/server-call.js";
import { Sealer } from "../secrets/seal.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import type { Store } from "../storage/store.js";
import { sealSecrets } from "../wechatpay/merchant-keys.js";
import { WeChatPayApi } from "../wechatpay-api/wechatpay-api.js";
import { CertificateRotation } from "./certificate-rotation.js";

/* The job that keeps platform certificates up to date, against a fake WeChat Pay. */

const MCHID = "1900000109";
const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
const [first, second, other] = ["A1", "B2", "C3"].map((serial) => makeKey(serial)) as [
  TestKey,
  TestKey,
  TestKey,
];
const clientKey = makeKey("4E5F");
const sealer = new Sealer(randomBytes(32));

let store: Store;
let fake: FakeWeChatPay;
let rotation: CertificateRotation;
let lines: Record<string, unknown>[];
/** How far the time of day is moved; the fake's signatures move with it. */
let movedMs: number;
let startMs: number;

beforeEach(async () => {
  ({ store } = await openSqliteStore(":memory:"));
  const { serial: serialNo, publicPem } = clientKey;
  fake = await FakeWeChatPay.listen(first, [{ mchid: MCHID, serialNo, publicPem }]);
  fake.nowMs = () => Date.now() + movedMs;
  lines = [];
  movedMs = 0;
  startMs = Date.now();
  const note = (level: string) => (facts: object, msg: string) =>
    void lines.push({ level, msg, ...facts });
  const log = { info: note("info"), warn: note("warn") } as never;
  const api = new WeChatPayApi({
    urls: [fake.url],
    call: callUrl(new AddressGuard(true)),
    time: { nowMs: () => Date.now() + movedMs, sleep: () => Promise.resolve() },
    count: () => {},
    onUnknownSerial: (mchid) => void rotation.noteUnknownSerial(mchid),
    closing: new AbortController().signal,
  });
  rotation = new CertificateRotation({ wechatpay: store.wechatpay, api, sealer, log });
});
afterEach(async () => {
  await store.close();
  await fake.close();
});

const certificateOf = (key: TestKey, days: number, isDownloaded = true): StoredPlatformKey => ({
  id: key.serial,
  pem: makeCertificate({ ...key, expiresAtMs: startMs + days * DAY_MS }),
  expiresAtMs: startMs + days * DAY_MS,
  isDownloaded,
});

async function storeMerchant(
  platformKeys: readonly StoredPlatformKey[],
  changes: Partial<WeChatPayMerchant> = {},
): Promise<void> {
  const secrets = {
    apiV3Keys: [{ key: API_V3_KEY, endsAtMs: null }],
    apiPrivateKey: clientKey.privatePem,
  };
  await store.wechatpay.change(MCHID, () => ({
    mchid: MCHID,
    platformKeys,
    sealedSecrets: sealSecrets(MCHID, secrets, sealer),
    apiSerialNo: clientKey.serial,
    forward: null,
    changedAtMs: startMs,
    ...changes,
  }));
}

const storedIds = async () =>
  ((await store.wechatpay.find(MCHID))?.platformKeys ?? []).map(({ id }) => id);
const offer = (...given: [TestKey, number][]) =>
  fake.offerCertificates(
    given.map(([key, days]) => ({ key, expiresAtMs: startMs + days * DAY_MS })),
    API_V3_KEY,
  );

test("a new certificate is kept beside the old one, and the old one is dropped a week after its end", async () => {
  await storeMerchant([certificateOf(first, 9, false)]);
  offer([first, 9], [second, 1_800]);
  await rotation.run();
  expect(await storedIds()).toEqual(["A1", "B2"]);

  fake.key = second;
  offer([second, 1_800]);
  movedMs = 15 * DAY_MS;
  await rotation.run();
  expect(await storedIds()).toEqual(["A1", "B2"]);
  movedMs = 17 * DAY_MS;
  await rotation.run();
  expect(await storedIds()).toEqual(["B2"]);
});

test("certificates are downloaded every 12 hours, and 10 minutes after a failure", async () => {
  await storeMerchant([certificateOf(first, 900)]);
  offer([first, 900]);
  for (let hours = 0; hours <= 24; hours++) {
    movedMs = hours * HOUR_MS;
    await rotation.run();
  }
  expect(fake.asked).toHaveLength(3);

  fake.behaviour = "fail";
  for (let minutes = 0; minutes <= 20; minutes += 5) {
    movedMs = 36 * HOUR_MS + minutes * 60_000;
    await rotation.run();
  }
  expect(fake.asked).toHaveLength(3 + 3);
  expect(lines).toMatchObject([{ level: "warn" }, { level: "warn" }, { level: "warn" }]);
});

test("a key that is not known makes the next run download, at most once in 10 minutes", async () => {
  await storeMerchant([certificateOf(first, 900)]);
  offer([first, 900]);
  await rotation.run();
  movedMs = 11 * 60_000;
  expect(rotation.noteUnknownSerial(MCHID)).toBe(true);
  for (let count = 0; count < 1_000; count++) {
    expect(rotation.noteUnknownSerial(MCHID)).toBe(false);
  }
  await rotation.run();
  expect(fake.asked).toHaveLength(2);
  movedMs = 22 * 60_000;
  expect(rotation.noteUnknownSerial(MCHID)).toBe(true);
});

test("a clock that is set back delays no download and no warning", async () => {
  const aheadMs = 2 * DAY_MS;
  movedMs = aheadMs;
  await storeMerchant([certificateOf(first, 20)]);
  offer([first, 20]);
  await rotation.run();
  expect([fake.asked.length, lines.length]).toEqual([1, 1]);
  movedMs = 0;
  await rotation.run();
  expect([fake.asked.length, lines.length]).toEqual([2, 2]);
  movedMs = aheadMs;
  rotation.noteUnknownSerial(MCHID);
  movedMs = 0;
  expect(rotation.noteUnknownSerial(MCHID)).toBe(true);
});

test("a first download is not trusted once the operator has set a key", async () => {
  await storeMerchant([]);
  offer([first, 900]);
  const publicKey = { id: "P", pem: other.publicPem, expiresAtMs: null, isDownloaded: false };
  fake.onAsked = () => storeMerchant([publicKey]);
  await rotation.run();
  expect(await storedIds()).toEqual(["P"]);
});

test("a reply that no stored key signed changes nothing, even if its own certificate did", async () => {
  await storeMerchant([certificateOf(first, 900)]);
  fake.key = other;
  offer([other, 900]);
  await rotation.run();
  expect(await storedIds()).toEqual(["A1"]);
  expect(lines).toMatchObject([{ level: "warn", cause: expect.stringContaining("the key C3") }]);
});

test("an expired certificate verifies nothing", async () => {
  await storeMerchant([certificateOf(first, -1)]);
  offer([second, 900]);
  await rotation.run();
  expect(await storedIds()).toEqual(["A1"]);
  expect(lines[0]).toMatchObject({ cause: expect.stringContaining("or has expired") });
});

test("without any key, the first download is trusted when the APIv3 key decrypts it", async () => {
  await storeMerchant([]);
  offer([first, 900]);
  await rotation.run();
  expect(await storedIds()).toEqual(["A1"]);
  expect(lines).toMatchObject([{ level: "info", serials: ["A1"], trustedOnFirstUse: true }]);
});

test("without any key, certificates that another APIv3 key encrypted are not trusted", async () => {
  await storeMerchant([]);
  fake.offerCertificates([{ key: first, expiresAtMs: startMs + DAY_MS }], "x".repeat(32));
  await rotation.run();
  expect(await storedIds()).toEqual([]);
});

test("a merchant with public keys alone, and one without an api_client, download nothing", async () => {
  const publicKey = {
    id: first.serial,
    pem: first.publicPem,
    expiresAtMs: null,
    isDownloaded: false,
  };
  await storeMerchant([publicKey]);
  await rotation.run();
  await storeMerchant([certificateOf(first, 900)], { apiSerialNo: null });
  await rotation.run();
  expect(fake.asked).toHaveLength(0);
});

test("keys that the operator changes during a download are kept", async () => {
  await storeMerchant([certificateOf(first, 900)]);
  offer([first, 900], [second, 1_800]);
  const changed = {
    id: other.serial,
    pem: other.publicPem,
    expiresAtMs: null,
    isDownloaded: false,
  };
  fake.onAsked = () => storeMerchant([certificateOf(first, 900), changed]);
  await rotation.run();
  expect(await storedIds()).toEqual(["A1", "C3", "B2"]);
});

test("30 days before the last certificate expires, the log warns once a day", async () => {
  await storeMerchant([certificateOf(first, 31)], { apiSerialNo: null });
  await rotation.run();
  expect([lines.length, rotation.expiring]).toEqual([0, 0]);
  movedMs = 2 * DAY_MS;
  await rotation.run();
  await rotation.run();
  expect(lines).toMatchObject([
    { mchid: MCHID, msg: "the last platform certificate expires soon", next: expect.any(String) },
  ]);
  expect(rotation.expiring).toBe(1);
  movedMs = 3.1 * DAY_MS;
  await rotation.run();
  expect(lines).toHaveLength(2);

  await storeMerchant([certificateOf(first, 31), certificateOf(second, 900)]);
  offer([first, 31], [second, 900]);
  await rotation.run();
  expect(rotation.expiring).toBe(0);
});

test("corrected settings are used at once after a failure", async () => {
  await storeMerchant([]);
  offer([first, 900]);
  fake.behaviour = "fail";
  await rotation.run();
  await rotation.run();
  expect([fake.asked.length, await storedIds()]).toEqual([1, []]);
  fake.behaviour = "answer";
  await storeMerchant([], { changedAtMs: startMs + 1 });
  await rotation.run();
  expect(await storedIds()).toEqual(["A1"]);
});

test("a merchant with a public key, to which WeChat Pay issues no certificates, is tried twice a day", async () => {
  const key = { id: first.serial, pem: first.publicPem, expiresAtMs: null, isDownloaded: false };
  await storeMerchant([key, certificateOf(second, 900)]);
  for (let hours = 0; hours <= 12; hours++) {
    movedMs = hours * HOUR_MS;
    await rotation.run();
  }
  expect(fake.asked).toHaveLength(2);
  expect(lines[0]).toMatchObject({
    cause: expect.stringContaining("RESOURCE_NOT_EXISTS"),
    next: expect.stringContaining("certificates: []"),
  });
});

test("a stored key that was damaged verifies nothing, and is named", async () => {
  await storeMerchant([{ ...certificateOf(first, 900), pem: "damaged" }]);
  offer([first, 900]);
  await rotation.run();
  expect(lines).toMatchObject([{ level: "warn", cause: expect.stringContaining("the key A1") }]);
});

test.each([
  [{ data: [{}] }, "APIv3 keys", "set api_v3_key"],
  [{}, "no list of certificates", "--wechatpay-api-url"],
])("a reply %j is named by its cause", async (reply, cause, next) => {
  await storeMerchant([certificateOf(first, 900)]);
  fake.objects.set("/v3/certificates", reply);
  await rotation.run();
  expect(lines).toMatchObject([
    { cause: expect.stringContaining(cause), next: expect.stringContaining(next) },
  ]);
});
