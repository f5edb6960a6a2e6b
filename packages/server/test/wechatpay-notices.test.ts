import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { makeKey } from "../../wechatpay/test/keys.js";
import { MAKERS } from "../../wechatpay/test/sdks/index.js";
import { describeOnBothEngines } from "./support/engines.js";
import { FakeWeChatPay, noticeCounts } from "./support/notices.js";
import { refundOf } from "./support/payments.js";
import { type Merchant, Platform } from "./support/platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  type Loose,
  paymentFor,
  upload,
} from "./support/requests.js";

let wechat: FakeWeChatPay;
let platform: Platform;
let merchant: Merchant;
beforeAll(() => {
  wechat = new FakeWeChatPay();
});

const verify = async (request: Loose) =>
  (await merchant.verify({ order_key: request["order_key"], payer: request["payer"] }))[
    "verify_result"
  ];
const put = async (request: Loose) => {
  const path = "sub_orders" in request ? "/user-order/combine-orders" : "/user-order/orders";
  expect(await merchant.call(path, request)).toMatchObject({ errcode: 0 });
};
const order = async () => {
  const list = await platform.admin<{ items: { id: string }[] }>("GET", "/orders");
  return (await platform.admin("GET", `/orders/${list.body.items[0]?.id}`)).body;
};

describeOnBothEngines("a notice of WeChat Pay", (start) => {
  beforeEach(async () => {
    platform = await start();
    merchant = await platform.registerExample();
    await wechat.setKeys(platform);
  });
  afterEach(() => platform.close());

  test("matches the upload that waits for its payment, and is answered 204 without a body", async () => {
    const request = upload();
    await put(request);

    const answer = await wechat.pay(platform, paymentFor(request));

    expect([answer.status, answer.body]).toEqual([204, { text: "" }]);
    expect(await verify(request)).toMatch(/^SUCCESS:/);
  });

  test.each(MAKERS)("that $sdk signs and encrypts matches its upload", async ({ makeNotice }) => {
    const request = upload();
    await put(request);
    const { key, apiV3Key } = wechat;
    const notice = { eventType: "TRANSACTION.SUCCESS", resource: paymentFor(request) } as const;
    const sent = makeNotice(notice, { nowMs: Date.now(), apiV3Key, key });
    expect((await wechat.post(platform, sent)).status).toBe(204);
    expect(await verify(request)).toMatch(/^SUCCESS:/);
  });

  test("changes nothing when it is sent again, whether the same or with a new signature", async () => {
    const request = upload();
    await put(request);
    const sent = wechat.notice("TRANSACTION.SUCCESS", paymentFor(request));
    await wechat.post(platform, sent);
    const before = await order();

    expect((await wechat.post(platform, sent)).status).toBe(204);
    expect((await wechat.pay(platform, paymentFor(request))).status).toBe(204);

    expect(await order()).toEqual(before);
    expect(await noticeCounts(platform)).toEqual({ recorded: 1, repeated: 2 });
  });

  test("of a combined payment belongs to the combining merchant, not to those of its parts", async () => {
    const request = combinedUpload();
    await put(request);
    expect((await wechat.pay(platform, combinedPaymentFor(request))).status).toBe(204);
    expect(await verify(request)).toMatch(/^SUCCESS:/);
  });

  test("in provider mode belongs to the provider", async () => {
    const provider = wechat.with({ mchid: "1230000109" });
    await provider.setKeys(platform);
    const request = upload();
    await put(request);
    const { appid, mchid, payer, ...rest } = paymentFor(request);
    const openid = (payer as Loose)["openid"];
    const members = { sp_mchid: "1230000109", sub_mchid: mchid, sub_appid: appid };
    const ofProvider = { ...rest, ...members, payer: { sub_openid: openid } };

    expect((await wechat.pay(platform, ofProvider)).status).toBe(400);
    expect((await provider.pay(platform, ofProvider)).status).toBe(204);

    expect(await verify(request)).toMatch(/^SUCCESS:/);
    expect(await noticeCounts(platform)).toEqual({ wrong_merchant: 1, recorded: 1 });
  });

  test("about a refund is recorded in the state that it states", async () => {
    const request = upload();
    const payment = paymentFor(request);
    await put(request);
    await wechat.pay(platform, payment);
    const { success_time: _, ...abnormal } = refundOf(payment, { total: 9900, refund: 9900 });
    await wechat.refund(platform, { ...abnormal, refund_status: "ABNORMAL" });
    expect(await order()).toMatchObject({ refunds: [{ state: "abnormal" }] });

    await wechat.refund(platform, refundOf(payment, { total: 9900, refund: 9900 }));
    // A late notice of the earlier state contradicts nothing.
    await wechat.refund(platform, { ...abnormal, refund_status: "ABNORMAL" });

    expect(await order()).toMatchObject({ refunds: [{ state: "succeeded" }] });
    expect(await noticeCounts(platform)).toEqual({ recorded: 3, repeated: 1 });
  });

  test("about a refund waits when its payment is not recorded yet", async () => {
    const request = upload();
    const payment = paymentFor(request);
    const refund = refundOf(payment, { total: 9900, refund: 9900 });
    await put(request);

    expect((await wechat.refund(platform, refund)).status).toBe(204);
    expect((await wechat.refund(platform, refund)).status).toBe(204);
    expect(await noticeCounts(platform)).toEqual({ early_refund: 1, repeated: 1 });
    await wechat.pay(platform, payment);

    expect(await order()).toMatchObject({
      refunds: [{ state: "succeeded" }],
      statuses: ["refunded"],
    });
  });

  test("finds the refund that waits also when the operator reports the payment", async () => {
    const request = upload();
    const payment = paymentFor(request);
    await put(request);
    await wechat.refund(platform, refundOf(payment, { total: 9900, refund: 5 }));

    await platform.admin("POST", "/payments", payment);

    expect(await order()).toMatchObject({ refunds: [{ amount_fen: 5 }] });
  });

  test("that contradicts the payment is accepted, marks it, and overwrites nothing", async () => {
    const request = upload();
    const payment = paymentFor(request);
    await put(request);
    await wechat.pay(platform, payment);
    const before = await order();
    const amount = { total: 9901, currency: "CNY" };

    expect((await wechat.pay(platform, { ...payment, amount })).status).toBe(204);

    const after = await order();
    expect(after["attention"]).toMatchObject({
      path: "amount.total",
      recorded: "9900",
      reported: "9901",
    });
    expect(after["amount"]).toEqual(before["amount"]);
    expect(await verify(request)).toMatch(/^SUCCESS:/);
    expect(await noticeCounts(platform)).toEqual({ recorded: 1, contradiction: 1 });
  });

  test.each([
    ["another total", { amount: { total: 9901, refund: 1 } }, "amount.total", "9900", "9901"],
    [
      "more than is left",
      { refund_id: "2", out_refund_no: "R-2" },
      "amount.refund",
      "9900 / 9900",
      "9900",
    ],
    ["another amount", { amount: { total: 9900, refund: 1 } }, "amount.refund", "9900", "1"],
    [
      "a state that cannot follow",
      { refund_status: "CLOSED" },
      "refund_status",
      "succeeded",
      "closed",
    ],
  ])("about a refund with %s is accepted and marks the payment", async (...row) => {
    const [, changes, path, recorded, reported] = row;
    const request = upload();
    const payment = paymentFor(request);
    const refund = refundOf(payment, { total: 9900, refund: 9900 });
    await put(request);
    await wechat.pay(platform, payment);
    await wechat.refund(platform, refund);
    const { refunds } = await order();

    expect((await wechat.refund(platform, { ...refund, ...changes })).status).toBe(204);

    const after = await order();
    expect(after["attention"]).toMatchObject({ path, recorded, reported });
    expect(after["refunds"]).toEqual(refunds);
    expect(await noticeCounts(platform)).toEqual({ recorded: 2, contradiction: 1 });
  });
});

const startRunning = () => Platform.start({ clock: "running", databaseUrl: "sqlite::memory:" });
const payment = () => paymentFor(upload());

test("a request that is no notice of WeChat Pay is refused, with the reason and the next step", async () => {
  platform = await startRunning();
  await wechat.setKeys(platform);
  const sent = wechat.notice("TRANSACTION.SUCCESS", payment());
  const changed = (headers: Record<string, string | undefined>, body = sent.body) => ({
    headers: Object.fromEntries(
      Object.entries({ ...sent.headers, ...headers }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>,
    body,
  });
  const other = wechat.with({ key: makeKey("PUB_KEY_ID_OTHER") });
  const secondsAgo = (seconds: number) =>
    wechat.notice("TRANSACTION.SUCCESS", payment(), Date.now() - seconds * 1000);
  const unknown = { "Wechatpay-Signature-Type": "WECHATPAY2-SM2-WITH-SM3" };
  const cases = [
    [
      401,
      "missing_header",
      /Wechatpay-Nonce is missing/,
      changed({ "Wechatpay-Nonce": undefined }),
    ],
    [401, "unsupported_type", /SM2/, changed(unknown)],
    [
      401,
      "probe",
      /^The signature is wrong/,
      changed({ "Wechatpay-Signature": "WECHATPAY/SIGNTEST/abc" }),
    ],
    [401, "stale", /30\d s before/, secondsAgo(302)],
    [401, "stale", /30\d s after|299 s/, secondsAgo(-303)],
    [401, "stale", /is not a time in Unix seconds/, changed({ "Wechatpay-Timestamp": "1, 1" })],
    [401, "unknown_serial", /PUB_KEY_ID_OTHER/, other.notice("TRANSACTION.SUCCESS", payment())],
    [401, "wrong_signature", /^The signature is wrong/, changed({}, `${sent.body} `)],
    [
      400,
      "undecryptable",
      /APIv3 key/,
      wechat.with({ apiV3Key: "x".repeat(32) }).notice("TRANSACTION.SUCCESS", payment()),
    ],
    [400, "xml", /XML/, { headers: {}, body: "<xml><refund_id>5</refund_id></xml>" }],
    [
      400,
      "wrong_merchant",
      /1900000999/,
      wechat.notice("TRANSACTION.SUCCESS", { ...payment(), mchid: "1900000999" }),
    ],
    [
      400,
      "unreadable",
      /out_trade_no/,
      wechat.notice("TRANSACTION.SUCCESS", { ...payment(), out_trade_no: 5 }),
    ],
    [400, "unknown_event", /COUPON.USE/, wechat.notice("COUPON.USE" as "REFUND.SUCCESS", {})],
  ] as const;
  for (const [status, outcome, words, notice] of cases) {
    const answer = await wechat.post(platform, notice);
    expect([outcome, answer.status, answer.body["code"]]).toEqual([outcome, status, "FAIL"]);
    expect(answer.body["message"], outcome).toMatch(words);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  }
  const counts = Object.fromEntries(cases.map(([, outcome]) => [outcome, 1]));
  expect(await noticeCounts(platform)).toEqual({ ...counts, stale: 3 });

  const stranger = wechat.with({ mchid: "1900000110" });
  expect((await stranger.pay(platform, payment())).status).toBe(404);
  for (const method of ["GET", "PUT", "DELETE"]) {
    const body = method === "GET" ? {} : { body: "x".repeat(100_000) };
    const answer = await platform.send(method, wechat.path, body);
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
    expect(answer.body["code"]).toBe("FAIL");
  }
  expect((await platform.admin<{ items: [] }>("GET", "/orders")).body.items).toEqual([]);
  await platform.close();
});

test("a notice for a path that does not exist is refused, not answered 200 as a call is", async () => {
  platform = await startRunning();
  await wechat.setKeys(platform);
  const { headers, body } = wechat.notice("TRANSACTION.SUCCESS", payment());
  const paths = [
    `${wechat.path}/`,
    `/${wechat.path}`,
    wechat.path.toUpperCase(),
    wechat.path.replace(wechat.mchid, "%zz"),
    wechat.path.replace(wechat.mchid, "9".repeat(600)),
    "/wechatpay/notify",
    "/",
  ];
  for (const path of paths) {
    const answer = await platform.send<Loose>("POST", path, { headers: { ...headers }, body });
    expect([path, answer.status, answer.body["code"]]).toEqual([path, 404, "FAIL"]);
    expect(answer.body["message"]).toMatch(/only at \/payments\/wechatpay\/:mchid\/notify/);
  }
  const large = { headers: { ...headers }, body: "x".repeat(100_000) };
  expect((await platform.send("POST", "/notify", large)).status).toBe(404);
  expect(await noticeCounts(platform)).toEqual({ unknown_path: paths.length + 1 });
  // Without header fields, as of an older interface.
  expect((await platform.send("POST", `${wechat.path}/`, { body: "<xml/>" })).status).toBe(404);
  await platform.close();
});

test("an unpaid transaction and a test of the receiver are accepted and recorded nowhere", async () => {
  platform = await startRunning();
  merchant = await platform.registerExample();
  await wechat.setKeys(platform);
  const request = upload();
  await put(request);
  const unpaid = { ...paymentFor(request), trade_state: "USERPAYING" };

  expect((await wechat.pay(platform, unpaid)).status).toBe(204);
  const echo = wechat.notice("SECURITY_ECHO.SUCCESS" as "REFUND.SUCCESS", { nonce: "1" });
  expect((await wechat.post(platform, echo)).status).toBe(204);

  expect(await verify(request)).not.toMatch(/^SUCCESS:/);
  expect(await noticeCounts(platform)).toEqual({ incomplete: 1, echo: 1 });
  await platform.close();
});

test("a member without a value, which is sent as null or an empty text, is none", async () => {
  platform = await startRunning();
  await platform.registerExample();
  await wechat.setKeys(platform);
  const sent = paymentFor(upload());
  const blanks = { sub_appid: "", sub_mchid: "", sp_mchid: "", attach: "" };
  const amount = { ...(sent["amount"] as Loose), payer_currency: "" };
  const of = (refund: Loose) => refundOf(sent, { total: 9900, refund: 1, currency: "", ...refund });

  expect((await wechat.pay(platform, { ...sent, ...blanks, amount })).status).toBe(204);
  expect((await wechat.refund(platform, { ...of({}), sp_mchid: "" })).status).toBe(204);
  expect(await noticeCounts(platform)).toEqual({ recorded: 2 });
  // It is no combined payment either, whose merchant number would be another member.
  for (const combine_out_trade_no of [null, ""]) {
    const other = { ...paymentFor(upload()), mchid: "1900000999", combine_out_trade_no };
    expect((await wechat.pay(platform, other)).status).toBe(400);
  }
  expect(await noticeCounts(platform)).toEqual({ recorded: 2, wrong_merchant: 2 });
  await platform.close();
});

test("a frozen clock of a sandbox accepts every time of a signature", async () => {
  platform = await Platform.start({ databaseUrl: "sqlite::memory:" });
  await wechat.setKeys(platform);
  const sent = wechat.notice("TRANSACTION.SUCCESS", payment(), Date.UTC(2022, 0, 1));
  expect((await wechat.post(platform, sent)).status).toBe(204);
  await platform.close();
});

test("the previous APIv3 key decrypts notices until its time ends", async () => {
  platform = await Platform.start({ databaseUrl: "sqlite::memory:" });
  await wechat.setKeys(platform);
  const newer = wechat.with({ apiV3Key: "the-next-api-v3-key-of-32-chars!" });
  await newer.setKeys(platform, { previous_api_v3_key_hours: 24 });

  expect((await wechat.pay(platform, payment())).status).toBe(204);
  expect((await newer.pay(platform, payment())).status).toBe(204);
  await platform.dingdan.clock.advance(24 * 3600);
  expect((await wechat.pay(platform, payment())).status).toBe(400);
  expect((await newer.pay(platform, payment())).status).toBe(204);
  await platform.close();
});
