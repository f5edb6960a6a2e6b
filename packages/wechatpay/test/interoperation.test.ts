import { describe, expect, test } from "vitest";
import {
  authorizationOf,
  makeNotification,
  PROBE_PREFIX,
  readCertificates,
  readNotification,
} from "../src/index.js";
import { fieldsOfAuthorization } from "./authorization-fields.js";
import { makeCertificate } from "./certificate.js";
import { API_V3_KEY, keysOf, lowerCase, makeKey } from "./keys.js";
import { NOTICES, ordinaryTransaction } from "./objects.js";
import { AUTHORIZERS, MAKERS, READERS } from "./sdks/index.js";

/* This package against SDKs of the registry that were written without it. */

// Some of the SDKs compare the time of a signature with their own clock.
const NOW_MS = Date.now();
const key = makeKey("5157F09EFDC096DE15EBE81A47057A7232F1B8E1");
const certificate = makeCertificate(key);
const MERCHANT = {
  mchid: "1900000109",
  apiV3Key: API_V3_KEY,
  platformKey: key,
  platformCertificate: certificate,
};

describe.each(MAKERS)("a notice that $sdk signs and encrypts is read:", ({ makeNotice }) => {
  test.each(NOTICES)("$title", (notice) => {
    const { headers, body } = makeNotice(notice, { nowMs: NOW_MS, apiV3Key: API_V3_KEY, key });
    const received = { headers: lowerCase(headers), body: Buffer.from(body) };
    expect(readNotification(received, keysOf([key]), NOW_MS)).toMatchObject({
      kind: "read",
      notification: { eventType: notice.eventType, resource: notice.resource },
    });
  });

  test.each([
    ["absent", null],
    ["empty", ""],
    ["refund", "refund"],
  ])("with associated data that is %s", (_, associatedData) => {
    const [notice = { eventType: "REFUND.SUCCESS", resource: {} } as const] = NOTICES;
    const options = { nowMs: NOW_MS, apiV3Key: API_V3_KEY, key, associatedData };
    const { headers, body } = makeNotice(notice, options);
    expect(body.includes('"associated_data"')).toBe(associatedData !== null);
    const received = { headers: lowerCase(headers), body: Buffer.from(body) };
    expect(readNotification(received, keysOf([key]), NOW_MS)).toMatchObject({ kind: "read" });
  });
});

describe.each(READERS)("a notice of this package is accepted by $sdk:", ({ readNotice }) => {
  const resource = ordinaryTransaction();
  const content = { eventType: "TRANSACTION.SUCCESS", resource, nowMs: NOW_MS } as const;
  const sent = makeNotification(content, API_V3_KEY, key);
  const headers = lowerCase(sent.headers);

  test.each(NOTICES)("$title", async (notice) => {
    const made = makeNotification({ ...notice, nowMs: NOW_MS }, API_V3_KEY, key);
    const received = { headers: lowerCase(made.headers), body: made.body };
    expect(await readNotice(received, MERCHANT)).toEqual(notice.resource);
  });

  test("and not when one character of it differs", async () => {
    const body = sent.body.replace("支付成功", "支付成攻");
    expect(await readNotice({ headers, body }, MERCHANT)).toBeNull();
  });

  test("and not when it is a probe", async () => {
    const signature = `${PROBE_PREFIX}${headers["wechatpay-signature"]}`;
    const probe = { ...headers, "wechatpay-signature": signature };
    expect(await readNotice({ headers: probe, body: sent.body }, MERCHANT)).toBeNull();
  });

  test("and its object is not read with another APIv3 key", async () => {
    const merchant = { ...MERCHANT, apiV3Key: API_V3_KEY.toUpperCase() };
    const read = readNotice({ headers, body: sent.body }, merchant).catch(() => null);
    expect(await read).not.toMatchObject({ mchid: resource["mchid"] });
  });
});

describe.each(AUTHORIZERS)("the signature of a call equals that of $sdk:", ({ authorize }) => {
  const client = { mchid: "1900000109", serialNo: key.serial, privateKey: key.privateKey };

  test.each([
    ["a query", { method: "GET", path: "/v3/pay/transactions/id/42?mchid=1900000109", body: "" }],
    [
      "a query whose number has other characters",
      { method: "GET", path: "/v3/pay/transactions/out-trade-no/a_b-c%7Cd*?mchid=1", body: "" },
    ],
    ["a call with a body", { method: "POST", path: "/v3/x/close", body: '{"mchid":"订单"}' }],
  ] as const)("%s", (_, request) => {
    const ours = fieldsOfAuthorization(authorizationOf(request, client, NOW_MS));
    const { nonce_str: nonce = "", timestamp = "" } = ours;
    const moment = { nonce, timestamp };
    const theirs = authorize(request, { mchid: client.mchid, key, certificate }, moment);
    expect(ours).toEqual(fieldsOfAuthorization(theirs));
  });
});

test.each(MAKERS)("a platform certificate that $sdk encrypts is read", ({ encrypt }) => {
  const parts = { nonce: "61f9c719728a", associatedData: "certificate" };
  const encrypt_certificate = {
    algorithm: "AEAD_AES_256_GCM",
    nonce: parts.nonce,
    associated_data: parts.associatedData,
    ciphertext: encrypt({ ...parts, apiV3Key: API_V3_KEY, plaintext: certificate }),
  };
  expect(readCertificates({ data: [{ encrypt_certificate }] }, API_V3_KEY)).toMatchObject([
    { serial: key.serial, pem: certificate },
  ]);
});
