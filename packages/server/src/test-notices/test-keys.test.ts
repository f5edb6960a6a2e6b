import { randomBytes } from "node:crypto";
import { isApiV3Key, parsePlatformKey } from "@dingdan/wechatpay";
import { expect, test } from "vitest";
import { Sealer } from "../secrets/seal.js";
import { findTestKeys, representTestKeys } from "./test-keys.js";

/** The settings of a database, in memory. */
function settingsOf(stored = new Map<string, string>()) {
  return {
    stored,
    get: (name: string) => Promise.resolve(stored.get(name) ?? null),
    change: (name: string, change: (value: string | null) => string) => {
      const value = change(stored.get(name) ?? null);
      stored.set(name, value);
      return Promise.resolve(value);
    },
  };
}

const sealer = new Sealer(randomBytes(32));

test("test keys have the forms of WeChat Pay's keys", async () => {
  const found = await findTestKeys("1900000109", settingsOf(), sealer);
  if (found.kind !== "found") throw new Error(found.kind);
  const { api_v3_key: apiV3Key, public_keys: publicKeys } = representTestKeys(found.keys);
  expect(isApiV3Key(apiV3Key)).toBe(true);
  expect(new Set(publicKeys.map(({ id }) => id)).size).toBe(2);
  for (const { id, pem } of publicKeys) {
    expect(id).toMatch(/^PUB_KEY_ID_\d{28}$/);
    expect(parsePlatformKey(pem).key.type).toBe("public");
  }
});

test("two calls that make keys at the same time get the same ones", async () => {
  const settings = settingsOf();
  const found = await Promise.all([1, 2].map(() => findTestKeys("1900000109", settings, sealer)));
  const [first, second] = found.map((each) => (each.kind === "found" ? each.keys : null));
  expect(first).toEqual(second);
  expect(found.filter((each) => each.kind === "found" && each.isNew)).toHaveLength(1);
});

test("the database has the keys only sealed, for their merchant number alone", async () => {
  const settings = settingsOf();
  const found = await findTestKeys("1900000109", settings, sealer);
  if (found.kind !== "found") throw new Error(found.kind);
  const [[name = "", value = ""] = []] = settings.stored;
  expect(name).toBe("wechatpay_test_keys/1900000109");
  expect(value).not.toContain(found.keys.apiV3Key);
  settings.stored.set("wechatpay_test_keys/1900000110", value);
  expect(await findTestKeys("1900000110", settings, sealer)).toEqual({ kind: "damaged" });
  const other = await findTestKeys("1900000109", settings, new Sealer(randomBytes(32)));
  expect(other.kind).toBe("other_key");
});
