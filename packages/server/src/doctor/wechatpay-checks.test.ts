import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { Sealer } from "../secrets/seal.js";
import { sealSecrets } from "../wechatpay/merchant-keys.js";
import { checkWeChatPay, type MerchantRow } from "./wechatpay-checks.js";

const NOW_MS = Date.UTC(2026, 0, 1);
const DAY_MS = 24 * 3_600_000;
const key = randomBytes(32);
const sealer = new Sealer(key);

const merchant = (mchid: string, ...expiresAtMs: (number | null)[]): MerchantRow => ({
  mchid,
  platform_keys: JSON.stringify(expiresAtMs.map((at) => ({ id: "1", expiresAtMs: at }))),
  sealed_secrets: sealSecrets(mchid, { apiV3Keys: [], apiPrivateKey: null }, sealer),
});
const found = (rows: readonly MerchantRow[], given: Sealer | null = sealer) =>
  checkWeChatPay(rows, given, NOW_MS).map(({ state, found: { en } }) => `${state}: ${en}`);

test("an installation without merchants has no line, and one with usable keys a good one", () => {
  expect(found([])).toEqual([]);
  expect(found([merchant("1", null)])).toEqual(["ok: of 1 merchant number"]);
});

test("merchants whose last certificate expires within 30 days are named", () => {
  const rows = [
    merchant("1", null),
    merchant("2", null, NOW_MS + 29 * DAY_MS),
    merchant("3", NOW_MS - DAY_MS, NOW_MS + 31 * DAY_MS),
    merchant("4", NOW_MS - DAY_MS),
  ];
  expect(found(rows)).toEqual(["warning: certificates of 2, 4 expire within 30 days"]);
});

test("merchants whose keys cannot be opened are named, the first five of them", () => {
  const rows = ["1", "2", "3", "4", "5", "6", "7"].map((mchid) => merchant(mchid, null));
  const words = "cannot be opened: their notices are answered 503";
  for (const other of [new Sealer(randomBytes(32)), new Sealer(null)]) {
    expect(found(rows, other)).toEqual([`failed: the keys of 1, 2, 3, 4, 5 and 2 more ${words}`]);
  }
  expect(found(rows, null)).toEqual(["ok: of 7 merchant numbers"]);
  expect(found(rows, new Sealer(randomBytes(32), key))).toEqual(["ok: of 7 merchant numbers"]);
});
