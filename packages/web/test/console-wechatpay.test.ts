import { EXAMPLE_PAYMENT } from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import { EXAMPLE, sourceOf } from "../console/src/wechatpay/notice-source.js";
import { settingsOf } from "../console/src/wechatpay/settings-of.js";

const PUBLIC_PEM = "-----BEGIN PUBLIC KEY-----\nAA\n-----END PUBLIC KEY-----";
const CERTIFICATE_PEM = "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----";
const mchid = "1900000109";

describe("the form of a merchant number's keys", () => {
  test("sends nothing that is empty, so that its value stays", () => {
    const fields = { mchid, apiV3Key: " ", keys: [{}, { name: "", pem: " " }], forwardUrl: "" };
    expect(settingsOf(fields, false)).toEqual({});
  });

  test("recognises public keys and certificates by their PEM text", () => {
    const keys = [
      { name: " PUB_KEY_ID_1 ", pem: `${PUBLIC_PEM}\n` },
      { name: "5157F09E", pem: CERTIFICATE_PEM },
    ];
    expect(settingsOf({ mchid, keys }, false)).toEqual({
      public_keys: [{ id: "PUB_KEY_ID_1", pem: PUBLIC_PEM }],
      certificates: [{ serial: "5157F09E", pem: CERTIFICATE_PEM }],
    });
  });

  test("sends a key without its PEM text, which the platform then names as missing", () => {
    const keys = [{ name: "PUB_KEY_ID_1" }];
    expect(settingsOf({ mchid, keys }, false)).toEqual({
      public_keys: [{ id: "PUB_KEY_ID_1", pem: "" }],
    });
  });

  test("removes what is chosen to be removed", () => {
    const fields = { mchid, serialNo: "5C6D", dropClient: true, dropCertificates: true };
    expect(settingsOf(fields, false)).toEqual({ certificates: [], api_client: null });
    const keys = [{ name: "5157F09E", pem: CERTIFICATE_PEM }];
    expect(settingsOf({ mchid, keys, dropCertificates: true }, false)).toEqual({
      certificates: [{ serial: "5157F09E", pem: CERTIFICATE_PEM }],
    });
  });

  test("stops forwarding when the address is removed", () => {
    const fields = { mchid, forwardUrl: "", forwardPrivate: false };
    expect(settingsOf(fields, true)).toEqual({ forward_url: "", forward_private_address: false });
  });
});

test("a test notice is about the example with the chosen merchant number, or a recorded payment", () => {
  expect(sourceOf(EXAMPLE, "1900000110")).toEqual({
    transaction: { ...EXAMPLE_PAYMENT, mchid: "1900000110" },
  });
  expect(sourceOf("4200", mchid)).toEqual({ transaction_id: "4200" });
});
