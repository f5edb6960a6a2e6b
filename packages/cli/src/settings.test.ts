import { describe, expect, test } from "vitest";
import { UsageError } from "./errors.js";
import {
  adminSettings,
  clientSettings,
  concurrencySetting,
  credentialsFileOf,
  execSettings,
  languageSetting,
  logSettings,
  optionalAdminSettings,
  proxySettings,
  serveSettings,
} from "./settings.js";

const problemsOf = (read: () => unknown): string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof UsageError) return error.problems.map(({ message }) => message.en);
    throw error;
  }
  return [];
};

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
      trustProxy: false,
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
      DINGDAN_TRUST_PROXY: "1",
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
      trustProxy: true,
      workers: 1,
      batchSizeMax: 1,
    });
  });

  test("take several workers on PostgreSQL, and on nothing else", () => {
    const database = "postgres://127.0.0.1/dingdan";
    expect(serveSettings({ workers: "4", database }, {}).workers).toBe(4);
    expect(serveSettings({ database }, { DINGDAN_WORKERS: "2" }).workers).toBe(2);

    expect(problemsOf(() => serveSettings({ workers: "4" }, {}))).toEqual([
      "several workers need PostgreSQL: a SQLite file has one writer",
    ]);
  });

  test("are a flag's before a variable's", () => {
    expect(serveSettings({ port: "0" }, { DINGDAN_PORT: "80" }).port).toBe(0);
    expect(serveSettings({ sandbox: true }, { DINGDAN_SANDBOX: "0" }).sandbox).toBe(true);
  });

  test("take an empty variable for none", () => {
    expect(serveSettings({}, { DINGDAN_PORT: "", DINGDAN_SANDBOX: "" })).toMatchObject({
      port: 8321,
      sandbox: false,
    });
  });

  test("are refused all at once", () => {
    const flags = { host: "", port: "http", database: "mysql://root:pass@db/x" };
    const environment = { DINGDAN_SANDBOX: "maybe", DINGDAN_ADMIN_KEY: "two words" };
    expect(problemsOf(() => serveSettings(flags, environment))).toEqual([
      "--host is empty",
      "--port is not usable: http",
      "the database URL is not usable: mysql://…@db/x",
      "the admin key is not usable",
      "DINGDAN_SANDBOX is not usable: maybe",
    ]);
  });

  test.each(["-1", "65536", "1.5", "1e3", " 1"])("do not take %j for a port", (port) => {
    expect(problemsOf(() => serveSettings({ port }, {}))).toHaveLength(1);
  });
});

describe("the settings of a client", () => {
  const credentials = { DINGDAN_APPID: "wx1", DINGDAN_SECRET: "s" };

  test("lead to the server of this machine unless told otherwise", () => {
    expect(clientSettings({}, credentials).url).toBe("http://127.0.0.1:8321");
    const environment = { ...credentials, DINGDAN_URL: "https://pay.example/base/" };
    expect(clientSettings({}, environment).url).toBe("https://pay.example/base");
  });

  test("name every credential that is missing", () => {
    expect(problemsOf(() => clientSettings({ url: "localhost:1" }, {}))).toEqual([
      "the server's URL is not usable: localhost:1",
      "missing: --appid / DINGDAN_APPID and --secret / DINGDAN_SECRET",
    ]);
    expect(problemsOf(() => clientSettings({ appid: "wx1" }, {}))).toEqual([
      "missing: --secret / DINGDAN_SECRET",
    ]);
    expect(problemsOf(() => adminSettings({}, {}))).toEqual([
      "missing: --admin-key / DINGDAN_ADMIN_KEY",
    ]);
  });

  test.each(["http://user:pass@host", "http://host?x=1", "ftp://host", "http://"])(
    "do not take %s for a URL",
    (url) => {
      expect(problemsOf(() => clientSettings({ url }, credentials))).toHaveLength(1);
    },
  );
});

describe("the settings of proxy", () => {
  test("have defaults", () => {
    expect(proxySettings({}, {})).toEqual({
      host: "127.0.0.1",
      port: 8322,
      url: "http://127.0.0.1:8321",
      caFolder: "./data/ca",
    });
  });

  test("come from the environment", () => {
    const environment = {
      DINGDAN_PROXY_HOST: "0.0.0.0",
      DINGDAN_PROXY_PORT: "0",
      DINGDAN_URL: "https://pay.example",
      DINGDAN_CA_DIR: "/ca",
      // The platform's own, which may be exported in the same shell.
      DINGDAN_HOST: "10.0.0.1",
      DINGDAN_PORT: "80",
    };
    expect(proxySettings({}, environment)).toEqual({
      host: "0.0.0.0",
      port: 0,
      url: "https://pay.example",
      caFolder: "/ca",
    });
  });
});

describe("the settings of exec", () => {
  test("are a sandbox in memory, whatever platform the environment names", () => {
    const environment = { DINGDAN_URL: "http://h", DINGDAN_DATABASE_URL: "sqlite:x" };
    expect(execSettings({}, environment)).toEqual({
      platform: { kind: "sandbox", databaseUrl: "sqlite::memory:", adminKey: null },
      caFolder: null,
    });
  });

  test("name a platform that runs, or a database, not both", () => {
    expect(execSettings({ url: "http://h/" }, {}).platform).toEqual({
      kind: "running",
      url: "http://h",
    });
    const both = { url: "http://h", database: "oracle:x" };
    expect(problemsOf(() => execSettings(both, {}))).toEqual([
      "--url and --database exclude each other",
    ]);
  });
});

test("calls go 16 at a time unless told otherwise", () => {
  expect(concurrencySetting(undefined)).toBe(16);
  expect(concurrencySetting("1")).toBe(1);
  expect(problemsOf(() => concurrencySetting("0"))).toHaveLength(1);
});

test.each([
  [{ LANG: "zh_CN.UTF-8" }, "zh"],
  [{ LANG: "en_US.UTF-8" }, "en"],
  [{ LC_ALL: "C", LANG: "zh_CN.UTF-8" }, "en"],
  [{ LC_MESSAGES: "zh_TW", LANG: "en_US" }, "zh"],
  [{ LC_ALL: "", LC_MESSAGES: "", LANG: "zh_CN" }, "zh"],
  [{}, "en"],
])("the language of %j is %s", (environment, language) => {
  expect(languageSetting(environment)).toBe(language);
});

test("a sandbox keeps its credentials beside its database file", () => {
  expect(credentialsFileOf("sqlite:./data/dingdan.db")).toBe("data/sandbox.json");
  expect(credentialsFileOf("sqlite:/var/lib/dingdan.db")).toBe("/var/lib/sandbox.json");
  expect(credentialsFileOf("sqlite::memory:")).toBeNull();
  expect(credentialsFileOf("postgres://db/dingdan")).toBeNull();
});

test("the settings of the request log have their bounds, and a filter only when one is given", () => {
  const admin = { url: "http://127.0.0.1:8321", adminKey: "key" };
  expect(logSettings({ adminKey: "key" }, {})).toEqual({ admin, filter: {}, limit: 20 });
  const flags = { adminKey: "key", appid: "wx1", errcode: "-1", limit: "0" };
  expect(logSettings(flags, {})).toEqual({
    admin,
    filter: { appid: "wx1", errcode: -1 },
    limit: 0,
  });
  expect(() => logSettings({ adminKey: "key", limit: "1001" }, {})).toThrow("--limit");
  expect(() => logSettings({ adminKey: "key", errcode: "4e3" }, {})).toThrow("--errcode");
});

test("a command that only profits from the operator's key goes without", () => {
  expect(optionalAdminSettings({}, {})).toBeNull();
  expect(optionalAdminSettings({}, { DINGDAN_ADMIN_KEY: "key" })).toMatchObject({
    adminKey: "key",
  });
  expect(() => optionalAdminSettings({ url: "nowhere" }, {})).toThrow("URL");
});
