import { randomBytes } from "node:crypto";
import { expect, test, vi } from "vitest";
import { BuyerDataKeys } from "../buyer-data/buyer-data-keys.js";
import { Sealer } from "../secrets/seal.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import { sealSettings } from "./seal-settings.js";

const BUYER = { appid: "wx0000000000000001", openid: "o-1" };

test("an erasure is still recognised when the seal key was changed and the old one is gone", async () => {
  const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
  const { store } = await openSqliteStore(":memory:", {});
  const hashWith = async (sealer: Sealer) =>
    (await new BuyerDataKeys(store.settings, sealer).hashesOrNull())?.buyer(BUYER) ?? null;
  try {
    const before = await hashWith(new Sealer(oldKey));
    expect(before).not.toBeNull();
    expect(await hashWith(new Sealer(newKey))).toBeNull();

    const log = { info: vi.fn(), warn: vi.fn() };
    for (const { run } of sealSettings(store.settings, new Sealer(newKey, oldKey), log))
      await run();

    expect(await hashWith(new Sealer(newKey))).toBe(before);
    expect(log.warn).not.toHaveBeenCalled();
  } finally {
    await store.close();
  }
});
