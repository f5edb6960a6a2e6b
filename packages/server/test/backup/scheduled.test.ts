import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { HealthRepresentation, SettingsRepresentation } from "@dingdan/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { examineInstallation, verifyBackup } from "../../src/index.js";
import type { Place } from "../buyer-data/support.js";
import type { Platform } from "../support/platform.js";
import { KEYS, onEngines, useFolder } from "./support.js";

onEngines("a platform with a folder for backups", (makePlace) => {
  const folder = useFolder();
  let place: Place;
  let platform: Platform;
  const backups = () => ({ folder: join(folder(), "kept"), everyHours: 24, keep: 7 });
  beforeEach(async () => {
    place = await makePlace();
    platform = await place.open({ ...KEYS, backups: backups() });
  });
  afterEach(async () => {
    await platform.close();
    await place.remove();
  });

  test("makes one at its start, and shows it in metrics, health, settings and the doctor", async () => {
    const health = async () =>
      (await platform.admin<HealthRepresentation>("GET", "/health")).body.backups;
    await expect.poll(health, { timeout: 20_000 }).toMatchObject({
      every_hours: 24,
      is_late: false,
      failures: 0,
      bytes: expect.any(Number) as number,
    });
    const file = readdirSync(backups().folder).find((name) => !name.endsWith(".json")) ?? "";
    expect(file).toMatch(/^dingdan-\d{8}T\d{6}Z\.(?:db|dump)$/);
    await verifyBackup(join(backups().folder, file));

    const { body: settings } = await platform.admin<SettingsRepresentation>("GET", "/settings");
    expect(settings.backups).toEqual({ every_hours: 24, keep: 7 });
    const metrics = await platform.send("GET", "/metrics", {
      headers: { authorization: `Bearer ${platform.dingdan.adminKey}` },
    });
    const text = String(metrics.body["text"]);
    expect(text).toMatch(/^dingdan_backup_last_timestamp_seconds \d{10}/m);
    expect(text).toMatch(/^dingdan_backup_last_bytes [1-9]\d+$/m);
    expect(text).toMatch(/^dingdan_backup_failures_total 0$/m);

    // Another process on the database makes no second one. A SQLite file has one process.
    if (place.folder === null) {
      const other = await place.open({ ...KEYS, backups: backups() });
      const shared = async () =>
        (await other.admin<HealthRepresentation>("GET", "/health")).body.backups;
      await expect.poll(shared).toHaveProperty("last_at");
      await other.close();
    }
    expect(readdirSync(backups().folder)).toHaveLength(2);

    const checks = await examineInstallation({
      databaseUrl: place.url,
      ...KEYS,
      backups: backups(),
    });
    expect(checks.find(({ name }) => name === "scheduled backups")).toMatchObject({ state: "ok" });
  });
});
