import { expect, test } from "vitest";
import type { StoredPlatformKey } from "../domain/wechatpay-merchant.js";
import { keysAfterDownload, lastExpiryMs, usesCertificates } from "./platform-certificates.js";

const DAY_MS = 24 * 3_600_000;
const NOW_MS = Date.parse("2022-05-20T13:29:35+08:00");

const certificate = (id: string, days: number, isDownloaded = true): StoredPlatformKey => ({
  id,
  pem: `certificate ${id}`,
  expiresAtMs: NOW_MS + days * DAY_MS,
  isDownloaded,
});
const publicKey: StoredPlatformKey = {
  id: "PUB_KEY_ID_1",
  pem: "a public key",
  expiresAtMs: null,
  isDownloaded: false,
};
const downloaded = ({ id: serial, pem, expiresAtMs }: StoredPlatformKey) => ({
  serial,
  pem,
  expiresAtMs: expiresAtMs as number,
});

test("a new certificate stands beside the old one while both are valid", () => {
  const [old, next] = [certificate("A", 9, false), certificate("B", 1_800)];
  expect(keysAfterDownload([old, publicKey], [downloaded(old), downloaded(next)], NOW_MS)).toEqual([
    old,
    publicKey,
    next,
  ]);
});

test("the same list is returned when nothing is new", () => {
  const keys = [certificate("A", 9)];
  expect(keysAfterDownload(keys, keys.map(downloaded), NOW_MS)).toBe(keys);
});

test("a certificate that expired is kept for a week, then dropped", () => {
  const keys = [certificate("A", -6.9), certificate("B", 1_000)];
  expect(keysAfterDownload(keys, [], NOW_MS)).toBe(keys);
  expect(keysAfterDownload(keys, [], NOW_MS + DAY_MS)).toEqual([keys[1]]);
});

test("the last key stays, and a certificate that has expired already is not added", () => {
  const keys = [certificate("A", -100)];
  expect(keysAfterDownload(keys, [downloaded(certificate("B", -1))], NOW_MS)).toBe(keys);
});

test("a merchant with public keys alone downloads nothing, and its keys do not expire", () => {
  expect(usesCertificates({ platformKeys: [publicKey] })).toBe(false);
  expect(usesCertificates({ platformKeys: [] })).toBe(true);
  expect(usesCertificates({ platformKeys: [publicKey, certificate("A", 1)] })).toBe(true);
  expect(lastExpiryMs({ platformKeys: [publicKey, certificate("A", 1)] })).toBeNull();
  expect(lastExpiryMs({ platformKeys: [] })).toBeNull();
  expect(lastExpiryMs({ platformKeys: [certificate("A", 1), certificate("B", 9)] })).toBe(
    NOW_MS + 9 * DAY_MS,
  );
});
