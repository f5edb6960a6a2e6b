import { afterEach, beforeEach, expect, test } from "vitest";
import type { AppMessage } from "../src/domain/trade/trade-order.js";
import { pushToApps } from "../src/jobs/app-messages.js";
import { MESSAGE_URL, pushSender } from "../src/jobs/send-push.js";
import { LimitHits } from "../src/limits/limit-hits.js";
import { AddressGuard } from "../src/outbound/address-guard.js";
import { postToUrl } from "../src/outbound/server-call.js";
import { sealMessagePush } from "../src/pushes/message-push-keys.js";
import { originalIdOf } from "../src/secrets/original-id.js";
import { Sealer } from "../src/secrets/seal.js";
import {
  APPID,
  anApp,
  BUYER,
  HOUR_MS,
  OTHER_APPID,
  PAID_AT_MS,
  SECOND_MS,
} from "../src/storage/conformance/samples.js";
import { ORDER, pay } from "../src/storage/conformance/trade-samples.js";
import { openSqliteStore } from "../src/storage/sqlite/store.js";
import type { Store } from "../src/storage/store.js";
import { MessageUrl, type MessageUrlOptions } from "./support/message-url.js";

/* Messages that wait for an app are pushed to its message URL. */

const sealer = new Sealer(Buffer.alloc(32, 7));
const closing = new AbortController();
const send = pushSender(
  MESSAGE_URL,
  postToUrl(new AddressGuard(true)),
  new LimitHits({ warn: () => {} }),
  closing.signal,
);

let store: Store;
let nowMs: number;
let givenUp: string[];
let receivers: MessageUrl[];
beforeEach(async () => {
  ({ store } = await openSqliteStore(":memory:"));
  nowMs = PAID_AT_MS;
  givenUp = [];
  receivers = [];
});
afterEach(async () => {
  await store.close();
  await Promise.all(receivers.map((receiver) => receiver.close()));
});

const outlet = {
  sealer,
  send,
  onGivenUp: ({ event }: AppMessage, fault: string) => givenUp.push(`${event}: ${fault}`),
  onTooOld: (appid: string, messages: number) => givenUp.push(`${appid}: ${messages} too old`),
};
const push = () => pushToApps(store, { nowMs: () => nowMs }, outlet);

/** Registers an app with a message URL, and returns what listens there. */
async function register(appid = APPID, options: MessageUrlOptions = {}): Promise<MessageUrl> {
  const receiver = await MessageUrl.listen(options);
  receivers.push(receiver);
  const { url, token, format, encoding_aes_key: encodingAesKey = null } = receiver.setting;
  const messagePush = sealMessagePush(appid, { url, token, format, encodingAesKey }, sealer);
  await store.apps.create({ ...anApp({ appid }), messagePush });
  return receiver;
}

const message = (changed: Partial<AppMessage> = {}): AppMessage => ({
  appid: APPID,
  from: BUYER,
  event: "trade_manage_order_settlement",
  createdAtMs: nowMs,
  members: [
    ["transaction_id", "4200001234567890"],
    ["merchant_id", "1900000109"],
    ["sub_merchant_id", ""],
    ["pay_time", 1_763_604_000],
  ],
  ...changed,
});

const shown = async () => (await store.apps.find(APPID))?.messagePush?.lastFault;

test.each([
  { format: "json", isEncrypted: false },
  { format: "json", isEncrypted: true },
  { format: "xml", isEncrypted: false },
  { format: "xml", isEncrypted: true },
] as const)(
  "a message in $format, encrypted: $isEncrypted, is signed, and has its members in their order",
  async (options) => {
    const receiver = await register(APPID, options);
    await store.appMessages.add(message());
    await push();
    expect(receiver.fault).toBeNull();
    const number = (value: number) => (options.format === "json" ? value : String(value));
    expect(Object.entries(receiver.messages[0] ?? {})).toEqual([
      ["ToUserName", originalIdOf(APPID)],
      ["FromUserName", BUYER],
      ["CreateTime", number(nowMs / 1000)],
      ["MsgType", "event"],
      ["Event", "trade_manage_order_settlement"],
      ["transaction_id", "4200001234567890"],
      ["merchant_id", "1900000109"],
      ["sub_merchant_id", ""],
      ["pay_time", number(1_763_604_000)],
    ]);
    expect(receiver.lastQuery.get("shop")).toBe("1");
    expect(receiver.lastType).toContain(options.format);
    expect(receiver.lastBody.includes("4200001234567890")).toBe(!options.isEncrypted);
    await push();
    expect(receiver.requestCount).toBe(1);
  },
);

test("a failed push is retried after growing pauses, and the app's later messages wait for it", async () => {
  const receiver = await register();
  receiver.answer = { status: 503, body: "" };
  await store.appMessages.add(message({ event: "trade_manage_remind_shipping" }));
  await store.appMessages.add(message());
  await push();
  expect(await shown()).toBe("the message URL answered HTTP 503");
  nowMs += 14 * SECOND_MS;
  await push();
  expect(receiver.requestCount).toBe(1);
  nowMs += SECOND_MS;
  await push();
  expect(receiver.requestCount).toBe(2);

  receiver.answer = { status: 200, body: "success" };
  nowMs += 30 * SECOND_MS;
  await push();
  expect(receiver.messages.map(({ Event }) => Event)).toEqual([
    "trade_manage_remind_shipping",
    "trade_manage_order_settlement",
  ]);
  expect(await shown()).toBeNull();
});

test.each([
  { body: "", isTaken: true },
  { body: "success\n", isTaken: true },
  { body: '{"errcode":0}', isTaken: false },
  { body: "SUCCESS", isTaken: false },
])("the answer $body accepts a message: $isTaken", async ({ body, isTaken }) => {
  const receiver = await register();
  receiver.answer = { status: 200, body };
  await store.appMessages.add(message());
  await push();
  expect(await shown()).toBe(
    isTaken ? null : "the message URL did not answer the plain text success",
  );
});

test("a message that another process pushes is not pushed twice, until its lease ends", async () => {
  const receiver = await register();
  await store.appMessages.add(message());
  const leaseUntilMs = nowMs + 15 * SECOND_MS;
  expect(
    await store.appMessages.takeDue({ nowMs, leaseUntilMs, limit: 16, perApp: 16 }),
  ).toHaveLength(1);
  await push();
  expect(receiver.requestCount).toBe(0);
  nowMs = leaseUntilMs;
  await push();
  expect(receiver.messages).toHaveLength(1);
});

test("an app whose server fails delays no other app", async () => {
  const failing = await register();
  const working = await register(OTHER_APPID);
  failing.answer = { status: 500, body: "" };
  await store.appMessages.add(message());
  await store.appMessages.add(message());
  await store.appMessages.add(message({ appid: OTHER_APPID }));
  await push();
  expect(working.messages).toHaveLength(1);
  expect(failing.requestCount).toBe(1);
});

test("a message whose push fails for a day is dropped, and reported", async () => {
  const receiver = await register();
  receiver.answer = { status: 500, body: "" };
  await pay(store, { ...ORDER, appid: APPID });
  await store.appMessages.add(message({ members: [["transaction_id", ORDER.transactionId]] }));
  for (let hour = 0; hour < 25; hour++) {
    await push();
    nowMs += HOUR_MS;
  }
  expect(givenUp).toEqual(["trade_manage_order_settlement: the message URL answered HTTP 500"]);
  const [order] = await store.tradeOrders.ofTransactions(APPID, [ORDER.transactionId]);
  expect(order?.pushes).toMatchObject([
    { state: "dropped", attempts: 25, fault: "the message URL answered HTTP 500" },
  ]);
  receiver.answer = { status: 200, body: "success" };
  await push();
  expect(receiver.messages).toEqual([]);
});

test("messages that waited for a day behind one that failed are dropped with it", async () => {
  const receiver = await register();
  receiver.answer = { status: 500, body: "" };
  for (let count = 0; count < 40; count++) await store.appMessages.add(message());
  nowMs += 24 * HOUR_MS;
  await store.appMessages.add(message({ event: "trade_manage_remind_shipping" }));
  await push();
  // The oldest, and the new one.
  expect(receiver.requestCount).toBe(2);
  expect(givenUp[1]).toBe(`${APPID}: 39 too old`);
  receiver.answer = { status: 200, body: "success" };
  nowMs += HOUR_MS;
  await push();
  expect(receiver.messages.map(({ Event }) => Event)).toEqual(["trade_manage_remind_shipping"]);
});

test("a busy app's messages are all pushed, in their order, and delay no other app", async () => {
  const busy = await register();
  const other = await register(OTHER_APPID);
  for (let count = 0; count < 50; count++) {
    await store.appMessages.add(message({ members: [["transaction_id", String(count)]] }));
  }
  await store.appMessages.add(message({ appid: OTHER_APPID }));
  await push();
  const numbers = busy.messages.map(({ transaction_id }) => transaction_id);
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, count) => String(count)));
  expect(other.messages).toHaveLength(1);
});

test("messages of an app without a message URL are not kept", async () => {
  await store.apps.create(anApp());
  await store.appMessages.add(message());
  await push();
  const due = { nowMs: nowMs + HOUR_MS, leaseUntilMs: nowMs + HOUR_MS, limit: 16, perApp: 16 };
  expect(await store.appMessages.takeDue(due)).toEqual([]);
});

test("keys that another seal key sealed send nothing, and the fault names the next step", async () => {
  const receiver = await register();
  await store.appMessages.add(message());
  await pushToApps(
    store,
    { nowMs: () => nowMs },
    { ...outlet, sealer: new Sealer(Buffer.alloc(32, 9)) },
  );
  expect(receiver.requestCount).toBe(0);
  expect(await shown()).toContain("DINGDAN_PREVIOUS_SEAL_KEY_FILE");
});
