import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { API_V3_KEY, makeKey } from "../../wechatpay/test/keys.js";
import { FakeWeChatPay } from "./support/fake-wechatpay.js";
import { refundOf } from "./support/payments.js";
import { EXAMPLE_APPID, EXAMPLE_MCHID, type Merchant, Platform } from "./support/platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  type Loose,
  paymentFor,
  upload,
} from "./support/requests.js";

/* The platform asks a fake WeChat Pay for what was not reported. */

const PROVIDER = "1230000109";
const SUB_MERCHANT = "1900000555";
const platformKey = makeKey();
const clientKey = makeKey("4E5F6A7B8C9D0E1F2A3B4C5D6E7F8A9B0C1D2E3F");
const known = [EXAMPLE_MCHID, PROVIDER].map((mchid) => ({
  mchid,
  serialNo: clientKey.serial,
  publicPem: clientKey.publicPem,
}));

let main: FakeWeChatPay;
let backup: FakeWeChatPay;
let platform: Platform;
let merchant: Merchant;

beforeEach(async () => {
  main = await FakeWeChatPay.listen(platformKey, known);
  backup = await FakeWeChatPay.listen(platformKey, known);
  platform = await Platform.start({
    wechatpayApiUrls: [main.url, backup.url],
    reconcileMinutes: 10,
  });
  merchant = await platform.registerExample();
});
afterEach(async () => {
  await platform.close();
  await main.close();
  await backup.close();
});

const setKeys = (mchid = EXAMPLE_MCHID, changes: Loose = {}) =>
  platform.admin("PUT", `/merchants/${mchid}/wechatpay`, {
    api_v3_key: API_V3_KEY,
    public_keys: [{ id: platformKey.serial, pem: platformKey.publicPem }],
    api_client: { serial_no: clientKey.serial, private_key: clientKey.privatePem },
    ...changes,
  });

const reconcile = (body: Loose = {}) => platform.admin<Loose>("POST", "/reconcile", body);
const report = async (body: Loose = {}) => (await reconcile(body)).body;

const orders = async () => (await platform.admin<{ items: Loose[] }>("GET", "/orders")).body.items;

const numberOf = (request: Loose) => (request["order_key"] as Loose)["out_trade_no"] as string;
const ordinaryPath = (request: Loose) =>
  `/v3/pay/transactions/out-trade-no/${numberOf(request)}?mchid=${EXAMPLE_MCHID}`;

/** Uploads details that wait for a payment, which the fake knows by default. */
async function waitingUpload(request: Loose = upload(), isPaid = true): Promise<Loose> {
  await merchant.upload(request);
  if (isPaid) main.objects.set(ordinaryPath(request), paymentFor(request));
  return request;
}

describe("a payment that an upload waits for", () => {
  beforeEach(async () => void (await setKeys()));

  test("is found by the merchant's number, recorded and matched, with a signed query", async () => {
    const request = await waitingUpload();
    expect(await report()).toEqual({
      asked: 1,
      recorded: 1,
      repeated: 0,
      not_paid: 0,
      contradictions: 0,
      failures: [],
    });
    expect(main.asked).toEqual([ordinaryPath(request)]);
    expect(main.refused).toBe(0);
    expect(main.lastHeaders).toMatchObject({
      accept: "application/json",
      "wechatpay-serial": platformKey.serial,
    });
    expect(await orders()).toMatchObject([{ state: "matched" }]);
    expect(await report()).toMatchObject({ asked: 0 });
  });

  test("is found by WeChat Pay's number", async () => {
    const number = "4200001234202205201234567890";
    const request = upload({ order_key: { order_number_type: 2, transaction_id: number } });
    await merchant.upload(request);
    const payment = paymentFor(request);
    main.objects.set(`/v3/pay/transactions/id/${number}?mchid=${EXAMPLE_MCHID}`, payment);
    expect(await report()).toMatchObject({ asked: 1, recorded: 1 });
    expect(await orders()).toMatchObject([{ state: "matched", transaction_id: number }]);
  });

  test.each(["NOTPAY", "CLOSED", "PAYERROR"])("that is %s is not paid", async (state) => {
    const request = await waitingUpload();
    const { transaction_id: _, payer: __, success_time: ___, ...unpaid } = paymentFor(request);
    main.objects.set(ordinaryPath(request), { ...unpaid, trade_state: state });
    expect(await report()).toMatchObject({ asked: 1, not_paid: 1, failures: [] });
    expect(await orders()).toMatchObject([{ state: "waiting" }]);
  });

  test("that is not paid may have members that are an empty text", async () => {
    const request = await waitingUpload();
    const blank = { transaction_id: "", success_time: "", payer: { openid: "" }, amount: null };
    main.objects.set(ordinaryPath(request), {
      ...paymentFor(request),
      ...blank,
      trade_state: "NOTPAY",
    });
    expect(await report()).toMatchObject({ asked: 1, not_paid: 1, failures: [] });
  });

  test.each(["ORDER_NOT_EXIST", "ORDERNOTEXIST"])(
    "that WeChat Pay does not know (%s) is not paid",
    async (code) => {
      const request = await waitingUpload(upload(), false);
      main.errors.set(ordinaryPath(request), { status: 404, code });
      expect(await report()).toMatchObject({ asked: 1, not_paid: 1, failures: [] });
    },
  );

  test("that contradicts the recorded one overwrites nothing", async () => {
    const other = await waitingUpload(upload(), false);
    const payment = paymentFor(other);
    await platform.admin("POST", "/payments", payment);
    const request = await waitingUpload();
    const contradicting = { ...paymentFor(request), transaction_id: payment["transaction_id"] };
    main.objects.set(ordinaryPath(request), contradicting);
    expect(await report()).toMatchObject({ asked: 1, contradictions: 1 });
    const attention = (await orders()).filter((order) => order["attention"] !== undefined);
    expect(attention).toHaveLength(1);
  });

  test("is asked for in pages, until there is no next cursor", async () => {
    await Promise.all(Array.from({ length: 25 }, () => waitingUpload()));
    const first = await report();
    expect(first).toMatchObject({ asked: 20, recorded: 20 });
    const rest = await report({ cursor: first["next_cursor"] });
    expect(rest).toMatchObject({ asked: 5, recorded: 5 });
    expect(rest["next_cursor"]).toBeUndefined();
    expect((await reconcile({ cursor: "bm9uc2Vuc2U" })).status).toBe(400);
  });

  test("is asked for by the job when it is due, and then after growing pauses", async () => {
    const request = await waitingUpload(upload(), false);
    const { clock } = platform.dingdan;
    await clock.advance(30);
    expect(main.asked).toHaveLength(0);
    for (let minutes = 1; minutes <= 40; minutes++) await clock.advance(60);
    expect(main.asked).toEqual(Array.from({ length: 6 }, () => ordinaryPath(request)));
    main.objects.set(ordinaryPath(request), paymentFor(request));
    await clock.advance(24 * 3_600);
    expect(await orders()).toMatchObject([{ state: "matched" }]);
  });

  test("is not asked for any more after a week", async () => {
    await waitingUpload();
    await platform.dingdan.clock.advance(7 * 24 * 3_600 + 1);
    expect(main.asked).toHaveLength(0);
    expect(await report()).toMatchObject({ asked: 0 });
  });
});

describe("in provider mode", () => {
  const partnerPath = (number: string, sub = SUB_MERCHANT) =>
    `/v3/pay/partner/transactions/out-trade-no/${number}?sp_mchid=${PROVIDER}&sub_mchid=${sub}`;
  const serve = async (...mchids: string[]) => {
    await setKeys(PROVIDER);
    await platform.admin("PATCH", `/apps/${EXAMPLE_APPID}`, { mchids: [PROVIDER, ...mchids] });
  };

  test("a sub-merchant to which the provider has no right does not end the asking for others", async () => {
    await serve(SUB_MERCHANT, "1900000556");
    for (let number = 1; number <= 12; number++) {
      // The first ones are of the sub-merchant that has ended the authorisation.
      const mchid = number <= 11 ? SUB_MERCHANT : "1900000556";
      const order_key = { order_number_type: 1, mchid, out_trade_no: `S-${number}` };
      await waitingUpload(upload({ order_key }), false);
      if (number <= 11)
        main.errors.set(partnerPath(`S-${number}`), { status: 403, code: "NO_AUTH" });
    }
    const { failures, ...counts } = await report();
    expect(counts).toMatchObject({ not_paid: 1 });
    expect(main.asked).toContain(partnerPath("S-12", "1900000556"));
    expect((failures as Loose[]).length).toBeLessThan(11);
    expect((failures as Loose[])[0]?.["next"]).toContain(
      `no right to the payments of ${SUB_MERCHANT}`,
    );
  });

  test("a payment counts as not paid only when every query that may find it was answered", async () => {
    await serve(SUB_MERCHANT);
    const number = "4200001234202205201234567890";
    await merchant.upload(upload({ order_key: { order_number_type: 2, transaction_id: number } }));
    const path = `/v3/pay/partner/transactions/id/${number}?sp_mchid=${PROVIDER}&sub_mchid=${SUB_MERCHANT}`;
    for (const host of [main, backup]) host.errors.set(path, { status: 500, code: "SYSTEM_ERROR" });
    expect(await report()).toMatchObject({
      asked: 1,
      not_paid: 0,
      failures: [{ number, cause: "WeChat Pay cannot be reached: HTTP 500 SYSTEM_ERROR." }],
    });
    for (const host of [main, backup]) host.errors.set(path, { status: 403, code: "NO_AUTH" });
    expect(await report()).toMatchObject({ asked: 1, not_paid: 1, failures: [] });
  });

  test("the provider asks for the payment of its sub-merchant", async () => {
    await serve(SUB_MERCHANT);
    const order_key = { order_number_type: 1, mchid: SUB_MERCHANT, out_trade_no: "S-1" };
    const request = await waitingUpload(upload({ order_key }), false);
    const { appid, mchid: _, payer, ...payment } = paymentFor(request);
    const path = partnerPath("S-1");
    main.objects.set(path, {
      ...payment,
      sp_appid: "wx8888888888888888",
      sp_mchid: PROVIDER,
      sub_appid: appid,
      sub_mchid: SUB_MERCHANT,
      payer: { sp_openid: "oProvider", sub_openid: (payer as Loose)["openid"] },
    });
    expect(await report()).toMatchObject({ asked: 1, recorded: 1 });
    expect(main.asked).toEqual([path]);
    expect(await orders()).toMatchObject([{ state: "matched" }]);
  });
});

describe("a combined payment", () => {
  test("is asked for by its combining merchant", async () => {
    await setKeys();
    const request = combinedUpload();
    await merchant.call("/user-order/combine-orders", request);
    const path = `/v3/combine-transactions/out-trade-no/${numberOf(request)}`;
    main.objects.set(path, combinedPaymentFor(request));
    expect(await report()).toMatchObject({ asked: 1, recorded: 1 });
    expect(main.asked).toEqual([path]);
    expect(await orders()).toMatchObject([{ state: "matched" }]);
  });
});

describe("a refund in progress", () => {
  const amount = { total: 9900, refund: 9900, payer_total: 9900, payer_refund: 9900 };
  let path: string;
  let refund: Loose;
  beforeEach(async () => {
    await setKeys();
    const request = await waitingUpload(upload(), false);
    const payment = paymentFor(request);
    await platform.admin("POST", "/payments", payment);
    const started = { refund_status: "PROCESSING", success_time: undefined };
    const { refund_status: _, ...notice } = refundOf(payment, amount, started);
    await platform.admin("POST", "/refunds", { ...notice, refund_status: "PROCESSING" });
    path = `/v3/refund/domestic/refunds/${String(notice["out_refund_no"])}`;
    const { mchid: __, ...asQueried } = notice;
    refund = { ...asQueried, channel: "ORIGINAL", create_time: "2022-05-21T09:00:00+08:00" };
  });

  test("is recorded when WeChat Pay says that it succeeded", async () => {
    main.objects.set(path, {
      ...refund,
      status: "SUCCESS",
      success_time: "2022-05-21T10:00:00+08:00",
    });
    expect(await report()).toMatchObject({ asked: 1, recorded: 1 });
    expect(main.asked).toEqual([path]);
    expect(await orders()).toMatchObject([{ refunded_at: "2022-05-21T02:00:00.000Z" }]);
    expect(await report()).toMatchObject({ asked: 0 });
  });

  test("stays when WeChat Pay says that it is in progress", async () => {
    main.objects.set(path, { ...refund, status: "PROCESSING" });
    expect(await report()).toMatchObject({ asked: 1, repeated: 1 });
    expect(await report()).toMatchObject({ asked: 1, repeated: 1 });
  });

  test("that the bank rejected is asked for until the merchant has handled it", async () => {
    main.objects.set(path, { ...refund, status: "ABNORMAL" });
    expect(await report()).toMatchObject({ asked: 1, recorded: 1 });
    main.objects.set(path, { ...refund, status: "PROCESSING" });
    expect(await report()).toMatchObject({ asked: 1, repeated: 1, contradictions: 0 });
    main.objects.set(path, {
      ...refund,
      status: "SUCCESS",
      success_time: "2022-05-23T10:00:00+08:00",
    });
    expect(await report()).toMatchObject({ asked: 1, recorded: 1 });
    expect(await orders()).toMatchObject([{ refunded_at: "2022-05-23T02:00:00.000Z" }]);
    expect(await report()).toMatchObject({ asked: 0 });
  });

  test("that WeChat Pay does not know is a failure, and is asked for again", async () => {
    const { failures } = await report();
    expect(failures).toMatchObject([{ number: refund["out_refund_no"] }]);
    expect(await report()).toMatchObject({ asked: 1 });
  });
});

describe("a reply that cannot be believed is refused, counted and named:", () => {
  beforeEach(async () => void (await setKeys()));

  test.each([
    ["sign_wrongly", "unverified", "The signature of the reply is wrong."],
    ["leave_unsigned", "unverified", "The reply is not signed: Wechatpay-Timestamp is missing."],
    [
      "redirect",
      "refused",
      "The answer is HTTP 302 without an error code, so it is not from WeChat Pay.",
    ],
  ] as const)("%s", async (behaviour, outcome, cause) => {
    const request = await waitingUpload();
    main.behaviour = behaviour;
    const { failures, ...counts } = await report();
    expect(counts).toMatchObject({ asked: 1, recorded: 0 });
    expect(failures).toMatchObject([
      { mchid: EXAMPLE_MCHID, number: numberOf(request), cause, next: expect.any(String) },
    ]);
    expect(await orders()).toMatchObject([{ state: "waiting" }]);
    const { body } = await platform.send<{ text: string }>("GET", "/metrics");
    expect(body.text).toContain(`dingdan_wechatpay_queries_total{outcome="${outcome}"} 1`);
  });

  test.each(["sign_wrongly", "leave_unsigned"] as const)(
    "a 404 that is not signed rightly (%s) does not mean that nothing was paid",
    async (behaviour) => {
      await waitingUpload(upload(), false);
      main.behaviour = behaviour;
      expect(await report()).toMatchObject({ not_paid: 0, failures: [{ mchid: EXAMPLE_MCHID }] });
    },
  );

  test("of another payment", async () => {
    const request = await waitingUpload();
    main.objects.set(ordinaryPath(request), { ...paymentFor(upload()) });
    const { failures } = await report();
    expect(failures).toMatchObject([{ cause: expect.stringContaining("another payment") }]);
    expect(await orders()).toMatchObject([{ state: "waiting" }]);
  });

  test("that is nested too deep to be stored", async () => {
    const request = await waitingUpload();
    await waitingUpload();
    let nested: unknown = 1;
    for (let depth = 0; depth < 2_000; depth++) nested = { nested };
    main.objects.set(ordinaryPath(request), { ...paymentFor(request), nested });
    const { failures, ...counts } = await report();
    expect(counts).toMatchObject({ asked: 2, recorded: 1 });
    expect(failures).toMatchObject([{ cause: expect.stringContaining("nested deeper than 100") }]);
  });

  test("of a shape that is no payment", async () => {
    const request = await waitingUpload();
    main.objects.set(ordinaryPath(request), { ...paymentFor(request), amount: "99.00" });
    const { failures } = await report();
    expect(failures).toMatchObject([{ cause: expect.stringContaining("amount") }]);
  });

  test("in the language of the caller", async () => {
    await waitingUpload();
    main.behaviour = "sign_wrongly";
    const { body } = await platform.send<{ failures: Loose[] }>("POST", "/admin/v1/reconcile", {
      body: "{}",
      headers: {
        authorization: `Bearer ${platform.dingdan.adminKey}`,
        "accept-language": "zh-CN",
      },
    });
    expect(body.failures).toMatchObject([{ cause: "应答的签名不正确。" }]);
  });
});

describe("a host that fails", () => {
  beforeEach(async () => void (await setKeys()));

  test("is followed by the backup host", async () => {
    const request = await waitingUpload();
    main.behaviour = "fail";
    backup.objects.set(ordinaryPath(request), paymentFor(request));
    expect(await report()).toMatchObject({ recorded: 1, failures: [] });
    expect([main.asked.length, backup.asked.length]).toEqual([1, 1]);
  });

  test("and a backup that fails, too, are a failure with the next step", async () => {
    await waitingUpload();
    main.behaviour = "fail";
    backup.behaviour = "fail";
    const { failures } = await report();
    expect(failures).toMatchObject([
      {
        cause: "WeChat Pay cannot be reached: HTTP 503.",
        next: expect.stringContaining("--wechatpay-api-url"),
      },
    ]);
  });

  test("ends the queries of a merchant after some failures, over all pages", async () => {
    // More than one call looks through.
    await Promise.all(Array.from({ length: 450 }, () => waitingUpload(upload(), false)));
    main.behaviour = "fail";
    backup.behaviour = "fail";
    const first = await report();
    expect((first["failures"] as Loose[]).length).toBeLessThan(12);
    const next = await report({ cursor: first["next_cursor"] });
    expect(next).toMatchObject({ asked: 0, failures: [] });
    expect(first["next_cursor"]).toBeDefined();
    expect(main.asked.length).toBeLessThan(12);
  });

  test("does not end the asking: the job asks again for what is due", async () => {
    for (let count = 0; count < 10; count++) await waitingUpload(upload(), false);
    const request = await waitingUpload();
    main.behaviour = "fail";
    backup.behaviour = "fail";
    await platform.dingdan.clock.advance(600);
    expect(await orders()).not.toContainEqual(expect.objectContaining({ state: "matched" }));
    main.behaviour = "answer";
    await platform.dingdan.clock.advance(1);
    const found = (await orders()).filter(({ state }) => state === "matched");
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).toContain(numberOf(request));
  });
});

test("numbers that are none, to which WeChat Pay answers 500, do not end the asking for others", async () => {
  await setKeys();
  for (const digit of [1, 2, 3, 4]) {
    const order_key = { order_number_type: 2, transaction_id: `no-number-${digit}` };
    await merchant.upload(upload({ order_key }));
    const path = `/v3/pay/transactions/id/no-number-${digit}?mchid=${EXAMPLE_MCHID}`;
    main.errors.set(path, { status: 500, code: "INVALID_TRANSACTIONID" });
  }
  await waitingUpload();
  const { failures, ...counts } = await report();
  expect(counts).toMatchObject({ asked: 5, recorded: 1 });
  expect(failures).toHaveLength(4);
  expect(backup.asked).toEqual([]);
});

test("a stop of the platform ends the queries at once, and the call says that it is not complete", async () => {
  await setKeys();
  await waitingUpload();
  main.behaviour = "hang";
  const asked = new Promise<void>((resolve) => {
    main.onAsked = () => Promise.resolve(resolve());
  });
  const call = reconcile();
  await asked;
  const startedAtMs = performance.now();
  await platform.close();
  // Far below the 5 s that a host has.
  expect(performance.now() - startedAtMs).toBeLessThan(2_500);
  const { status, body } = await call;
  expect([status, body["detail"]]).toEqual([503, expect.stringContaining("is stopping")]);
});

describe("without what it needs,", () => {
  test("reconcile names the merchant number that has no api_client", async () => {
    expect(await reconcile()).toMatchObject({ status: 409 });
    const answer = await reconcile({ mchid: EXAMPLE_MCHID });
    expect(answer.status).toBe(409);
    expect(answer.body["detail"]).toContain(`${EXAMPLE_MCHID} does not have an api_client`);
  });

  test("only the named merchant number is asked for", async () => {
    await setKeys();
    await setKeys(PROVIDER);
    await waitingUpload();
    expect(await report({ mchid: PROVIDER })).toMatchObject({ asked: 0 });
    expect(await report({ mchid: EXAMPLE_MCHID })).toMatchObject({ asked: 1 });
  });

  test("a sandbox without hosts calls no one", async () => {
    await platform.close();
    platform = await Platform.start();
    const answer = await reconcile();
    expect(answer.status).toBe(409);
    expect(answer.body["detail"]).toContain("--wechatpay-api-url");
  });

  test("a client whose key is not the certificate's is named", async () => {
    const other = makeKey();
    await setKeys(EXAMPLE_MCHID, {
      api_client: { serial_no: clientKey.serial, private_key: other.privatePem },
    });
    await waitingUpload();
    const { failures } = await report();
    expect(failures).toMatchObject([
      {
        cause: "WeChat Pay answered HTTP 401 SIGN_ERROR: 签名错误.",
        next: expect.stringContaining("api_client"),
      },
    ]);
  });
});
