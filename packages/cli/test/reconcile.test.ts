import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FakeWeChatPay } from "../../server/test/support/fake-wechatpay.js";
import { type Loose, paymentFor, upload } from "../../server/test/support/requests.js";
import { API_V3_KEY, makeKey } from "../../wechatpay/test/keys.js";
import {
  dingdan,
  dingdanJson,
  type RunningServer,
  startShop,
  type Variables,
} from "./support/command.js";

const MCHID = "1900000109";
const platformKey = makeKey();
const clientKey = makeKey("4E5F6A7B");
let fake: FakeWeChatPay;
let server: RunningServer;
let env: Variables;

beforeAll(async () => {
  const { serial: serialNo, publicPem } = clientKey;
  fake = await FakeWeChatPay.listen(platformKey, [{ mchid: MCHID, serialNo, publicPem }]);
  ({ server, env } = await startShop({ DINGDAN_WECHATPAY_API_URLS: fake.url }));
  await fetch(`${server.url}/admin/v1/merchants/${MCHID}/wechatpay`, {
    method: "PUT",
    headers: { authorization: `Bearer ${env["DINGDAN_ADMIN_KEY"]}` },
    body: JSON.stringify({
      api_v3_key: API_V3_KEY,
      public_keys: [{ id: platformKey.serial, pem: platformKey.publicPem }],
      api_client: { serial_no: clientKey.serial, private_key: clientKey.privatePem },
    }),
  });
});
afterAll(async () => {
  await server.stop();
  await fake.close();
});
beforeEach(() => {
  fake.behaviour = "answer";
});

/** Uploads orders that wait for their payments; returns the first number. */
async function uploadOrders(count: number, isPaid: boolean): Promise<string> {
  const requests = Array.from({ length: count }, () => newRequest());
  const stdin = requests.map((request) => JSON.stringify(request)).join("\n");
  expect((await dingdan(["upload", "-"], { env, stdin })).code).toBe(0);
  for (const request of isPaid ? requests : []) {
    const path = `/v3/pay/transactions/out-trade-no/${numberOf(request)}?mchid=${MCHID}`;
    fake.objects.set(path, paymentFor(request));
  }
  return numberOf(requests[0] as Loose);
}

const numberOf = (request: Loose) => (request["order_key"] as Loose)["out_trade_no"] as string;

let made = 0;
const newRequest = () =>
  upload({ order_key: { order_number_type: 1, mchid: MCHID, out_trade_no: `R-${++made}` } });

test("asks WeChat Pay for payments, and shows what became of them", async () => {
  expect(await dingdan(["reconcile"], { env })).toMatchObject({
    code: 0,
    out: expect.stringContaining("nothing to ask for"),
  });
  await uploadOrders(1, true);
  await uploadOrders(1, false);
  const { code, out } = await dingdan(["reconcile"], { env });
  expect(code).toBe(0);
  expect(out).toContain("✓ 1 recorded");
  expect(out).toContain("✓ 1 not paid");
});

test("reads every page, and prints one document with --json", async () => {
  await uploadOrders(22, true);
  const { code, document } = await dingdanJson(["reconcile", "--mchid", MCHID], { env });
  expect(code).toBe(0);
  expect(document).toMatchObject({ recorded: 22, failures: [] });
});

test("exits with 1 for a failure, and shows its cause and the next step", async () => {
  await uploadOrders(12, true);
  fake.behaviour = "sign_wrongly";
  const { code, out } = await dingdan(["reconcile"], { env });
  expect(code).toBe(1);
  expect(out).toMatch(/✗ \d+ failed/);
  expect(out).toMatch(/1900000109 +R-\d+ +The signature of the reply is wrong\./);
  expect(out.match(/The signature of the reply is wrong\./g)).toHaveLength(1);
  expect(out).toContain("→ Check --wechatpay-api-url");
  const chinese = await dingdan(["reconcile"], { env: { ...env, LANG: "zh_CN.UTF-8" } });
  expect(chinese.out).toContain("应答的签名不正确。");
});

test("refuses a text that is no merchant number", async () => {
  const { code, err } = await dingdan(["reconcile", "--mchid", "1900 000"], { env });
  expect([code, err]).toEqual([2, expect.stringContaining("is not a merchant number")]);
});

test("names the merchant number that cannot be asked for", async () => {
  const { code, err } = await dingdan(["reconcile", "--mchid", "1900000999"], { env });
  expect(code).toBe(1);
  expect(err).toContain("1900000999 does not have an api_client");
});
