import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { backupDatabase, verifyBackup } from "../../src/index.js";
import { fill, type Place } from "../buyer-data/support.js";
import type { Platform } from "../support/platform.js";
import { KEYS, onEngines, useFolder } from "./support.js";

const VERSION = "1.2.3";

onEngines("a backup of a platform that serves", (makePlace) => {
  const folder = useFolder();
  let place: Place;
  let platform: Platform;
  beforeEach(async () => {
    place = await makePlace();
    platform = await place.open(KEYS);
    await fill(platform);
  });
  afterEach(async () => {
    await platform.close();
    await place.remove();
  });

  const file = () => join(folder(), "dingdan.backup");
  const backup = (options = {}) =>
    backupDatabase(place.url, file(), { version: VERSION, ...options });

  test("is a file that only its owner can read, with a manifest that describes it", async () => {
    const manifest = await backup();

    expect(readdirSync(folder()).toSorted()).toEqual([
      "dingdan.backup",
      "dingdan.backup.manifest.json",
    ]);
    for (const name of readdirSync(folder())) {
      expect(statSync(join(folder(), name)).mode & 0o777).toBe(0o600);
    }
    expect(manifest).toMatchObject({
      engine: place.folder === null ? "postgres" : "sqlite",
      dingdan_version: VERSION,
      bytes: statSync(file()).size,
      rows: { apps: 2, payments: 5 },
    });
    expect(JSON.parse(readFileSync(`${file()}.manifest.json`, "utf8"))).toEqual(manifest);
    expect(await verifyBackup(file())).toEqual(manifest);
  });

  test("does not take the place of another file unless it is forced", async () => {
    writeFileSync(file(), "precious");
    await expect(backup()).rejects.toThrow("--force");
    expect(readFileSync(file(), "utf8")).toBe("precious");

    await backup({ isForced: true });
    await verifyBackup(file());
  });

  test("never takes the place of the database's own files", async () => {
    if (place.folder === null) return;
    const path = place.url.slice("sqlite:".length);
    const link = join(folder(), "link.backup");
    symlinkSync(path, link);
    const before = statSync(path).ino;
    for (const own of [path, `${path}-wal`, link]) {
      const made = backupDatabase(place.url, own, { version: VERSION, isForced: true });
      await expect(made, own).rejects.toThrow("is a file of the database itself");
    }
    expect(statSync(path).ino).toBe(before);
  });

  test("leaves nothing when it is stopped", async () => {
    await expect(backup({ signal: AbortSignal.abort() })).rejects.toThrow("stopped");
    expect(readdirSync(folder())).toEqual([]);
  });

  test("that was changed, cut or left without its manifest is found", async () => {
    await backup();
    const whole = readFileSync(file());
    const changed = Buffer.from(whole);
    changed[whole.length >> 1] = (changed[whole.length >> 1] ?? 0) ^ 1;
    writeFileSync(file(), changed);
    await expect(verifyBackup(file())).rejects.toThrow("SHA-256");

    writeFileSync(file(), whole);
    truncateSync(file(), whole.length - 1);
    await expect(verifyBackup(file())).rejects.toThrow("size");

    writeFileSync(file(), whole);
    const manifest = readFileSync(`${file()}.manifest.json`, "utf8");
    writeFileSync(`${file()}.manifest.json`, "{}");
    await expect(verifyBackup(file())).rejects.toThrow("not a manifest");
    writeFileSync(`${file()}.manifest.json`, manifest);
    await verifyBackup(file());
  });

  test.for<[string, object]>([
    ["no rows", { rows: null }],
    ["a time that is none", { begun_at: "x" }],
    ["migrations without names", { migrations: [1] }],
    ["a size as a text", { bytes: "1" }],
    ["no version", { dingdan_version: {} }],
  ])("whose manifest has %s is refused as such", async ([, change]) => {
    await backup();
    const path = `${file()}.manifest.json`;
    const manifest = JSON.parse(readFileSync(path, "utf8")) as object;
    writeFileSync(path, JSON.stringify({ ...manifest, ...change }));
    await expect(verifyBackup(file())).rejects.toThrow("is not a manifest of a backup");
  });

  test("into a folder that does not exist names the folder", async () => {
    const absent = join(folder(), "absent", "dingdan.backup");
    await expect(backupDatabase(place.url, absent, { version: VERSION })).rejects.toThrow(
      /absent.*ENOENT/,
    );
    expect(existsSync(join(folder(), "absent"))).toBe(false);
  });

  test.runIf(process.platform === "linux")("needs pg_dump on PostgreSQL only", async () => {
    process.env["PATH"] = folder();
    if (place.folder === null) await expect(backup()).rejects.toThrow(/pg_dump is not in the PATH/);
    else await backup();
  });
});
