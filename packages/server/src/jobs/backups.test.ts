import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BACKUP_STATE, findBackupState } from "../backup/backup-state.js";
import type { BackupManifest } from "../backup/manifest.js";
import { Backups } from "./backups.js";

const HOUR_MS = 3_600_000;
const BEGIN_MS = Date.parse("2026-11-30T12:00:00Z");

let folder: string;
let nowMs: number;
let stored: Map<string, string>;
let logged: unknown[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-backups-"));
  nowMs = BEGIN_MS;
  stored = new Map();
  logged = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const settings = {
  get: (name: string) => Promise.resolve(stored.get(name) ?? null),
  change: (name: string, change: (before: string | null) => string) => {
    stored.set(name, change(stored.get(name) ?? null));
    return Promise.resolve(stored.get(name) ?? "");
  },
};

/** Writes a file as a backup. */
async function write(_: string, file: string): Promise<BackupManifest> {
  writeFileSync(file, "backup");
  writeFileSync(`${file}.manifest.json`, "{}");
  return { bytes: 6 } as BackupManifest;
}

const backups = (makeBackup: ConstructorParameters<typeof Backups>[0]["makeBackup"] = write) =>
  new Backups({
    plan: { folder, everyHours: 2, keep: 2 },
    databaseUrl: "sqlite:dingdan.db",
    version: "1.2.3",
    settings,
    log: { info: (facts: unknown) => logged.push(facts) } as never,
    realNowMs: () => nowMs,
    makeBackup: makeBackup ?? write,
  });

const files = () => readdirSync(folder).filter((name) => name.endsWith(".db"));

test("a backup is made at the start and at each interval, and the oldest are deleted with their manifests", async () => {
  writeFileSync(join(folder, "dingdan-20200101T000000Z.db.txt"), "of someone else");
  const process = backups();
  for (let hour = 0; hour < 6; hour++) {
    await process.run();
    nowMs += HOUR_MS;
  }
  expect(files().toSorted()).toEqual([
    "dingdan-20261130T140000Z.db",
    "dingdan-20261130T160000Z.db",
  ]);
  expect(readdirSync(folder)).toHaveLength(5);
  expect(process.state).toMatchObject({
    last: { begunAtMs: BEGIN_MS + 4 * HOUR_MS, bytes: 6 },
    failure: null,
    failures: 0,
    lease: null,
  });
  expect(logged.at(-1)).toMatchObject({ deleted: ["dingdan-20261130T120000Z.db"] });
});

test("a backup that fails deletes nothing, is reported, and is tried again after a quarter of an hour", async () => {
  const process = backups();
  await process.run();
  nowMs += 2 * HOUR_MS;
  const full = backups(() => Promise.reject(new Error("the disk is full")));
  await expect(full.run()).rejects.toThrow("the disk is full");
  expect(full.state).toMatchObject({
    failure: { atMs: nowMs, reason: "the disk is full" },
    failures: 1,
    lease: null,
  });
  expect(files()).toHaveLength(1);

  nowMs += 14 * 60_000;
  await process.run();
  expect(files()).toHaveLength(1);
  nowMs += 60_000;
  await process.run();
  expect(files()).toHaveLength(2);
  expect(process.state).toMatchObject({ failure: null, failures: 1 });
});

test("of two processes, one makes the backup; another continues when its lease has ended", async () => {
  let end = () => {};
  const slow = backups(async (url, file) => {
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    return write(url, file);
  });
  const running = slow.run();
  await expect.poll(() => stored.get(BACKUP_STATE)).toContain("lease");
  const other = backups();
  await other.run();
  expect(files()).toEqual([]);

  nowMs += 120_000;
  await other.run();
  expect(files()).toHaveLength(1);
  end();
  await running;
  expect((await findBackupState(settings)).lease).toBeNull();
});

test("a stop ends the backup, which is no failure, and the next start makes one", async () => {
  const process = backups((_url, _file, { signal }) => {
    return new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new Error("stopped")));
    });
  });
  const running = process.run();
  await expect.poll(() => stored.get(BACKUP_STATE)).toContain("lease");
  process.stop();
  await running;
  expect(await findBackupState(settings)).toMatchObject({
    failure: null,
    failures: 0,
    lease: null,
  });

  await backups().run();
  expect(files()).toHaveLength(1);
});
