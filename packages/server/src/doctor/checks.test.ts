import type { HealthRepresentation } from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import { checkPublicAddress } from "./address-checks.js";
import {
  checkDump,
  checkDurability,
  checkMigrations,
  checkPrimary,
  checkTls,
} from "./database-checks.js";
import {
  checkClock,
  checkDescriptors,
  checkDisk,
  checkModes,
  checkNode,
} from "./machine-checks.js";
import { runningChecks } from "./running-checks.js";

const MIB = 1024 * 1024;

describe("this machine", () => {
  test.each([
    ["18.20.0", "failed"],
    ["20.18.3", "failed"],
    ["20.19.0", "ok"],
    ["24.1.0", "ok"],
  ])("Node %s: %s", (version, state) => {
    expect(checkNode(version).state).toBe(state);
  });

  test.each([
    [99 * MIB, 100_000 * MIB, "failed"],
    [1_023 * MIB, 10_000 * MIB, "warning"],
    [4_000 * MIB, 100_000 * MIB, "warning"],
    [6_000 * MIB, 100_000 * MIB, "ok"],
  ])("%d free bytes of %d: %s", (freeBytes, totalBytes, state) => {
    expect(checkDisk({ folder: "/data", freeBytes, totalBytes }).state).toBe(state);
  });

  test("a file that others can read is a warning with the command that fixes it", () => {
    expect(checkModes([]).state).toBe("ok");
    const next = "chmod 600 /data/dingdan.db";
    const loose = checkModes([{ path: "/data/dingdan.db", mode: "644", next }]);
    expect(loose).toMatchObject({ state: "warning", next: { en: `Run: ${next}` } });
  });

  test("fewer open files than connections are a warning", () => {
    expect(checkDescriptors(1_024, 10_000).state).toBe("warning");
    expect(checkDescriptors(20_000, 10_000).state).toBe("ok");
    expect(checkDescriptors(null, 10_000).state).toBe("ok");
  });

  test("a clock that differs by more than five seconds, in either direction, is a warning", () => {
    const states = [-5_001, -5_000, 0, 5_000, 5_001].map((ms) => checkClock(ms, "database").state);
    expect(states).toEqual(["warning", "ok", "ok", "ok", "warning"]);
  });
});

describe("the database", () => {
  test("has a line for each setting that risks acknowledged writes", () => {
    const on = { name: "fsync", value: "on", state: "ok", advice: null } as const;
    const off = { name: "full_page_writes", value: "off", state: "failed" } as const;
    const advice = { en: "Set it.", zh: "请设置。" };
    expect(checkDurability([on]).map(({ state }) => state)).toEqual(["ok"]);
    const synced = { ...off, name: "fsync" } as const;
    expect(checkDurability([on, { ...off, advice }, { ...synced, advice }])).toMatchObject([
      { name: "durability full_page_writes", state: "failed", next: advice },
      { name: "durability fsync", found: { en: "fsync = off" }, next: advice },
    ]);
  });

  test("without TLS is a warning unless it is on this machine", () => {
    expect(checkTls(false, false).state).toBe("warning");
    expect(checkTls(false, true).state).toBe("ok");
    expect(checkTls(true, false).state).toBe("ok");
  });

  test("that lacks migrations is a warning, and one of a newer version has failed", () => {
    expect(checkMigrations(["0016-admin-keys"], null).state).toBe("warning");
    expect(checkMigrations([], "the database has the migration 0099").state).toBe("failed");
    expect(checkMigrations([], null).state).toBe("ok");
  });

  test("on a standby has failed", () => {
    expect(checkPrimary(true, true).state).toBe("failed");
    expect(checkPrimary(false, true).next?.en).toContain("ALTER ROLE");
    expect(checkPrimary(false, false).state).toBe("ok");
  });

  test("needs a pg_dump that is not older than the server", () => {
    expect([null, 14, 15, 17].map((version) => checkDump(version, 15).state)).toEqual([
      "warning",
      "warning",
      "ok",
      "ok",
    ]);
  });
});

describe("the public address", () => {
  const facts = {
    url: "https://pay.example",
    fault: null,
    status: 200,
    isPlatform: true,
    installation: "own",
  };

  test.each([
    ["is not set", null, "warning"],
    ["leads to a platform", facts, "ok"],
    ["leads elsewhere", { ...facts, isPlatform: false, status: 404 }, "failed"],
    ["leads to another platform", { ...facts, installation: "other" }, "failed"],
    ["does not answer", { ...facts, fault: { en: "ECONNREFUSED", zh: "" } }, "warning"],
    ["is not encrypted", { ...facts, url: "http://pay.example" }, "warning"],
    ["is this machine's", { ...facts, url: "http://127.0.0.1:8321" }, "ok"],
  ])("%s", (_case, given, state) => {
    expect(checkPublicAddress(given, "own").state).toBe(state);
  });
});

const LIMIT = {
  name: "guesses",
  meaning: "…",
  hits: 3,
  last_at: "2026-11-29T12:00:00.000Z",
};
const HEALTH = {
  version: "0.1.0",
  node_version: "24.0.0",
  now: "2026-11-29T12:00:10.000Z",
  uptime_seconds: 60,
  is_ready: false,
  checks: { reader: "ok", writer: "no_answer" },
  limits: [LIMIT],
  durability: [{ name: "fsync", value: "off", state: "failed", advice: "Set fsync = on." }],
  request_log_dropped: 1,
  writer_starts: 2,
} satisfies HealthRepresentation;

test("a count is said as people say it", () => {
  const found = (starts: number, hits: number, dropped: number) =>
    runningChecks(
      {
        ...HEALTH,
        writer_starts: starts,
        request_log_dropped: dropped,
        limits: [{ ...LIMIT, hits }],
      },
      "0.2.0",
      0,
    ).map((check) => check.found.en);
  expect(found(1, 1, 1)).toEqual(
    expect.arrayContaining([
      "started once",
      "1 call dropped",
      expect.stringMatching(/^reached once/),
    ]),
  );
  expect(found(2, 3, 4)).toEqual(
    expect.arrayContaining([
      "started 2 times",
      "4 calls dropped",
      expect.stringMatching(/^reached 3 times/),
    ]),
  );
});

test("a running platform: each webhook endpoint that is paused or fails is a line with the next step", () => {
  const endpoint = { id: "e1", host: "shop.example.com", fault: "answered HTTP 500" };
  const since = "2026-11-24T12:00:00.000Z";
  const webhooks = [
    { ...endpoint, state: "paused" as const, failing_since: since },
    { ...endpoint, id: "e2", state: "enabled" as const, failing_since: since },
  ];
  const checks = runningChecks({ ...HEALTH, webhook_endpoints: webhooks }, "0.1.0", 0);
  const [paused, failing] = checks.filter(({ name }) => name.startsWith("webhook endpoint"));
  expect(paused).toMatchObject({ name: "webhook endpoint e1", state: "failed" });
  expect(paused?.next?.en).toContain("dingdan webhooks resend --missing");
  expect(failing).toMatchObject({ name: "webhook endpoint e2", state: "warning" });
  expect(failing?.found.en).toBe(
    "shop.example.com has failed since 2026-11-24T12:00:00.000Z: answered HTTP 500",
  );
});

test("a running platform: each limit that was reached is a line", () => {
  const checks = runningChecks(HEALTH, "0.2.0", Date.parse("2026-11-29T12:00:00.000Z"));
  expect(checks.map(({ name, state }) => [name, state])).toEqual([
    ["ready", "failed"],
    ["version", "warning"],
    ["uptime", "ok"],
    ["clock", "warning"],
    ["durability fsync", "failed"],
    ["request log", "warning"],
    ["writer thread", "warning"],
    ["limit guesses", "warning"],
  ]);
});
