import { createPublicKey } from "node:crypto";
import {
  EXAMPLE_PAYMENT,
  isForged,
  NOTICE_KINDS,
  type NoticeKind,
  type TestKeysRepresentation,
  type TestNoticeRepresentation,
} from "@dingdan/contract";
import { MAX_AGE_MS, type Notification, readNotification } from "@dingdan/wechatpay";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeCertificate } from "../../wechatpay/test/certificate.js";
import { makeKey, type TestKey } from "../../wechatpay/test/keys.js";
import { combinedTransaction, ordinaryTransaction, refund } from "../../wechatpay/test/objects.js";
import { READERS, type SdkMerchant } from "../../wechatpay/test/sdks/index.js";
import { NoticeReceiver, type ReceivedNotice } from "./support/notice-receiver.js";
import { EXAMPLE_MCHID, Platform } from "./support/platform.js";

const PATH = `/merchants/${EXAMPLE_MCHID}/wechatpay`;
let platform: Platform;
let receiver: NoticeReceiver;
let keys: TestKeysRepresentation;
beforeAll(async () => {
  platform = await Platform.start();
  keys = (await platform.admin<TestKeysRepresentation>("GET", `${PATH}/test-keys`)).body;
});
afterAll(() => platform.close());
beforeEach(async () => {
  receiver = await NoticeReceiver.listen();
});
afterEach(() => receiver.close());

const send = (body: object, path = PATH) =>
  platform.admin<TestNoticeRepresentation & { readonly detail: string }>(
    "POST",
    `${path}/notices`,
    { notify_url: receiver.url, ...body },
  );

/** A notice of a kind, as the receiver got it. */
async function noticeOf(kind: NoticeKind, source: object = { transaction: ordinaryTransaction() }) {
  const { status, body } = await send({ kind, ...source });
  expect(status, body.detail).toBe(200);
  return { reply: body, notice: receiver.last };
}

/** The merchant whose receiver knows the sandbox's test keys. */
const keysOf = ({ api_v3_key, public_keys }: TestKeysRepresentation) => ({
  platformKeyOf: (serial: string) => {
    const known = public_keys.find(({ id }) => id === serial);
    return known === undefined ? null : createPublicKey(known.pem);
  },
  apiV3Keys: [api_v3_key],
});

const read = ({ headers, body }: ReceivedNotice) =>
  readNotification({ headers, body: Buffer.from(body) }, keysOf(keys), Date.now());

function notification(notice: ReceivedNotice): Notification {
  const outcome = read(notice);
  if (outcome.kind !== "read") throw new Error(JSON.stringify(outcome.fault));
  return outcome.notification;
}

describe.each(READERS)("$sdk", ({ readNotice }) => {
  let other: TestKey;
  beforeAll(() => {
    other = makeKey();
  });

  /** An SDK that knows one of the public keys. Its own private key is of no use here. */
  function merchantWith(index: number): SdkMerchant {
    const { id, pem } = keys.public_keys[index] as TestKeysRepresentation["public_keys"][number];
    const publicKey = createPublicKey(pem);
    return {
      mchid: EXAMPLE_MCHID,
      apiV3Key: keys.api_v3_key,
      platformKey: { ...other, serial: id, publicKey, publicPem: pem },
      platformCertificate: makeCertificate({ ...other, serial: "5157F09EFDC096DE", publicKey }),
    };
  }

  test.each(NOTICE_KINDS.filter((kind) => !isForged(kind)))(
    "verifies and decrypts the notice %s",
    async (kind) => {
      const { reply, notice } = await noticeOf(kind);
      const merchant = merchantWith(kind === "second_key" ? 1 : 0);
      expect(await readNotice(notice, merchant)).toEqual(reply.sent.resource);
    },
  );

  test("verifies and decrypts the notice of a combined payment", async () => {
    const { reply, notice } = await noticeOf("payment", { transaction: combinedTransaction() });
    expect(await readNotice(notice, merchantWith(0))).toEqual(reply.sent.resource);
  });

  test.each(["probe", "unknown_serial", "forged"] as const)(
    "refuses the notice %s",
    async (kind) => {
      const { notice } = await noticeOf(kind);
      const refused = await readNotice(notice, merchantWith(0)).catch(() => null);
      expect(refused).toBeNull();
    },
  );
});

describe("a notice", () => {
  test("is compact JSON with associated_data, in the time of day", async () => {
    const before = Math.floor(Date.now() / 1000);
    const { notice } = await noticeOf("payment");
    expect(notice.body).toBe(JSON.stringify(JSON.parse(notice.body)));
    expect(JSON.parse(notice.body)).toMatchObject({
      resource: { associated_data: "transaction", original_type: "transaction" },
    });
    expect(Number(notice.headers["wechatpay-timestamp"])).toBeGreaterThanOrEqual(before);
  });

  test("is shown as it was sent", async () => {
    const { reply, notice } = await noticeOf("payment");
    expect(reply.sent.body).toBe(notice.body);
    const sent = Object.entries(reply.sent.headers as Record<string, string>);
    for (const [name, value] of sent) expect(notice.headers[name.toLowerCase()]).toBe(value);
  });

  test.each([
    ["probe", { kind: "probe" }],
    ["stale", { kind: "stale" }],
    ["unknown_serial", { kind: "unknown_serial" }],
    ["forged", { kind: "wrong_signature" }],
  ] as const)("that is %s has this fault and no other", async (kind, fault) => {
    const { notice } = await noticeOf(kind);
    expect(read(notice)).toMatchObject({ kind: "refused", fault });
    if (kind !== "stale") return;
    const sent = { headers: notice.headers, body: Buffer.from(notice.body) };
    const atThatTime = Date.now() - 2 * MAX_AGE_MS;
    expect(readNotification(sent, keysOf(keys), atThatTime).kind).toBe("read");
  });

  test("that is a duplicate arrives twice, with one body and two signatures", async () => {
    const { reply } = await noticeOf("duplicate");
    const [first, second] = receiver.received;
    expect(receiver.received).toHaveLength(2);
    expect(first?.body).toBe(second?.body);
    expect(first?.headers["wechatpay-signature"]).not.toBe(second?.headers["wechatpay-signature"]);
    expect(reply.first).toMatchObject({ status: 204, accepted: true });
  });

  test("signed with the second key names its id", async () => {
    const { notice } = await noticeOf("second_key");
    expect(notice.headers["wechatpay-serial"]).toBe(keys.public_keys[1]?.id);
    expect(notification(notice).eventType).toBe("TRANSACTION.SUCCESS");
  });

  test.each([
    ["refund", "REFUND.SUCCESS", "SUCCESS"],
    ["refund_abnormal", "REFUND.ABNORMAL", "ABNORMAL"],
    ["refund_closed", "REFUND.CLOSED", "CLOSED"],
  ] as const)("of the kind %s is %s about all of the payment", async (kind, eventType, status) => {
    const { notice } = await noticeOf(kind);
    expect(notification(notice)).toMatchObject({
      eventType,
      originalType: "refund",
      resource: {
        mchid: EXAMPLE_MCHID,
        transaction_id: ordinaryTransaction()["transaction_id"],
        refund_status: status,
        amount: { total: 9900, refund: 9900, payer_total: 9000, payer_refund: 9000 },
      },
    });
  });

  test("of a refund has the members that are sent", async () => {
    const { notice } = await noticeOf("refund", { refund: refund() });
    expect(notification(notice).resource).toEqual(refund());
  });
});

describe("a recorded payment", () => {
  test("is notified by its transaction_id alone", async () => {
    await platform.admin("POST", "/payments", EXAMPLE_PAYMENT);
    const { transaction_id } = EXAMPLE_PAYMENT;
    const { notice } = await noticeOf("payment", { transaction_id });
    expect(notification(notice).resource).toMatchObject({
      ...EXAMPLE_PAYMENT,
      bank_type: "OTHERS",
      amount: { ...EXAMPLE_PAYMENT.amount, payer_currency: "CNY" },
    });
  });

  test("that is combined is notified whole, and refunded by the part that is named", async () => {
    const combined = combinedTransaction({ combine_transaction_id: "4200009" });
    await platform.admin("POST", "/payments", combined);
    const transaction_id = "4200001234202205201234567892";
    const { notice } = await noticeOf("payment", { transaction_id });
    expect(notification(notice).resource).toEqual(combinedTransaction());

    const path = "/merchants/1900000102/wechatpay";
    const { body } = await send({ kind: "refund", transaction_id }, path);
    expect(body.sent.resource).toMatchObject({
      mchid: "1900000102",
      transaction_id,
      amount: { total: 5000, refund: 5000 },
    });
  });

  test("that is unknown is answered 404, and nothing is sent", async () => {
    const { status, body } = await send({ transaction_id: "4200000000" });
    expect(status).toBe(404);
    expect(body.detail).toContain("4200000000");
    expect(receiver.received).toEqual([]);
  });
});

describe("the answer of a receiver", () => {
  const answered = async (status: number, kind: NoticeKind = "payment", text = "") => {
    receiver.reply = () => ({ status, body: text, headers: { location: "/login" } });
    return (await noticeOf(kind)).reply;
  };

  test.each([200, 204])(
    "%i accepts, and WeChat Pay would not repeat the notice",
    async (status) => {
      const reply = await answered(status);
      expect(reply).toMatchObject({ status, accepted: true, must_be: "accepted", is_right: true });
      expect(reply.retry_pauses_seconds).toEqual([]);
      expect(reply.duration_ms).toBeGreaterThanOrEqual(0);
    },
  );

  test.each([201, 302, 401, 500])("%i does not, and WeChat Pay would repeat it", async (status) => {
    const reply = await answered(status);
    expect(reply).toMatchObject({ status, accepted: false, is_right: false });
    expect(reply.retry_pauses_seconds).toHaveLength(15);
    expect(reply.what_wechat_pay_would_do).toContain("15 s, 15 s, 30 s, 3 min");
    expect(receiver.received).toHaveLength(1);
  });

  test("200 to a forged notice is named as the fault of the receiver", async () => {
    const reply = await answered(200, "forged");
    expect(reply).toMatchObject({ accepted: true, must_be: "refused", is_right: false });
    expect(reply.what_wechat_pay_would_do).toContain("changed after signing");
  });

  test("401 to a forged notice is right", async () => {
    expect(await answered(401, "forged")).toMatchObject({ must_be: "refused", is_right: true });
  });

  test("that refuses the first of a duplicate is not right", async () => {
    receiver.reply = () => ({ status: receiver.received.length === 1 ? 500 : 200 });
    const { reply } = await noticeOf("duplicate");
    expect(reply).toMatchObject({ accepted: true, is_right: false, first: { status: 500 } });
  });

  test("is shown with its first 1,000 characters, without control characters", async () => {
    const reply = await answered(200, "payment", `\u{1B}[31m${"订单".repeat(1_000)}`);
    expect(Array.from(reply.body ?? "")).toHaveLength(1_000);
    expect(reply.body).toMatch(/^\uFFFD\[31m订单/);
  });

  test("that does not come is named with its cause", async () => {
    const gone = await NoticeReceiver.listen();
    const { url: notify_url } = gone;
    await gone.close();
    const { body } = await send({ notify_url, transaction: ordinaryTransaction() });
    expect(body).toMatchObject({
      fault: "unreachable",
      fault_code: "ECONNREFUSED",
      accepted: false,
      is_right: false,
    });
    expect(body.status).toBeUndefined();
  });
});

test.each<[string, object, number, string]>([
  ["no source", {}, 400, "transaction is missing"],
  ["two sources", { transaction: ordinaryTransaction(), transaction_id: "4" }, 400, "together"],
  [
    "an address with parameters",
    { notify_url: "http://127.0.0.1/notify?shop=1", transaction: ordinaryTransaction() },
    400,
    "does not allow parameters",
  ],
  [
    "an address with a password",
    { notify_url: "http://me:secret@127.0.0.1/", transaction: ordinaryTransaction() },
    400,
    "without a user name",
  ],
  ["an unknown kind", { kind: "gift", transaction: ordinaryTransaction() }, 400, "kind"],
  [
    "a transaction of another merchant number",
    { transaction: ordinaryTransaction({ mchid: "1900000110" }) },
    400,
    "use 1900000110 in the path",
  ],
  [
    "a transaction without a payer",
    { transaction: ordinaryTransaction({ payer: {} }) },
    400,
    "transaction.payer.openid is missing",
  ],
  [
    "a transaction that is not paid",
    { transaction: ordinaryTransaction({ trade_state: "NOTPAY" }) },
    422,
    "transaction.trade_state is NOTPAY",
  ],
  [
    "a refund for the kind payment",
    { transaction: ordinaryTransaction(), refund: refund() },
    400,
    "belongs to the kinds refund",
  ],
  [
    "a refund without its number",
    { kind: "refund", refund: { ...refund(), refund_id: undefined } },
    400,
    "refund.refund_id is missing",
  ],
])("with %s, nothing is sent", async (_, body, status, words) => {
  const answer = await send(body);
  expect(answer.status).toBe(status);
  expect(answer.body.detail).toContain(words);
  expect(receiver.received).toEqual([]);
});

describe("the test keys", () => {
  test("stay the same, and differ between merchant numbers", async () => {
    const again = await platform.admin<TestKeysRepresentation>("GET", `${PATH}/test-keys`);
    expect(again.body).toEqual(keys);
    const ofOther = await platform.admin<TestKeysRepresentation>(
      "GET",
      "/merchants/1900000110/wechatpay/test-keys",
    );
    expect(ofOther.body.api_v3_key).not.toBe(keys.api_v3_key);
  });

  test("are in the reply of the call that made them, and in no other", async () => {
    const of = "/merchants/1900000111/wechatpay";
    const source = { transaction: ordinaryTransaction({ mchid: "1900000111" }) };
    // A call that is refused would make keys that nothing shows.
    expect((await send({ ...source, notify_url: "http://me:pw@127.0.0.1/" }, of)).status).toBe(400);
    const first = await send(source, of);
    const { body } = await platform.admin("GET", `${of}/test-keys`);
    expect(first.body.test_keys).toEqual(body);
    expect((await send(source, of)).body.test_keys).toBeUndefined();
  });
});

test("outside a sandbox, nothing is sent and no key is shown", async () => {
  const real = await Platform.start({
    sandbox: false,
    allowUnsafeDurability: true,
    adminKey: "an-admin-key-of-40-characters-at-least",
  });
  try {
    const shown = await real.admin("GET", `${PATH}/test-keys`);
    const sent = await real.admin("POST", `${PATH}/notices`, {
      notify_url: receiver.url,
      transaction: ordinaryTransaction(),
    });
    for (const { status, body } of [shown, sent]) {
      expect(status).toBe(409);
      expect(body["detail"]).toContain("Only a sandbox simulates WeChat Pay");
      expect(JSON.stringify(body)).not.toContain("PUB_KEY_ID");
    }
    expect(receiver.received).toEqual([]);
  } finally {
    await real.close();
  }
});
