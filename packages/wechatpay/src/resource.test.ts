import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { API_V3_KEY } from "../test/keys.js";
import { isApiV3Key, openResource, sealResource } from "./resource.js";

const TEXT = '{"summary":"支付成功"}';
const sealed = sealResource(TEXT, API_V3_KEY);
const OTHER_KEY = API_V3_KEY.toUpperCase();

describe("a text is decrypted", () => {
  test("whatever it is, with any associated data and nonce", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.string({ maxLength: 16 }),
        fc.string({ minLength: 1, maxLength: 16 }),
        (text, associatedData, nonce) => {
          const resource = sealResource(text, API_V3_KEY, { associatedData, nonce });
          expect(openResource(resource, API_V3_KEY)).toBe(text);
        },
      ),
    );
  });

  test.each([1, 8, 12, 16, 32])("with a nonce of %i characters", (length) => {
    const resource = sealResource(TEXT, API_V3_KEY, { nonce: "n".repeat(length) });
    expect(openResource(resource, API_V3_KEY)).toBe(TEXT);
  });

  test.each([
    ["absent", undefined],
    ["empty", ""],
    ["null", null],
  ])("when it was encrypted without associated data, which is %s", (_, associated_data) => {
    const resource = sealResource(TEXT, API_V3_KEY, { associatedData: "" });
    expect(openResource({ ...resource, associated_data }, API_V3_KEY)).toBe(TEXT);
    const { associated_data: __, ...without } = resource;
    expect(openResource(without as typeof resource, API_V3_KEY)).toBe(TEXT);
  });

  test("of 1 MiB, the largest that WeChat Pay sends", () => {
    const text = "订".repeat(349_525);
    expect(openResource(sealResource(text, API_V3_KEY), API_V3_KEY)).toBe(text);
  });
});

describe("nothing is decrypted", () => {
  const flipped = Buffer.from(sealed.ciphertext, "base64");
  flipped[0] = (flipped[0] ?? 0) ^ 1;

  test.each([
    ["another algorithm", { algorithm: "AEAD_SM4_128_GCM" }],
    ["no algorithm", { algorithm: undefined }],
    ["other associated data", { associated_data: "refund" }],
    ["no associated data, though it was used", { associated_data: undefined }],
    ["associated data that is no text", { associated_data: 1 }],
    ["another nonce", { nonce: "000000000000" }],
    ["no nonce", { nonce: undefined }],
    ["an empty nonce", { nonce: "" }],
    ["a nonce that is no text", { nonce: 123_456_789_012 }],
    ["a nonce of 10,000 characters", { nonce: "n".repeat(10_000) }],
    ["no ciphertext", { ciphertext: undefined }],
    ["an empty ciphertext", { ciphertext: "" }],
    ["a ciphertext without its tag", { ciphertext: "AAAA" }],
    ["a ciphertext that is not base64", { ciphertext: "支付成功".repeat(10) }],
    ["a ciphertext that is cut off", { ciphertext: sealed.ciphertext.slice(0, -4) }],
    ["a ciphertext with another bit", { ciphertext: flipped.toString("base64") }],
    ["a ciphertext that is no text", { ciphertext: [sealed.ciphertext] }],
  ])("with %s", (_, changes) => {
    expect(openResource({ ...sealed, ...changes }, API_V3_KEY)).toBeNull();
  });

  test.each([
    ["another key", OTHER_KEY],
    ["a key that is too short", "short"],
    ["an empty key", ""],
  ])("with %s", (_, key) => {
    expect(openResource(sealed, key)).toBeNull();
  });
});

test("each encryption has another nonce, of 12 characters", () => {
  const nonces = Array.from({ length: 100 }, () => sealResource(TEXT, API_V3_KEY).nonce);
  expect(new Set(nonces).size).toBe(100);
  for (const nonce of nonces) expect(nonce).toMatch(/^[\w-]{12}$/);
});

test("an APIv3 key has 32 characters of ASCII", () => {
  expect(isApiV3Key(API_V3_KEY)).toBe(true);
  expect(isApiV3Key(API_V3_KEY.slice(1))).toBe(false);
  expect(isApiV3Key(`${API_V3_KEY}0`)).toBe(false);
  expect(isApiV3Key(`${API_V3_KEY.slice(1)} `)).toBe(false);
  expect(isApiV3Key(`${API_V3_KEY}\n`)).toBe(false);
  expect(isApiV3Key("订".repeat(32))).toBe(false);
});
