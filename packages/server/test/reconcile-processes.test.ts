import { makeNotification } from "@dingdan/wechatpay";
import { afterEach, beforeEach, expect, test } from "vitest";
import { API_V3_KEY, makeKey } from "../../wechatpay/test/keys.js";
import { FakeWeChatPay } from "./support/fake-wechatpay.js";
import { EXAMPLE_MCHID, Platform } from "./support/platform.js";
import { createMigratedDatabase, describeOnPostgres } from "./support/postgres.js";
import { type Loose, upload } from "./support/requests.js";

const [oldKey, newKey, clientKey] = ["A1", "B2", "4E5F"].map((serial) => makeKey(serial)) as [
  ReturnType<typeof makeKey>,
  ReturnType<typeof makeKey>,
  ReturnType<typeof makeKey>,
];

let fake: FakeWeChatPay;
beforeEach(async () => {
  const { serial: serialNo, publicPem } = clientKey;
  fake = await FakeWeChatPay.listen(oldKey, [{ mchid: EXAMPLE_MCHID, serialNo, publicPem }]);
});
afterEach(() => fake.close());

const setKeys = (platform: Platform) =>
  platform.admin<Loose>("PUT", `/merchants/${EXAMPLE_MCHID}/wechatpay`, {
    api_v3_key: API_V3_KEY,
    api_client: { serial_no: clientKey.serial, private_key: clientKey.privatePem },
  });

test("a notice with an unknown key makes the platform download it, and the repeated notice is accepted", async () => {
  const platform = await Platform.start({ wechatpayApiUrls: [fake.url] });
  try {
    expect((await setKeys(platform)).status).toBe(200);
    const expiresAtMs = Date.now() + 900 * 24 * 3_600_000;
    const offered = [oldKey, newKey].map((key) => ({ key, expiresAtMs }));
    fake.offerCertificates(offered, API_V3_KEY);
    const resource = { mchid: EXAMPLE_MCHID, trade_state: "NOTPAY" };
    const content = { eventType: "TRANSACTION.SUCCESS", resource, nowMs: Date.now() } as const;
    const { headers, body } = makeNotification(content, API_V3_KEY, newKey);
    const notify = () =>
      platform.send("POST", `/payments/wechatpay/${EXAMPLE_MCHID}/notify`, {
        headers: { ...headers },
        body,
      });
    expect((await notify()).status).toBe(401);
    await expect.poll(async () => (await notify()).status, { timeout: 10_000 }).toBe(204);
    expect(fake.asked).toEqual(["/v3/certificates"]);
  } finally {
    await platform.close();
  }
});

describeOnPostgres("of two processes on a database", () => {
  test("one asks for a payment that is due", async () => {
    const database = await createMigratedDatabase();
    const start = () =>
      Platform.start({ databaseUrl: database.url, clock: "frozen", wechatpayApiUrls: [fake.url] });
    const platforms = [await start(), await start()] as const;
    try {
      const [first] = platforms;
      const merchant = await first.registerExample();
      await setKeys(first);
      for (let count = 0; count < 5; count++) await merchant.upload(upload());
      await Promise.all(platforms.map(({ dingdan }) => dingdan.clock.advance(61)));
      const orders = fake.asked.filter((path) => path.includes("/out-trade-no/"));
      expect(new Set(orders).size).toBe(orders.length);
      expect(orders).toHaveLength(5);
    } finally {
      for (const platform of platforms) await platform.close();
      await database.remove();
    }
  });
});
