import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { problemsOf } from "../../test/support/problems.js";
import { adminSettings } from "./admin.js";
import { clientSettings } from "./client.js";
import { databaseSetting } from "./database.js";
import { serveSettings } from "./serve.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const fileWith = (name: string, content: string) => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

describe("a secret can be in a file", () => {
  test("the file is read without the line break at its end", () => {
    const key = "an-admin-key-of-enough-characters";
    const DINGDAN_ADMIN_KEY_FILE = fileWith("admin", `${key}\r\n`);
    expect(adminSettings({}, { DINGDAN_ADMIN_KEY_FILE }).adminKey).toBe(key);
    const DINGDAN_DATABASE_URL_FILE = fileWith("database", "postgres://u:p@db/dingdan\n");
    expect(databaseSetting({}, { DINGDAN_DATABASE_URL_FILE })).toBe("postgres://u:p@db/dingdan");
    const DINGDAN_SECRET_FILE = fileWith("secret", "s");
    const client = { DINGDAN_APPID: "wx1", DINGDAN_SECRET_FILE };
    expect(clientSettings({}, client).secret).toBe("s");
    const DINGDAN_SEAL_KEY_FILE = fileWith("seal", "new\n");
    const previousSealKeyFile = fileWith("previous", "old\n");
    expect(serveSettings({ previousSealKeyFile }, { DINGDAN_SEAL_KEY_FILE })).toMatchObject({
      sealKey: "new",
      previousSealKey: "old",
    });
  });

  test("a flag overrides the file, which is then not read", () => {
    const environment = { DINGDAN_ADMIN_KEY_FILE: join(folder, "none") };
    expect(adminSettings({ adminKey: "flag" }, environment).adminKey).toBe("flag");
  });

  test("an unreadable and an empty file are errors that name the setting, the file and the cause", () => {
    const none = join(folder, "none");
    expect(problemsOf(() => adminSettings({}, { DINGDAN_ADMIN_KEY_FILE: none }))).toContain(
      `cannot read the file of DINGDAN_ADMIN_KEY_FILE: ${none} (ENOENT)`,
    );
    const empty = fileWith("empty", "\n");
    expect(problemsOf(() => serveSettings({ sealKeyFile: empty }, {}))).toEqual([
      `the file of --seal-key-file is empty: ${empty}`,
    ]);
  });

  test("a variable and its file together are an error", () => {
    const both = { DINGDAN_SEAL_KEY: "k", DINGDAN_SEAL_KEY_FILE: fileWith("k", "k") };
    expect(problemsOf(() => serveSettings({}, both))).toEqual([
      "DINGDAN_SEAL_KEY and DINGDAN_SEAL_KEY_FILE cannot be used together",
    ]);
  });

  test("an error about the value names the file's setting, not the value", () => {
    const DINGDAN_ADMIN_KEY_FILE = fileWith("bad", "with a space");
    expect(problemsOf(() => adminSettings({}, { DINGDAN_ADMIN_KEY_FILE }))).toEqual([
      "invalid value for DINGDAN_ADMIN_KEY_FILE",
    ]);
    // The file of another secret, in place of the database's.
    const DINGDAN_DATABASE_URL_FILE = fileWith("wrong", "another-secret");
    expect(problemsOf(() => databaseSetting({}, { DINGDAN_DATABASE_URL_FILE }))).toEqual([
      "invalid value for DINGDAN_DATABASE_URL_FILE: …",
    ]);
    const DINGDAN_DATABASE_URL = "host=db password = 'a secret'";
    expect(problemsOf(() => databaseSetting({}, { DINGDAN_DATABASE_URL }))).toEqual([
      "invalid value for DINGDAN_DATABASE_URL: host=db password = …",
    ]);
  });
});

test("secrets on the command line are named, so that serve can warn of them", () => {
  const adminKey = "an-admin-key-of-enough-characters";
  const database = "postgres://user:password@db/dingdan";
  expect(serveSettings({ adminKey, database }, {}).shownSecrets).toEqual([
    "--admin-key",
    "--database",
  ]);
  expect(serveSettings({ database: "postgres://db/dingdan" }, {}).shownSecrets).toEqual([]);
  expect(serveSettings({}, { DINGDAN_ADMIN_KEY: adminKey }).shownSecrets).toEqual([]);
});
