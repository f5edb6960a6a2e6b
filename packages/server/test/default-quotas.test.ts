import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OPERATIONS } from "@dingdan/contract";
import { expect, test } from "vitest";
import { chinaDay } from "../src/domain/access-token.js";
import { openSqliteStore } from "../src/storage/sqlite/store.js";
import { EXAMPLE_APPID, example, Platform } from "./support/platform.js";

/** Counts calls of an app until it reaches its daily limit, as another process on the file would. */
async function useUp(path: string, quotas: { perMinute: number; perDay: number }): Promise<void> {
  const { store } = await openSqliteStore(path);
  for (let round = 0; round < 10_000; round++) {
    const nowMs = Date.now();
    const request = { quotas, minute: Math.floor(nowMs / 60_000), day: chinaDay(nowMs) };
    const { granted } = await store.quotas.take(EXAMPLE_APPID, "uploadShoppingInfo", request);
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
    adminKey: "key",
  });
  try {
    const merchant = await platform.registerExample();
    const settings = await platform.admin("GET", "/settings");
    expect(settings.body).toMatchObject({ quotas: { per_minute: 60_000, per_day: 20_000_000 } });

    // Without the limit per minute, the count of the day grows quickly.
    await useUp(path, { perMinute: Number.MAX_SAFE_INTEGER, perDay: 20_000_000 });

    const { path: upload } = OPERATIONS.uploadShoppingInfo;
    const reply = await merchant.call(upload, example("upload-shopping-info.json"));
    expect(reply.errcode).toBe(45009);
  } finally {
    await platform.close();
    rmSync(folder, { recursive: true });
  }
});
