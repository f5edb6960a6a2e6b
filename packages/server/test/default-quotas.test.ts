import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chinaDay } from "../src/domain/access-token.js";
import type { Quotas } from "../src/domain/app.js";
import { openSqliteStore } from "../src/storage/sqlite/store.js";
import { example, Platform } from "./support/platform.js";

const minuteNow = () => Math.floor(Date.now() / 60_000);

/** Counts calls of an app until it reaches a limit, as another process on the file would. */
async function useUp(path: string, appid: string, quotas: Quotas): Promise<void> {
  const { store } = await openSqliteStore(path);
  for (let round = 0; round < 10_000; round++) {
    const nowMs = Date.now();
    const request = { quotas, minute: minuteNow(), day: chinaDay(nowMs), nowMs };
    const { granted } = await store.quotas.take(appid, "uploadShoppingInfo", request);
    if (granted === 0) break;
  }
  await store.close();
}

test("outside a sandbox an app without its own limits has the default limits", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-quotas-"));
  const path = join(folder, "dingdan.db");
  const platform = await Platform.start({
    databaseUrl: `sqlite:${path}`,
    sandbox: false,
    adminKey: "operators-key-of-this-test",
  });
  try {
    const settings = await platform.admin("GET", "/settings");
    expect(settings.body).toMatchObject({ quotas: { per_minute: 60_000, per_day: 20_000_000 } });

    const codeAfter = async (quotas: Quotas): Promise<number> => {
      const minute = minuteNow();
      const merchant = await platform.register();
      await useUp(path, merchant.appid, quotas);
      const { errcode } = await merchant.upload(example("upload-shopping-info.json"));
      // The minute ended between the counting and the call: try with another app.
      return minuteNow() === minute ? errcode : codeAfter(quotas);
    };
    const limits = { perMinute: 60_000, perDay: 20_000_000 };
    expect(await codeAfter(limits)).toBe(45011);
    // Without the limit per minute, the count of the day grows quickly.
    expect(await codeAfter({ ...limits, perMinute: Number.MAX_SAFE_INTEGER })).toBe(45009);
  } finally {
    await platform.close();
    rmSync(folder, { recursive: true });
  }
});
