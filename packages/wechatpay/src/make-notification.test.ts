import { describe, expect, test } from "vitest";
import { API_V3_KEY, keysOf, lowerCase, makeKey } from "../test/keys.js";
import { NOTICES, ordinaryTransaction } from "../test/objects.js";
import { makeNotification, signBody } from "./make-notification.js";
import { readNotification } from "./read-notification.js";

const NOW_MS = Date.UTC(2022, 4, 20, 17, 29, 34, 567);
const key = makeKey();
const make = (id?: string) =>
  makeNotification(
    {
      eventType: "TRANSACTION.SUCCESS",
      resource: ordinaryTransaction(),
      nowMs: NOW_MS,
      ...(id === undefined ? {} : { id }),
    },
    API_V3_KEY,
    key,
  );

test.each(NOTICES)("a notification of $title is read as it was made", (notice) => {
  const { headers, body } = makeNotification({ ...notice, nowMs: NOW_MS }, API_V3_KEY, key);
  const received = { headers: lowerCase(headers), body: Buffer.from(body) };
  expect(readNotification(received, keysOf([key]), NOW_MS)).toMatchObject({
    kind: "read",
    notification: {
      eventType: notice.eventType,
      originalType: notice.eventType.startsWith("REFUND") ? "refund" : "transaction",
      resource: notice.resource,
    },
  });
});

test("a refund's associated data is its type, as WeChat Pay sends it", () => {
  const content = { eventType: "REFUND.CLOSED", resource: {}, nowMs: NOW_MS } as const;
  const { resource } = JSON.parse(makeNotification(content, API_V3_KEY, key).body);
  expect(resource).toMatchObject({ original_type: "refund", associated_data: "refund" });
});

describe("a notification", () => {
  test("is compact JSON with the members of WeChat Pay in their order", () => {
    const { body } = make("EV-2018022511223320873");
    const envelope = JSON.parse(body);
    expect(body).toBe(JSON.stringify(envelope));
    expect(Object.keys(envelope)).toEqual([
      "id",
      "create_time",
      "resource_type",
      "event_type",
      "summary",
      "resource",
    ]);
    expect(envelope).toMatchObject({
      id: "EV-2018022511223320873",
      create_time: "2022-05-21T01:29:34+08:00",
      resource_type: "encrypt-resource",
      summary: "支付成功",
      resource: {
        original_type: "transaction",
        algorithm: "AEAD_AES_256_GCM",
        associated_data: "transaction",
      },
    });
  });

  test("has another id, nonce and ciphertext each time", () => {
    const [first, second] = [make(), make()].map(({ body }) => JSON.parse(body));
    expect(first.id).not.toBe(second.id);
    expect(first.id.length).toBeLessThanOrEqual(36);
    expect(first.resource.nonce).not.toBe(second.resource.nonce);
    expect(first.resource.ciphertext).not.toBe(second.resource.ciphertext);
  });

  test("has the header fields of WeChat Pay, with the time in whole seconds", () => {
    expect(make().headers).toEqual({
      "Content-Type": "application/json",
      "Wechatpay-Timestamp": "1653067774",
      "Wechatpay-Nonce": expect.stringMatching(/^[\da-f]{32}$/),
      "Wechatpay-Serial": key.serial,
      "Wechatpay-Signature": expect.stringMatching(/^[\w+/]{342}==$/),
      "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
    });
  });

  test("sent again has another signature over the same body", () => {
    const { headers, body } = make();
    const again = signBody(body, key, NOW_MS + 15_000);
    expect(again["Wechatpay-Timestamp"]).toBe("1653067789");
    expect(again["Wechatpay-Signature"]).not.toBe(headers["Wechatpay-Signature"]);
    const received = { headers: lowerCase(again), body: Buffer.from(body) };
    const outcome = readNotification(received, keysOf([key]), NOW_MS + 15_000);
    expect(outcome).toMatchObject({ kind: "read", notification: { id: JSON.parse(body).id } });
  });
});
