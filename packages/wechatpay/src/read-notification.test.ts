import { describe, expect, test } from "vitest";
import { API_V3_KEY, keysOf, lowerCase, makeKey } from "../test/keys.js";
import { ordinaryTransaction } from "../test/objects.js";
import { makeNotification, signBody } from "./make-notification.js";
import { type NotificationKeys, readNotification } from "./read-notification.js";
import { sealResource } from "./resource.js";

const NOW_MS = Date.UTC(2022, 4, 20, 5, 29, 34);
const key = makeKey();
const KEYS = keysOf([key]);
const OTHER_API_V3_KEY = API_V3_KEY.toUpperCase();

/** Reads a body that WeChat Pay's key signed. */
function readSigned(body: string, keys: NotificationKeys = KEYS) {
  const headers = lowerCase(signBody(body, key, NOW_MS));
  return readNotification({ headers, body: Buffer.from(body) }, keys, NOW_MS);
}

/** The members of a notification, as a test may change them. */
const envelopeOf = (plaintext: string, changes: object = {}, partChanges: object = {}) => ({
  id: "EV-2018022511223320873",
  create_time: "2022-05-20T13:29:34+08:00",
  resource_type: "encrypt-resource",
  event_type: "TRANSACTION.SUCCESS",
  summary: "支付成功",
  resource: {
    original_type: "transaction",
    ...sealResource(plaintext, API_V3_KEY),
    ...partChanges,
  },
  ...changes,
});

const readPlaintext = (plaintext: string) => readSigned(JSON.stringify(envelopeOf(plaintext)));
const refused = (fault: object) => ({ kind: "refused", fault });
const notANotification = (path: string, isXml = false) =>
  refused({ kind: "not_a_notification", isXml, path });

describe("a notification is read", () => {
  test("with its id, its event and its object", () => {
    const resource = ordinaryTransaction();
    expect(readPlaintext(JSON.stringify(resource))).toEqual({
      kind: "read",
      notification: {
        id: "EV-2018022511223320873",
        eventType: "TRANSACTION.SUCCESS",
        originalType: "transaction",
        resource,
      },
    });
  });

  test("whatever the spaces, escapes and order of its JSON", () => {
    const envelope = envelopeOf('{"mchid":"1900000109"}');
    const reversed = Object.fromEntries(Object.entries(envelope).toReversed());
    const bodies = [
      JSON.stringify(envelope, null, 2),
      JSON.stringify(reversed),
      JSON.stringify(envelope).replaceAll("/", String.raw`\/`),
      JSON.stringify(envelope).replace("支", String.raw`\u652f`),
      `\r\n ${JSON.stringify(envelope)} \n`,
      `\uFEFF${JSON.stringify(envelope)}`,
    ];
    for (const body of bodies) {
      expect(readSigned(body)).toMatchObject({
        kind: "read",
        notification: { resource: { mchid: "1900000109" } },
      });
    }
  });

  test("with the previous APIv3 key during a change", () => {
    const { headers, body } = makeNotification(
      { eventType: "TRANSACTION.SUCCESS", resource: { mchid: "1900000109" }, nowMs: NOW_MS },
      OTHER_API_V3_KEY,
      key,
    );
    const received = { headers: lowerCase(headers), body: Buffer.from(body) };
    const both = keysOf([key], [API_V3_KEY, OTHER_API_V3_KEY]);
    expect(readNotification(received, both, NOW_MS)).toMatchObject({ kind: "read" });
    expect(readNotification(received, KEYS, NOW_MS)).toEqual(refused({ kind: "undecryptable" }));
  });

  test("with a certificate and a public key side by side, each by its serial", () => {
    const certified = makeKey("5157F09EFDC096DE");
    const keys = keysOf([key, certified]);
    for (const signer of [key, certified]) {
      const body = JSON.stringify(envelopeOf("{}"));
      const headers = lowerCase(signBody(body, signer, NOW_MS));
      const received = { headers, body: Buffer.from(body) };
      expect(readNotification(received, keys, NOW_MS)).toMatchObject({ kind: "read" });
    }
  });

  test("with an event that this version does not know", () => {
    const body = JSON.stringify(envelopeOf("{}", { event_type: "PAYSCORE.USER_PAID" }));
    expect(readSigned(body)).toMatchObject({ notification: { eventType: "PAYSCORE.USER_PAID" } });
  });

  test.each([
    ["absent", undefined],
    ["an object whose conversion to text fails", { toString: 1, valueOf: 1 }],
  ])("without an original type when it is %s", (_, original_type) => {
    const body = JSON.stringify(envelopeOf("{}", {}, { original_type }));
    expect(readSigned(body)).toMatchObject({ kind: "read", notification: { originalType: "" } });
  });

  test("with numbers as JSON.parse reads them", () => {
    const outcome = readPlaintext('{"amount":{"total":9007199254740993,"payer_total":1e2}}');
    expect(outcome).toMatchObject({
      notification: { resource: { amount: { total: 9_007_199_254_740_992, payer_total: 100 } } },
    });
  });

  test("with a member __proto__ that changes no prototype", () => {
    const text = '{"__proto__":{"mchid":"1900000109"},"constructor":{"prototype":{"x":1}}}';
    const outcome = readPlaintext(text);
    if (outcome.kind !== "read") throw new Error(outcome.fault.kind);
    const resource = outcome.notification.resource as Record<string, unknown>;
    expect(resource["mchid"]).toBeUndefined();
    expect(Object.getPrototypeOf(resource)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    expect(JSON.stringify(resource)).toBe(text);
  });
});

describe("a signed body is no notification", () => {
  const envelope = envelopeOf("{}");

  test.each([
    ["that is empty", "", ""],
    ["that is no JSON", "trade_state=SUCCESS", ""],
    ["that is cut off", JSON.stringify(envelope).slice(0, -1), ""],
    ["that is null", "null", ""],
    ["that is a text", '"SUCCESS"', ""],
    ["that is a list", "[]", "id"],
    ["without an id", JSON.stringify({ ...envelope, id: undefined }), "id"],
    ["whose id is a number", JSON.stringify({ ...envelope, id: 1 }), "id"],
    ["whose members are in __proto__", `{"__proto__":${JSON.stringify(envelope)}}`, "id"],
    ["without an event", JSON.stringify({ ...envelope, event_type: null }), "event_type"],
    ["without a resource", JSON.stringify({ ...envelope, resource: undefined }), "resource"],
    ["whose resource is null", JSON.stringify({ ...envelope, resource: null }), "resource"],
    ["whose resource is a text", JSON.stringify({ ...envelope, resource: "{}" }), "resource"],
    [
      "whose resource is a list",
      JSON.stringify({ ...envelope, resource: [] }),
      "resource.algorithm",
    ],
    ...[
      ["of another algorithm", "algorithm", "AEAD_SM4_128_GCM"],
      ["without a ciphertext", "ciphertext", undefined],
      ["whose ciphertext has no tag", "ciphertext", "AAAA"],
      ["without a nonce", "nonce", undefined],
      ["with a list for associated_data", "associated_data", ["transaction"]],
    ].map(([what, member, value]) => [
      `with a resource ${String(what)}`,
      JSON.stringify(envelopeOf("{}", {}, { [String(member)]: value })),
      `resource.${String(member)}`,
    ]),
    ["that hides no JSON", JSON.stringify(envelopeOf("SUCCESS")), "resource.ciphertext"],
    ["that hides nothing", JSON.stringify(envelopeOf("")), "resource.ciphertext"],
    ["that hides null", JSON.stringify(envelopeOf("null")), "resource.ciphertext"],
  ])("%s", (_, body, path) => {
    expect(readSigned(body)).toEqual(notANotification(path));
  });

  test("that is XML, signed or not, with or without a BOM", () => {
    const xml = "<xml><return_code>SUCCESS</return_code><req_info>退款</req_info></xml>";
    expect(readSigned(xml)).toEqual(notANotification("", true));
    for (const text of [xml, `\r\n${xml}`, `\uFEFF${xml}`, xml + "订".repeat(1_000)]) {
      const received = { headers: { "content-type": "text/xml" }, body: Buffer.from(text) };
      expect(readNotification(received, KEYS, NOW_MS)).toEqual(notANotification("", true));
    }
  });
});

describe("a notification is refused", () => {
  test("unread when its signature is wrong, though it is XML or no JSON", () => {
    for (const body of ["<xml/>", "{", JSON.stringify(envelopeOf("{}"))]) {
      const headers = lowerCase(signBody(`${body} `, key, NOW_MS));
      const received = { headers, body: Buffer.from(body) };
      const fault = { kind: "wrong_signature" };
      expect(readNotification(received, KEYS, NOW_MS)).toEqual(refused(fault));
    }
  });

  test("without header fields", () => {
    const received = { headers: {}, body: Buffer.from(JSON.stringify(envelopeOf("{}"))) };
    const fault = { kind: "missing_header", name: "Wechatpay-Timestamp" };
    expect(readNotification(received, KEYS, NOW_MS)).toEqual(refused(fault));
  });

  test.each([
    ["a nonce", { nonce: "0" }],
    ["associated data", { associated_data: "refund" }],
  ])("as undecryptable with %s of another encryption", (_, changes) => {
    const body = JSON.stringify(envelopeOf("{}", {}, changes));
    expect(readSigned(body)).toEqual(refused({ kind: "undecryptable" }));
  });

  test("as undecryptable by a merchant without APIv3 keys", () => {
    const outcome = readSigned(JSON.stringify(envelopeOf("{}")), keysOf([key], []));
    expect(outcome).toEqual(refused({ kind: "undecryptable" }));
  });
});
