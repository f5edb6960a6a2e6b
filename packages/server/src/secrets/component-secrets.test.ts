import { expect, test } from "vitest";
import {
  deriveRefreshToken,
  newEncodingAesKey,
  openKey,
  refreshKeyOf,
  sealKey,
} from "./component-secrets.js";

test("only its token opens a sealed key", () => {
  const key = refreshKeyOf("secret");
  const sealed = sealKey(key, "token");
  expect(openKey(sealed, "token")).toEqual(key);
  expect(() => openKey(sealed, "another")).toThrow("authenticate");
  expect(sealKey(key, "token")).not.toBe(sealed);
});

test("a refresh token is always derived the same, and differs by merchant, salt and platform", () => {
  const key = refreshKeyOf("secret");
  const derive = (appid: string, refreshSalt: string, from = key) =>
    deriveRefreshToken(from, { appid, refreshSalt });
  const token = derive("wx-a", "1");
  expect(derive("wx-a", "1")).toBe(token);
  const others = [derive("wx-b", "1"), derive("wx-a", "2"), derive("wx-a", "1", refreshKeyOf("x"))];
  expect(new Set([token, ...others]).size).toBe(4);
});

test("an EncodingAESKey is 43 letters and digits that strict decoders accept", () => {
  const key = newEncodingAesKey();
  expect(key).toMatch(/^[0-9A-Za-z]{43}$/);
  const bytes = Buffer.from(`${key}=`, "base64");
  expect(bytes).toHaveLength(32);
  expect(bytes.toString("base64")).toBe(`${key}=`);
});
