import { describe, expect, test } from "vitest";
import { problemsOf } from "../../test/support/problems.js";
import { serveSettings } from "./serve.js";

describe("the settings of serve", () => {
  test("have defaults", () => {
    expect(serveSettings({}, {})).toEqual({
      host: "127.0.0.1",
      port: 8321,
      databaseUrl: "sqlite:./data/dingdan.db",
      adminKey: null,
      sandbox: false,
      daysAgo: null,
      requestLogDays: 30,
      eventDays: 30,
      orderDays: null,
      backups: null,
      trustProxy: false,
      allowCallbackNetworks: [],
      wechatpayApiUrls: [],
      reconcileMinutes: 10,
      limits: {},
      shutdown: {},
      shownSecrets: [],
      workers: 1,
    });
  });

  test("come from the environment", () => {
    const environment = {
      DINGDAN_HOST: "0.0.0.0",
      DINGDAN_PORT: "0",
      DINGDAN_DATABASE_URL: "sqlite::memory:",
      DINGDAN_ADMIN_KEY: "key",
      DINGDAN_SANDBOX: "1",
      DINGDAN_REQUEST_LOG_DAYS: "7",
      DINGDAN_EVENT_DAYS: "5",
      DINGDAN_ORDER_DAYS: "400",
      DINGDAN_BACKUP_FOLDER: "/backups",
      DINGDAN_BACKUP_EVERY_HOURS: "6",
      DINGDAN_TRUST_PROXY: "1",
      DINGDAN_ALLOW_CALLBACK_NETWORKS: "10.1.0.0/16, fd00::/8",
      DINGDAN_PUBLIC_URL: "https://pay.example",
      DINGDAN_WECHATPAY_API_URLS: "http://127.0.0.1:9001, http://127.0.0.1:9002",
      DINGDAN_RECONCILE_MINUTES: "0",
      DINGDAN_BATCH_SIZE_MAX: "1",
      DINGDAN_SANDBOX_DAYS_AGO: "14",
    };
    expect(serveSettings({}, environment)).toEqual({
      host: "0.0.0.0",
      port: 0,
      databaseUrl: "sqlite::memory:",
      adminKey: "key",
      sandbox: true,
      daysAgo: 14,
      requestLogDays: 7,
      eventDays: 5,
      orderDays: 400,
      backups: { folder: "/backups", everyHours: 6, keep: 7 },
      trustProxy: "1",
      allowCallbackNetworks: ["10.1.0.0/16", "fd00::/8"],
      wechatpayApiUrls: ["http://127.0.0.1:9001", "http://127.0.0.1:9002"],
      reconcileMinutes: 0,
      publicUrl: "https://pay.example",
      limits: {},
      shutdown: {},
      shownSecrets: [],
      workers: 1,
      batchSizeMax: 1,
    });
  });

  test("take the trusted proxies as a number or as networks; the flag alone means one", () => {
    const trusted = (flag?: string | true, variable = "") =>
      serveSettings(flag === undefined ? {} : { trustProxy: flag }, {
        DINGDAN_TRUST_PROXY: variable,
      }).trustProxy;
    expect(trusted()).toBe(false);
    expect(trusted(true)).toBe(true);
    expect(trusted(undefined, "true")).toBe(true);
    expect(trusted("false", "1")).toBe(false);
    expect(trusted("2")).toBe("2");
    expect(trusted(undefined, "10.0.0.0/8,loopback")).toBe("10.0.0.0/8,loopback");
  });

  test("accept several workers only on PostgreSQL", () => {
    const database = "postgres://127.0.0.1/dingdan";
    expect(serveSettings({ workers: "4", database }, {}).workers).toBe(4);
    expect(serveSettings({ database }, { DINGDAN_WORKERS: "2" }).workers).toBe(2);

    const reason = "(a SQLite file supports only one server process)";
    expect(problemsOf(() => serveSettings({ workers: "4" }, {}))).toEqual([
      `invalid value for --workers: 4 ${reason}`,
    ]);
    expect(problemsOf(() => serveSettings({}, { DINGDAN_WORKERS: "2" }))).toEqual([
      `invalid value for DINGDAN_WORKERS: 2 ${reason}`,
    ]);
  });

  test("allow a database that may lose data only when asked", () => {
    expect(serveSettings({}, {}).allowUnsafeDurability).toBeUndefined();
    const environment = { DINGDAN_ALLOW_UNSAFE_DURABILITY: "1" };
    expect(serveSettings({}, environment).allowUnsafeDurability).toBe(true);
    expect(serveSettings({ allowUnsafeDurability: true }, {}).allowUnsafeDurability).toBe(true);
  });

  test("prefer a flag to its variable", () => {
    expect(serveSettings({ port: "0" }, { DINGDAN_PORT: "80" }).port).toBe(0);
    expect(serveSettings({ sandbox: true }, { DINGDAN_SANDBOX: "0" }).sandbox).toBe(true);
  });

  test("ignore an empty variable", () => {
    expect(serveSettings({}, { DINGDAN_PORT: "", DINGDAN_SANDBOX: "" })).toMatchObject({
      port: 8321,
      sandbox: false,
    });
  });

  test("are rejected with one error that lists all bad values", () => {
    const flags = { host: "", port: "http", database: "mysql://root:pass@db/x" };
    const environment = { DINGDAN_SANDBOX: "maybe", DINGDAN_ADMIN_KEY: "two words" };
    expect(problemsOf(() => serveSettings(flags, environment))).toEqual([
      "--host is empty",
      "invalid value for --port: http",
      "invalid value for --database: mysql://…@db/x",
      "invalid value for DINGDAN_ADMIN_KEY",
      "invalid value for DINGDAN_SANDBOX: maybe",
    ]);
  });

  test("accept an admin key of fewer than 20 characters only in a sandbox", () => {
    const short = "k".repeat(19);
    const reason = "shorter than 20 characters";
    expect(problemsOf(() => serveSettings({ adminKey: short }, {}))).toEqual([
      `invalid value for --admin-key: ${reason}`,
    ]);
    expect(problemsOf(() => serveSettings({}, { DINGDAN_ADMIN_KEY: short }))).toEqual([
      `invalid value for DINGDAN_ADMIN_KEY: ${reason}`,
    ]);
    expect(serveSettings({ adminKey: `${short}k` }, {}).adminKey).toBe(`${short}k`);
    expect(serveSettings({ adminKey: "k", sandbox: true }, {}).adminKey).toBe("k");
  });

  test.each(["-1", "-0", "65536", "1.5", "1e3", " 1"])("reject %j as a port", (port) => {
    expect(problemsOf(() => serveSettings({ port }, {}))).toHaveLength(1);
  });
});

describe("the limits of the server", () => {
  test("come from flags, and from variables that are named like them", () => {
    const environment = {
      DINGDAN_CONNECTIONS_MAX: "500",
      DINGDAN_BODY_MEMORY_MAX_MIB: "32",
      DINGDAN_SHUTDOWN_DELAY_MS: "0",
    };
    const settings = serveSettings({ connectionsMax: "600", callDeadlineMs: "2000" }, environment);
    expect(settings.limits).toEqual({
      connectionsMax: 600,
      bodyBytesMax: 32 * 1024 * 1024,
      callDeadlineMs: 2000,
    });
    expect(settings.shutdown).toEqual({ delayMs: 0 });
  });

  test("that are out of range are named with their range", () => {
    expect(() => serveSettings({}, { DINGDAN_CALL_DEADLINE_MS: "5" })).toThrow(
      "DINGDAN_CALL_DEADLINE_MS",
    );
  });
});
